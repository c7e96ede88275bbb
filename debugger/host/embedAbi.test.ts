import { strict as assert } from 'node:assert';
import { createHash } from 'node:crypto';
import { sourceHashOf } from './embedAbi';

describe('the hash of a contract’s sources', () => {
  const files = [
    { path: 'Cargo.toml', text: '[package]\nname = "token"\n' },
    { path: 'src/main.rs', text: '#![no_std]\n\n// end\n' },
  ];
  const hash = sourceHashOf(files);

  it('is over path, zero byte, text, zero byte of each', () => {
    const bytes = files.map(({ path, text }) => `${path}\0${text}\0`).join('');
    assert.equal(hash, `sha256:${createHash('sha256').update(bytes).digest('hex')}`);
  });

  it('is the same where git has made lines end in CRLF', () => {
    const there = files.map(it => ({ ...it, text: it.text.replaceAll('\n', '\r\n') }));
    assert.equal(sourceHashOf(there), hash);
  });

  it('is another for another text', () => {
    assert.notEqual(sourceHashOf([{ path: 'Cargo.toml', text: '' }]), hash);
  });
});
