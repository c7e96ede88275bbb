/** Bits from the last byte to the first, as entropy codes of Zstandard are written. [RFC 8878 §4.1, §4.2.2] */

import type { ByteReader } from '../../shared/byteReader';

/** So many can be had at once: with the seven below them, they lie in four bytes. */
const MOST_AT_ONCE = 25;

export class BackwardBits {
  readonly #bytes: Uint8Array;
  /** How many bits are left below; negative where more have been read than there are. */
  #left: number;

  /** Of all that is left of `r`: the highest bit set of the last byte ends them, and is none of them. */
  constructor(private readonly r: ByteReader) {
    this.#bytes = r.slice(r.remaining);
    const last = this.#bytes.at(-1) ?? 0;
    if (last === 0) r.fail('unmarked-end-of-bits');
    this.#left = (this.#bytes.length - 1) * 8 + 31 - Math.clz32(last);
  }

  get isPastEnd(): boolean {
    return this.#left < 0;
  }

  /** At most 31, the one that comes first being the highest; zeros beyond the end. */
  read(count: number): number {
    if (count > MOST_AT_ONCE) {
      const high = this.read(count - MOST_AT_ONCE);
      return high * 2 ** MOST_AT_ONCE + this.read(MOST_AT_ONCE);
    }
    const value = this.peek(count);
    this.#left -= count;
    return value;
  }

  /** As `read`, and they are still to be read; at most 25. */
  peek(count: number): number {
    const start = this.#left - count;
    const mask = (1 << count) - 1;
    if (start >= 0) return (this.#word(start >> 3) >>> (start & 7)) & mask;
    return this.#left <= 0 ? 0 : (this.#word(0) << -start) & mask;
  }

  skip(count: number): void {
    this.#left -= count;
  }

  /** All has to have been read, and no more. */
  end(): void {
    if (this.isPastEnd) this.r.fail('bits-missing', `${-this.#left}`);
    if (this.#left > 0) this.r.fail('bits-left-over', `${this.#left}`);
  }

  #word(at: number): number {
    const bytes = this.#bytes;
    return (
      (bytes[at] ?? 0) |
      ((bytes[at + 1] ?? 0) << 8) |
      ((bytes[at + 2] ?? 0) << 16) |
      ((bytes[at + 3] ?? 0) << 24)
    );
  }
}
