/** Where an instruction that jumps to another function jumps to. [Unpriv §2.5.1] */

import { farTarget } from './inspect/farJump';
import type { Module } from './module';

/** The address is the register's and the offset; a fixed address has no register. */
export interface Callee {
  readonly register: number | undefined;
  readonly offset: number;
}

const OPCODE_JAL = 0x6f;
const OPCODE_JALR = 0x67;

/** Of a jump with a link or without; undefined where the instruction is neither JAL nor JALR. */
export function calleeAt(module: Module, pc: number): Callee | undefined {
  const bytes = module.codeAt(pc, 4);
  if (bytes.length < 2) return undefined;
  const word = wordOf(bytes);
  if ((word & 3) !== 3) return compressedCallee(word & 0xffff, pc);
  if (bytes.length < 4) return undefined;
  const opcode = word & 0x7f;
  if (opcode === OPCODE_JAL) return { register: undefined, offset: (pc + jalOffset(word)) >>> 0 };
  if (opcode !== OPCODE_JALR) return undefined;
  const register = (word >>> 15) & 31;
  const far = farTarget(wordOf(module.codeAt(pc - 4, 4)), word, pc);
  return far === undefined
    ? { register, offset: word >> 20 }
    : { register: undefined, offset: far };
}

/** C.J and C.JAL, C.JR and C.JALR. [Unpriv §16.4] */
function compressedCallee(half: number, pc: number): Callee | undefined {
  const register = (half >>> 7) & 31;
  if ((half & 0xe07f) === 0x8002 && register !== 0) return { register, offset: 0 };
  const isJump = (half & 0x6003) === 0x2001;
  return isJump ? { register: undefined, offset: (pc + compressedOffset(half)) >>> 0 } : undefined;
}

function jalOffset(word: number): number {
  const sign = (word >> 31) << 20;
  return sign | (word & 0xff000) | ((word >>> 9) & 0x800) | ((word >>> 20) & 0x7fe);
}

/** offset[11|4|9:8|10|6|7|3:1|5] in bits 12 to 2. */
function compressedOffset(half: number): number {
  const bit = (from: number, to: number) => ((half >>> from) & 1) << to;
  const low = ((half >>> 3) & 7) << 1;
  const middle =
    bit(11, 4) | bit(2, 5) | bit(7, 6) | bit(6, 7) | (((half >>> 9) & 3) << 8) | bit(8, 10);
  return low | middle | (((half << 19) >> 31) << 11);
}

function wordOf(bytes: Uint8Array): number {
  const byte = (at: number) => bytes[at] ?? 0;
  return byte(0) | (byte(1) << 8) | (byte(2) << 16) | (byte(3) << 24);
}
