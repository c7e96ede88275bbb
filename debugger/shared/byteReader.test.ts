import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { ByteReader } from './byteReader';
import { ByteWriter } from './byteWriter';
import { MalformedInput } from './errors';

describe('ByteReader and ByteWriter', () => {
  it('round-trips every width', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 0xff }),
        fc.integer({ min: 0, max: 0xffff }),
        fc.integer({ min: 0, max: 0xffffffff }),
        fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
        fc.bigInt({ min: 0n, max: 2n ** 128n - 1n }),
        fc.uint8Array(),
        (a, b, c, d, e, f) => {
          const bytes = new ByteWriter().u8(a).u16(b).u32(c).u64(d).u128(e).counted(f).finish();
          const r = new ByteReader(bytes, 'test');
          assert.deepEqual([r.u8(), r.u16(), r.u32(), r.u64(), r.u128()], [a, b, c, d, e]);
          assert.deepEqual(r.slice(r.u32()), f);
          assert.ok(r.atEnd);
        },
      ),
    );
  });

  const lebs: readonly [bytes: number[], unsigned: number, signed: number][] = [
    [[0x02], 2, 2],
    [[0x7f], 127, -1],
    [[0x80, 0x01], 128, 128],
    [[0x80, 0x7f], 16256, -128],
    [[0xe5, 0x8e, 0x26], 624485, 624485],
  ];
  for (const [bytes, unsigned, signed] of lebs) {
    it(`reads LEB128 ${bytes.join(' ')}`, () => {
      assert.equal(new ByteReader(Uint8Array.from(bytes), 'test').uleb(), unsigned);
      assert.equal(new ByteReader(Uint8Array.from(bytes), 'test').sleb(), signed);
    });
  }

  const longLebs: readonly [bytes: number[], unsigned: bigint, signed: bigint][] = [
    [[0x7f], 127n, -1n],
    [[0xff, 0xff, 0xff, 0xff, 0x0f], 2n ** 32n - 1n, 2n ** 32n - 1n],
    [[0x80, 0x80, 0x80, 0x80, 0x78], 0x78n << 28n, -(2n ** 31n)],
    [[...Array<number>(18).fill(0xff), 0x03], 2n ** 128n - 1n, -1n],
  ];
  for (const [bytes, unsigned, signed] of longLebs) {
    it(`reads LEB128 of ${bytes.length} bytes exactly`, () => {
      const read = () => new ByteReader(Uint8Array.from(bytes), 'test');
      assert.equal(read().ulebBig(), unsigned);
      assert.equal(read().slebBig(), signed);
      assert.equal(read().sleb(), Number(signed));
      const r = read();
      r.skipLeb();
      assert.ok(r.atEnd);
    });
  }

  it('names the place where bytes run out', () => {
    const r = new ByteReader(Uint8Array.of(1, 2), '.debug_line', 1, 0x10);
    assert.throws(
      () => r.u32(),
      (error: unknown) => {
        assert.ok(error instanceof MalformedInput);
        assert.equal(error.message, '.debug_line+0x00000011: truncated (4 bytes wanted, 1 left)');
        return true;
      },
    );
  });
});
