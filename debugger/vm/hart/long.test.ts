import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { addCount, distance, longAt, putLong, subtractCount, type Long } from './long';

const half = fc.oneof(
  fc.integer({ min: 0, max: 0xffff_ffff }),
  fc.constantFrom(0, 1, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff),
);
const long = fc.record({ high: half, low: half });
const count = fc.oneof(fc.maxSafeNat(), fc.constantFrom(0, 1, 0xffff_ffff, 2 ** 32));

function exact({ high, low }: Long): bigint {
  return (BigInt(high) << 32n) + BigInt(low);
}

describe('64-bit registers', () => {
  it('count as exact arithmetic does, modulo 2^64', () => {
    fc.assert(
      fc.property(long, count, (it, by) => {
        assert.equal(exact(addCount(it, by)), BigInt.asUintN(64, exact(it) + BigInt(by)));
        assert.equal(exact(subtractCount(it, by)), BigInt.asUintN(64, exact(it) - BigInt(by)));
      }),
      { numRuns: 2000 },
    );
  });

  it('are as far apart as exact arithmetic says, as near as a double comes', () => {
    fc.assert(
      fc.property(long, long, count, (from, other, by) => {
        assert.equal(distance(from, other), Number(exact(other) - exact(from)));
        const to = addCount(from, by);
        if (exact(to) >= exact(from)) assert.equal(distance(from, to), by);
      }),
      { numRuns: 2000 },
    );
  });

  it('lie in memory low half first', () => {
    const words = new Int32Array(6);
    putLong(words, 1, { high: 0xffff_fffe, low: 0x8000_0001 });
    assert.deepEqual([...words], [0, 0, -0x7fff_ffff, -2, 0, 0]);
    assert.deepEqual(longAt(words, 1), { high: 0xffff_fffe, low: 0x8000_0001 });
  });
});
