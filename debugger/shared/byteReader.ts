/** A cursor over little-endian bytes that knows the name of its source, so that every failure has a place. */

import { MalformedInput } from './errors';

const utf8 = new TextDecoder();

export class ByteReader {
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
    this.offset = offset;
  }

  get remaining(): number {
    return this.bytes.length - this.offset;
  }

  get atEnd(): boolean {
    return this.offset >= this.bytes.length;
  }

  u8(): number {
    const at = this.#take(1);
    return this.bytes[at] ?? 0;
  }

  i8(): number {
    return (this.u8() << 24) >> 24;
  }

  u16(): number {
    const at = this.#take(2);
    return halfAt(this.bytes, at);
  }

  /** Three bytes: an index of DWARF 5's strx3 and addrx3. */
  u24(): number {
    return this.u16() | (this.u8() << 16);
  }

  u32(): number {
    return this.i32() >>> 0;
  }

  i32(): number {
    const at = this.#take(4);
    return halfAt(this.bytes, at) | (halfAt(this.bytes, at + 2) << 16);
  }

  u64(): bigint {
    const at = this.#take(8);
    const { bytes } = this;
    const low = (halfAt(bytes, at) | (halfAt(bytes, at + 2) << 16)) >>> 0;
    const high = (halfAt(bytes, at + 4) | (halfAt(bytes, at + 6) << 16)) >>> 0;
    // Most are small, and one bigint is made sooner than three.
    return high < 2 ** 21 ? BigInt(high * 2 ** 32 + low) : (BigInt(high) << 32n) | BigInt(low);
  }

  u128(): bigint {
    const low = this.u64();
    const high = this.u64();
    return high === 0n ? low : (high << 64n) | low;
  }

  /** The next `length` bytes, as a copy. */
  copy(length: number): Uint8Array {
    const start = this.#take(length);
    return this.bytes.slice(start, start + length);
  }

  /** The next `length` bytes, as a view and not a copy. */
  slice(length: number): Uint8Array {
    const start = this.#take(length);
    return this.bytes.subarray(start, start + length);
  }

  /** Passes over so many bytes, and answers where in `bytes` they begin. */
  skip(length: number): number {
    return this.#take(length);
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

// Byte by byte: a DataView would need the buffer of an array, which costs more to get at than a small record to read.
function halfAt(bytes: Uint8Array, at: number): number {
  return (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
}
