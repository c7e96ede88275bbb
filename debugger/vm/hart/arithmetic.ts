/**
 * What effects of instructions may call: the language has no operator for it. Each is short, so that the interpreter's
 * loop has it inlined. The upper halves of 64-bit products are all so far. [Unpriv §7.1]
 */

/** Signed by signed. Partial products of 16 bits never exceed what a double holds exactly. */
export function mulh(a: number, b: number): number {
  return (mulhu(a, b) - (a < 0 ? b : 0) - (b < 0 ? a : 0)) | 0;
}

/** Signed by unsigned. */
export function mulhsu(a: number, b: number): number {
  return (mulhu(a, b) - (a < 0 ? b : 0)) | 0;
}

/** Unsigned by unsigned. */
export function mulhu(a: number, b: number): number {
  const aLow = a & 0xffff;
  const aHigh = a >>> 16;
  const bLow = b & 0xffff;
  const bHigh = b >>> 16;
  const lowLow = Math.imul(aLow, bLow);
  // Each sum is at most 0xffff * 0xffff + 0xffff, which fits 32 bits unsigned.
  const middle = (Math.imul(aHigh, bLow) + (lowLow >>> 16)) >>> 0;
  const cross = (Math.imul(aLow, bHigh) + (middle & 0xffff)) >>> 0;
  return (Math.imul(aHigh, bHigh) + (middle >>> 16) + (cross >>> 16)) | 0;
}
