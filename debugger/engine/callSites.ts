/** Which instructions of a program call which addresses, read from its code. */

import { firstInstruction } from '../vm/isa/guestInstruction';
import type { LoadedBytes } from './module';

/** Flags of a program header. [ELF p_flags] */
const PF_X = 1;

/** `auipc ra, …` and `jalr ra, …(ra)`: how a call to anywhere is made. [Unpriv §2.5.1] */
const AUIPC_RA = 0x097;
const JALR_RA_RA = 0x080e7;
/** `jalr ra, …(rs1)` and `c.jalr rs1`, which call what a register holds. */
const JALR_RA = 0x0e7;
const C_JALR = 0x9002;

/** Return addresses by the address that is called. */
export type CallSites = ReadonlyMap<number, readonly number[]>;

export function readCallSites(segments: readonly LoadedBytes[]): CallSites {
  const sites = new Map<number, number[]>();
  const add = (target: number, returnAddress: number) => {
    const known = sites.get(target);
    if (known === undefined) sites.set(target, [returnAddress]);
    else known.push(returnAddress);
  };
  for (const { vaddr, fileBytes, flags } of segments) {
    if ((flags & PF_X) === 0) continue;
    for (let at = 0; at + 1 < fileBytes.length;) {
      const { length, target } = callAt(fileBytes.subarray(at, at + 8), vaddr + at);
      if (target !== undefined) add(target, vaddr + at + length);
      at += length;
    }
  }
  return sites;
}

/** Whether the code before an address calls what a register holds, so that nobody can tell from the code what. */
export function isIndirectCall(bytesBefore: Uint8Array): boolean {
  if (bytesBefore.length < 4) return false;
  const word = wordAt(bytesBefore, bytesBefore.length - 4);
  const half = word >>> 16;
  return (
    (half & 0xf07f) === C_JALR || ((word & 0xfff) === JALR_RA && (word & 0xfffff) !== JALR_RA_RA)
  );
}

function callAt(bytes: Uint8Array, pc: number): { length: number; target?: number } {
  const first = wordAt(bytes, 0);
  if ((first & 0xfff) === AUIPC_RA && bytes.length >= 8) {
    const second = wordAt(bytes, 4);
    if ((second & 0xfffff) === JALR_RA_RA) {
      return { length: 8, target: (pc + (first & ~0xfff) + (second >> 20)) >>> 0 };
    }
  }
  const isLong = (first & 3) === 3;
  const isJal = isLong ? (first & 0xfff) === 0x0ef : (first & 0xe003) === 0x2001;
  const length = isLong ? 4 : 2;
  if (!isJal) return { length };
  const instruction = firstInstruction(bytes);
  return instruction === undefined ? { length } : { length, target: (pc + instruction.imm) >>> 0 };
}

/** Little-endian; what is missing at the end counts as zero. */
function wordAt(bytes: Uint8Array, at: number): number {
  const byte = (n: number) => bytes[at + n] ?? 0;
  return byte(0) | (byte(1) << 8) | (byte(2) << 16) | (byte(3) << 24);
}
