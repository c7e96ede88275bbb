/** What decompression makes: it grows with what comes, whatever size was announced. */

const FIRST_SIZE = 1 << 16;
/** So few bytes are copied quicker one by one than by a view of them. */
const SHORT = 32;

export class Output {
  #bytes: Uint8Array;
  #length = 0;

  /** @param size in bytes, of all that may come */
  constructor(private readonly size: number) {
    this.#bytes = new Uint8Array(Math.min(size, FIRST_SIZE));
  }

  get length(): number {
    return this.#length;
  }

  /** false, here and below, where there is no room: more comes out than was announced. */
  add(byte: number): boolean {
    if (!this.#hasRoom(1)) return false;
    this.#bytes[this.#length++] = byte;
    return true;
  }

  /** Those of `bytes` from `start` to before `end`. */
  append(bytes: Uint8Array, start = 0, end = bytes.length): boolean {
    if (!this.#hasRoom(end - start)) return false;
    if (end - start < SHORT) {
      const to = this.#bytes;
      let length = this.#length;
      for (let at = start; at < end; at++) to[length++] = bytes[at] ?? 0;
    } else {
      this.#bytes.set(bytes.subarray(start, end), this.#length);
    }
    this.#length += end - start;
    return true;
  }

  fill(byte: number, count: number): boolean {
    if (!this.#hasRoom(count)) return false;
    this.#bytes.fill(byte, this.#length, (this.#length += count));
    return true;
  }

  /** Once more what came out `distance` bytes ago; false also where that is before the start. */
  repeat(distance: number, length: number): boolean {
    if (distance < 1 || distance > this.#length || !this.#hasRoom(length)) return false;
    // Byte by byte, for the copy may overlap what it makes.
    const bytes = this.#bytes;
    const start = this.#length;
    for (let at = start; at < start + length; at++) bytes[at] = bytes[at - distance] ?? 0;
    this.#length += length;
    return true;
  }

  /** What has come out since there were so many bytes: a view. */
  since(start: number): Uint8Array {
    return this.#bytes.subarray(start, this.#length);
  }

  /** undefined where that is less than was announced. */
  finish(): Uint8Array | undefined {
    return this.#length === this.size ? this.#bytes.subarray(0, this.size) : undefined;
  }

  #hasRoom(count: number): boolean {
    const end = this.#length + count;
    if (end > this.size) return false;
    if (end > this.#bytes.length) {
      const grown = new Uint8Array(Math.min(this.size, Math.max(end, this.#bytes.length * 2)));
      grown.set(this.#bytes);
      this.#bytes = grown;
    }
    return true;
  }
}
