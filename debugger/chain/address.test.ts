import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { addressFromBytes, addressToBytes, parseAddress } from './address';

/** Few enough values in a byte that addresses come again, and many enough that different ones share a place. */
const bytes = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 20, maxLength: 20 });

describe('an address', () => {
  it('is spelled as its bytes are, whatever was spelled before', () => {
    fc.assert(
      fc.property(fc.array(bytes, { minLength: 1, maxLength: 2000 }), all => {
        for (const it of [...all, ...all]) {
          const address = addressFromBytes(Uint8Array.from(it));
          assert.equal(address, it.map(byte => `0${byte}`).join(''));
        }
      }),
      { numRuns: 20 },
    );
  });

  it('does not change with the bytes that it was spelled from', () => {
    const bytes = new Uint8Array(20).fill(1);
    assert.equal(addressFromBytes(bytes), '01'.repeat(20));
    bytes[19] = 2;
    assert.equal(addressFromBytes(bytes), `${'01'.repeat(19)}02`);
    bytes[19] = 1;
    assert.equal(addressFromBytes(bytes), '01'.repeat(20));
  });

  it('is 20 bytes, and text that says so', () => {
    assert.equal(addressFromBytes(new Uint8Array(19)), undefined);
    assert.equal(parseAddress('0x' + 'A1'.repeat(20)), 'a1'.repeat(20));
    const address = parseAddress('b0'.repeat(20)) ?? assert.fail();
    assert.deepEqual(addressToBytes(address), new Uint8Array(20).fill(0xb0));
  });
});
