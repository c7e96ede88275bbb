/** Where `auipc` and the `jalr` after it go together: how code reaches what is far away. [Unpriv §2.5.1] */

const OPCODE = 0x7f;
const AUIPC = 0x17;
const JALR = 0x67;

/**
 * The target of a jump; undefined where it is none of this kind.
 * @param before the word of the instruction before it
 * @param word its own
 * @param pc its own address
 */
export function farTarget(before: number, word: number, pc: number): number | undefined {
  if ((before & OPCODE) !== AUIPC || !isFarJump(word)) return undefined;
  const isSameRegister = registerAt(before, 7) === registerAt(word, 15);
  return isSameRegister ? (pc - 4 + (before & ~0xfff) + (word >> 20)) >>> 0 : undefined;
}

/** Whether the word may be the second of the two. */
export function isFarJump(word: number): boolean {
  return (word & (OPCODE | FUNCT3)) === JALR;
}

const FUNCT3 = 0x7000;

function registerAt(word: number, bit: number): number {
  return (word >>> bit) & 31;
}
