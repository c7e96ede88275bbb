import { strict as assert } from 'node:assert';
import { ByteReader } from './byteReader';
import { ByteWriter } from './byteWriter';

describe('a byte writer', () => {
  const edges = [0n, 1n, 2n ** 32n - 1n, 2n ** 32n, 2n ** 53n - 1n, 2n ** 53n, 2n ** 53n + 1n];

  it('writes integers as a DataView does', () => {
    const view = new DataView(new ArrayBuffer(8));
    for (const value of [...edges, 2n ** 63n, 2n ** 64n - 1n, -1n, -(2n ** 40n)]) {
      view.setBigUint64(0, value, true);
      assert.deepEqual(new ByteWriter().u64(value).finish(), new Uint8Array(view.buffer));
    }
    for (const value of [0, 1, 0x1234_5678, 0x8000_0000, 0xffff_ffff]) {
      view.setUint32(0, value, true);
      view.setUint16(4, value, true);
      const bytes = new ByteWriter().u32(value).u16(value).finish();
      assert.deepEqual(bytes, new Uint8Array(view.buffer, 0, 6));
    }
  });

  it('writes what a reader reads', () => {
    for (const value of [...edges, 2n ** 64n, 2n ** 100n + 7n, 2n ** 128n - 1n]) {
      const bytes = new ByteWriter().u128(value).finish();
      assert.equal(bytes.length, 16);
      assert.equal(new ByteReader(bytes, 'test').u128(), value);
    }
    for (const value of edges) {
      assert.equal(new ByteReader(new ByteWriter().u64(value).finish(), 'test').u64(), value);
    }
  });

  it('takes more room than it was given, and shows what lies there', () => {
    const room = new Uint8Array(4);
    const w = new ByteWriter(room).u32(7);
    assert.equal(w.view.buffer, room.buffer);
    w.u32(9);
    assert.deepEqual(w.view, Uint8Array.of(7, 0, 0, 0, 9, 0, 0, 0));
    assert.deepEqual(room, Uint8Array.of(7, 0, 0, 0));
  });
});
