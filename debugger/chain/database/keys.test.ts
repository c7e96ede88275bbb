import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { compareUtf8 } from './keys';

describe('the order of keys', () => {
  it('is that of their UTF-8 bytes', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 4 });
    fc.assert(
      fc.property(text, text, (a, b) => {
        const expected = Buffer.compare(Buffer.from(a), Buffer.from(b));
        assert.equal(Math.sign(compareUtf8(a, b)), expected);
      }),
    );
  });

  it('puts what needs surrogates last', () => {
    assert.ok(compareUtf8('\u{1f600}', '\uffff') > 0);
  });
});
