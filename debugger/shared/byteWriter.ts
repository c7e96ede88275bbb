/** A growing little-endian buffer: the other half of ByteReader. */

export class ByteWriter {
  // Byte by byte: a DataView would need the buffer of an array, which costs more to get at than a small record to write.
  #bytes: Uint8Array;
  #length = 0;

  /** @param room what is written is put together there; more is taken where it is too small */
  constructor(room: Uint8Array = new Uint8Array(64)) {
    this.#bytes = room;
  }

  get length(): number {
    return this.#length;
  }

  u8(value: number): this {
    const at = this.#grow(1);
    this.#bytes[at] = value;
    return this;
  }

  u16(value: number): this {
    const at = this.#grow(2);
    this.#bytes[at] = value;
    this.#bytes[at + 1] = value >>> 8;
    return this;
  }

  /** Of a number that is larger, the low 32 bits. */
  u32(value: number): this {
    const at = this.#grow(4);
    const bytes = this.#bytes;
    bytes[at] = value;
    bytes[at + 1] = value >>> 8;
    bytes[at + 2] = value >>> 16;
    bytes[at + 3] = value >>> 24;
    return this;
  }

  u64(value: bigint): this {
    const number = Number(value);
    if (isExact(number)) return this.u32(number).u32(Math.floor(number / 2 ** 32));
    const whole = BigInt.asUintN(64, value);
    return this.u32(Number(whole & 0xffff_ffffn)).u32(Number(whole >> 32n));
  }

  u128(value: bigint): this {
    if (isExact(Number(value))) return this.u64(value).u32(0).u32(0);
    return this.u64(BigInt.asUintN(64, value)).u64(value >> 64n);
  }

  raw(bytes: Uint8Array): this {
    const at = this.#grow(bytes.length);
    this.#bytes.set(bytes, at);
    return this;
  }

  /** A length as u32, then the bytes. */
  counted(bytes: Uint8Array): this {
    return this.u32(bytes.length).raw(bytes);
  }

  /** What was written so far, in the room itself: valid until more is written. */
  get view(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  /** What was written so far, as a copy. */
  finish(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }

  #grow(length: number): number {
    const at = this.#length;
    this.#length += length;
    if (this.#length > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(this.#length, this.#bytes.length * 2));
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    return at;
  }
}

/** Whether a number that was a bigint is still the same one, and not negative. */
function isExact(number: number): boolean {
  return number >= 0 && number <= Number.MAX_SAFE_INTEGER;
}
