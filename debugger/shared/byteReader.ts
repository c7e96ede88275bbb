/** A cursor over little-endian bytes that knows the name of its source, so that every failure has a place. */

import { MalformedInput } from './errors';

const utf8 = new TextDecoder();

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

  /** Three bytes: an index of DWARF 5's strx3 and addrx3. */
  u24(): number {
    return this.u16() | (this.u8() << 16);
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
    const text = utf8.decode(this.bytes.subarray(this.offset, end));
    this.offset = end + 1;
    return text;
  }

  /** Unsigned LEB128 up to 2^53; larger values saturate to it. [DWARF5 §7.6] */
  uleb(): number {
    const first = this.u8();
    if (first < 0x80) return first; // Most are that short.
    this.offset--;
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
    let value = 0;
    let shift = 0;
    for (;;) {
      const byte = this.u8();
      value |= (byte & 0x7f) << shift;
      shift += 7;
      if ((byte & 0x80) === 0) return (value << (32 - shift)) >> (32 - shift);
      if (shift === 28) break;
    }
    // Rare: longer than four bytes.
    this.offset -= 4;
    return Number(this.slebBig());
  }

  /** Unsigned LEB128 up to 128 bits; what lies above is dropped. [DWARF5 §7.6] */
  ulebBig(): bigint {
    return BigInt.asUintN(128, this.#leb().value);
  }

  /** Signed LEB128 of 128 bits; what lies above is dropped. [DWARF5 §7.6] */
  slebBig(): bigint {
    const { value, bits } = this.#leb();
    return BigInt.asIntN(Math.min(bits, 128), value);
  }

  /** Passes over a LEB128 of either kind. */
  skipLeb(): void {
    while ((this.u8() & 0x80) !== 0);
  }

  fail(code: string, detail?: string): never {
    throw new MalformedInput(
      code,
      { source: this.source, offset: this.base + this.offset },
      detail,
    );
  }

  #leb(): { value: bigint; bits: number } {
    let value = 0n;
    let bits = 0;
    for (;;) {
      const byte = this.u8();
      if (bits < 128) value |= BigInt(byte & 0x7f) << BigInt(bits);
      bits += 7;
      if ((byte & 0x80) === 0) return { value, bits };
    }
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
