import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { mulh, mulhsu, mulhu } from './arithmetic';

const high = (product: bigint) => Number(BigInt.asIntN(32, product >> 32n));
const unsigned = (value: number) => BigInt(value >>> 0);

describe('upper halves of products', () => {
  it('are what exact arithmetic says', () => {
    const edge = fc.constantFrom(0, 1, -1, 0x7fffffff, -0x80000000, 0xffff, 0x10000);
    const word = fc.oneof(fc.integer(), edge);
    fc.assert(
      fc.property(word, word, (a, b) => {
        assert.equal(mulh(a, b), high(BigInt(a) * BigInt(b)));
        assert.equal(mulhsu(a, b), high(BigInt(a) * unsigned(b)));
        assert.equal(mulhu(a, b), high(unsigned(a) * unsigned(b)));
      }),
      { numRuns: 2000 },
    );
  });
});
