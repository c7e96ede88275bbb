/** Bytes that grow, and WebAssembly's integers of variable length. [Wasm §5.2.2] */

const FIRST_CAPACITY = 4096;

export class ByteSink {
  #bytes = new Uint8Array(FIRST_CAPACITY);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  get bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  u8(value: number): this {
    if (this.#length === this.#bytes.length) this.#grow(this.#length + 1);
    this.#bytes[this.#length] = value;
    this.#length += 1;
    return this;
  }

  unsigned(value: number): this {
    let rest = value;
    for (; rest > 0x7f; rest >>>= 7) this.u8((rest & 0x7f) | 0x80);
    return this.u8(rest);
  }

  signed(value: number): this {
    let rest = value;
    for (; rest < -0x40 || rest > 0x3f; rest >>= 7) this.u8((rest & 0x7f) | 0x80);
    return this.u8(rest & 0x7f);
  }

  raw(bytes: Uint8Array): this {
    const end = this.#length + bytes.length;
    if (end > this.#bytes.length) this.#grow(end);
    this.#bytes.set(bytes, this.#length);
    this.#length = end;
    return this;
  }

  /** Bytes, and before them how many. */
  counted(bytes: Uint8Array): this {
    return this.unsigned(bytes.length).raw(bytes);
  }

  /** A name, of ASCII letters. */
  name(text: string): this {
    this.unsigned(text.length);
    for (let at = 0; at < text.length; at += 1) this.u8(text.charCodeAt(at));
    return this;
  }

  #grow(length: number): void {
    const bytes = new Uint8Array(Math.max(length, this.#bytes.length * 2));
    bytes.set(this.bytes);
    this.#bytes = bytes;
  }
}
