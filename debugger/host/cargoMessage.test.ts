import assert from 'node:assert/strict';
import { readCargoMessage } from './cargoMessage';

const span = {
  file_name: 'token/src/main.rs',
  line_start: 3,
  line_end: 3,
  column_start: 5,
  column_end: 9,
  is_primary: true,
};
const message = { level: 'error', message: 'mismatched types', spans: [span] };

describe('cargo messages', () => {
  it('give diagnostics with absolute paths', () => {
    const line = JSON.stringify({ reason: 'compiler-message', message });
    assert.deepEqual(readCargoMessage(line, '/work'), {
      kind: 'diagnostic',
      message: { ...message, spans: [{ ...span, file_name: '/work/token/src/main.rs' }] },
    });
  });

  it('leave paths alone that are absolute', () => {
    const absolute = { ...message, spans: [{ ...span, file_name: '/lib/core.rs' }] };
    const line = JSON.stringify({ reason: 'compiler-message', message: absolute });
    assert.deepEqual(readCargoMessage(line, '/work'), { kind: 'diagnostic', message: absolute });
  });

  it('give the executable of a binary target', () => {
    const line = JSON.stringify({
      reason: 'compiler-artifact',
      manifest_path: '/work/token/Cargo.toml',
      target: { name: 'token', kind: ['bin'], src_path: '/work/token/src/main.rs' },
      executable: '/elsewhere/token',
    });
    const executable = {
      kind: 'executable',
      path: '/elsewhere/token',
      manifest: '/work/token/Cargo.toml',
      name: 'token',
      isMain: true,
    };
    assert.deepEqual(readCargoMessage(line, '/work'), executable);
    const other = line.replace('src/main.rs', 'src/bin/token.rs');
    assert.deepEqual(readCargoMessage(other, '/work'), { ...executable, isMain: false });
  });

  it('do not take a build script for the contract', () => {
    const line = JSON.stringify({
      reason: 'compiler-artifact',
      target: { name: 'build-script-build', kind: ['custom-build'] },
      executable: '/work/target/build-script-build',
    });
    assert.deepEqual(readCargoMessage(line, '/work'), { kind: 'other' });
  });

  for (const line of ['', 'hello', '{ not json', '{"reason":']) {
    it(`are not found in '${line}'`, () => {
      assert.equal(readCargoMessage(line, '/work'), undefined);
    });
  }
});
