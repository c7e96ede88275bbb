/** A cursor over little-endian bytes that knows the name of its source, so that every failure has a place. */

import { MalformedInput } from './errors';

export class ByteReader {
  readonly #view: DataView;
  offset: number;

  /**
   * @param source what the bytes are, for error texts: a file, a section
   * @param base offset of `bytes[0]` in that source, so that errors name the source's own offsets
   */
  constructor(
    readonly bytes: Uint8Array,
    readonly source: string,
    offset = 0,
    readonly base = 0,
  ) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.offset = offset;
  }

  get remaining(): number {
    return this.bytes.length - this.offset;
  }

  get atEnd(): boolean {
    return this.offset >= this.bytes.length;
  }

  u8(): number {
    return this.#view.getUint8(this.#take(1));
  }

  i8(): number {
    return this.#view.getInt8(this.#take(1));
  }

  u16(): number {
    return this.#view.getUint16(this.#take(2), true);
  }

  u32(): number {
    return this.#view.getUint32(this.#take(4), true);
  }

  i32(): number {
    return this.#view.getInt32(this.#take(4), true);
  }

  u64(): bigint {
    return this.#view.getBigUint64(this.#take(8), true);
  }

  u128(): bigint {
    const low = this.u64();
    return (this.u64() << 64n) | low;
  }

  /** The next `length` bytes, as a view and not a copy. */
  slice(length: number): Uint8Array {
    const start = this.#take(length);
    return this.bytes.subarray(start, start + length);
  }

  skip(length: number): void {
    this.#take(length);
  }

  /** Bytes up to a zero byte, which is consumed, as UTF-8. */
  cString(): string {
    const end = this.bytes.indexOf(0, this.offset);
    if (end < 0) this.fail('unterminated-string');
    const text = new TextDecoder().decode(this.bytes.subarray(this.offset, end));
    this.offset = end + 1;
    return text;
  }

  /** Unsigned LEB128 up to 2^53; larger values saturate to it. [DWARF5 §7.6] */
  uleb(): number {
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = this.u8();
      if (scale <= 2 ** 49) value += (byte & 0x7f) * scale;
      else if ((byte & 0x7f) !== 0) value = Number.MAX_SAFE_INTEGER;
      if ((byte & 0x80) === 0) return Math.min(value, Number.MAX_SAFE_INTEGER);
      scale *= 128;
    }
  }

  /** Signed LEB128, exact within 53 bits. [DWARF5 §7.6] */
  sleb(): number {
    let value = 0n;
    let shift = 0n;
    for (;;) {
      const byte = this.u8();
      if (shift < 128n) value |= BigInt(byte & 0x7f) << shift;
      shift += 7n;
      if ((byte & 0x80) === 0) {
        const bits = shift < 128n ? Number(shift) : 128;
        return Number(BigInt.asIntN(bits, value));
      }
    }
  }

  fail(code: string, detail?: string): never {
    throw new MalformedInput(
      code,
      { source: this.source, offset: this.base + this.offset },
      detail,
    );
  }

  #take(length: number): number {
    const start = this.offset;
    if (length < 0 || length > this.bytes.length - start) {
      this.fail('truncated', `${length} bytes wanted, ${Math.max(0, this.remaining)} left`);
    }
    this.offset = start + length;
    return start;
  }
}
