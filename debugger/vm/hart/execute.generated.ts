/* Written by scripts/generateInterpreter.ts from the tables in isa/: change those. */

import { exchangeAtomic, load, locateAtomic, store } from './access';
import { mulh, mulhsu, mulhu } from './arithmetic';
import { loadReserved, storeConditional } from './atomics';
import { EXIT, type Exit } from './exits';
import { fetchAside, fetchPage } from './fetch';
import type { Hart } from './hart';
import { raise } from './trap';
import {
  breakpoint,
  csrReadClear,
  csrReadClearImmediate,
  csrReadSet,
  csrReadSetImmediate,
  csrReadWrite,
  csrReadWriteImmediate,
  environmentCall,
  fenceInstruction,
  fenceVma,
  machineReturn,
  supervisorReturn,
  waitForInterrupt,
} from './system';

/** Instructions that a turn of the loop of `execute` has room for. */
export const INSTRUCTIONS_A_TURN = 2;

/**
 * Executes at most `steps` instructions, as far as they are plain ones, and leaves pc and hart.done behind.
 * @returns BUDGET, BREAKPOINT, TRANSLATED, or SLOW: the instruction at pc is one for `step`
 */
export function execute(hart: Hart, steps: number): Exit {
  const m = hart.words;
  const halves = hart.halves;
  const bytes = hart.bytes;
  const fetches = hart.fetches;
  const loads = hart.loads;
  const stores = hart.stores;

  let left = steps | 0;
  let pc = hart.pc | 0;
  while (left !== 0) {
    const entry = (fetches + ((pc >>> 11) & 8190)) | 0;
    if (m[entry] !== (pc & -4096)) {
      hart.pc = pc;
      hart.done = steps - left;
      return EXIT.SLOW;
    }
    const base = m[(entry + 1) | 0] as number;
    let at = (base + (pc & 4095)) | 0;
    const delta = (pc - at) | 0;
    page: {
      run: while (left !== 0) {
        {
          const w = m[at] as number;
          switch (w & 0xff) {
            case 1:
              left = (left + 1) | 0;
              break page;
            case 3:
              hart.pc = at + delta;
              hart.done = steps - left;
              return EXIT.BREAKPOINT;
            case 5:
              hart.pc = at + delta;
              hart.done = steps - left;
              return EXIT.TRANSLATED;
            case 6: {
              // lui
              const imm = m[(at + 1) | 0] as number;
              m[(w >>> 8) & 63] = imm;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 7: {
              // auipc
              const imm = m[(at + 1) | 0] as number;
              pc = (at + delta) | 0;
              m[(w >>> 8) & 63] = pc + imm;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 8: {
              // jal
              const imm = m[(at + 1) | 0] as number;
              pc = (at + delta) | 0;
              const target = (pc + imm) | 0;
              m[(w >>> 8) & 63] = at + delta + (w >>> 24);
              at = (target - delta) | 0;
              if ((at - base) >>> 0 >= 4096) break page;
              break;
            }
            case 9: {
              // jalr
              const a = m[(w >>> 14) & 31] as number;
              const imm = m[(at + 1) | 0] as number;
              const target = ((a + imm) & -2) | 0;
              m[(w >>> 8) & 63] = at + delta + (w >>> 24);
              at = (target - delta) | 0;
              if ((at - base) >>> 0 >= 4096) break page;
              break;
            }
            case 10: {
              // beq
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              const imm = m[(at + 1) | 0] as number;
              if (a === b) {
                at = (at + imm) | 0;
                if ((at - base) >>> 0 >= 4096) break page;
              } else at = (at + (w >>> 24)) | 0;
              break;
            }
            case 11: {
              // bne
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              const imm = m[(at + 1) | 0] as number;
              if (a !== b) {
                at = (at + imm) | 0;
                if ((at - base) >>> 0 >= 4096) break page;
              } else at = (at + (w >>> 24)) | 0;
              break;
            }
            case 12: {
              // blt
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              const imm = m[(at + 1) | 0] as number;
              if (a < b) {
                at = (at + imm) | 0;
                if ((at - base) >>> 0 >= 4096) break page;
              } else at = (at + (w >>> 24)) | 0;
              break;
            }
            case 13: {
              // bge
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              const imm = m[(at + 1) | 0] as number;
              if (a >= b) {
                at = (at + imm) | 0;
                if ((at - base) >>> 0 >= 4096) break page;
              } else at = (at + (w >>> 24)) | 0;
              break;
            }
            case 14: {
              // bltu
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              const imm = m[(at + 1) | 0] as number;
              if (a >>> 0 < b >>> 0) {
                at = (at + imm) | 0;
                if ((at - base) >>> 0 >= 4096) break page;
              } else at = (at + (w >>> 24)) | 0;
              break;
            }
            case 15: {
              // bgeu
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              const imm = m[(at + 1) | 0] as number;
              if (a >>> 0 >= b >>> 0) {
                at = (at + imm) | 0;
                if ((at - base) >>> 0 >= 4096) break page;
              } else at = (at + (w >>> 24)) | 0;
              break;
            }
            case 16: {
              // lb
              const a = m[(w >>> 14) & 31] as number;
              const imm = m[(at + 1) | 0] as number;
              const va = (a + imm) | 0;
              const entry = (loads + ((va >>> 11) & 8190)) | 0;
              if (m[entry] !== (va & -4096)) break run;
              const addend = m[(entry + 1) | 0] as number;
              m[(w >>> 8) & 63] = ((bytes[(va + addend) | 0] as number) << 24) >> 24;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 17: {
              // lh
              const a = m[(w >>> 14) & 31] as number;
              const imm = m[(at + 1) | 0] as number;
              const va = (a + imm) | 0;
              const entry = (loads + ((va >>> 11) & 8190)) | 0;
              if (m[entry] !== (va & -4095)) break run;
              const addend = m[(entry + 1) | 0] as number;
              m[(w >>> 8) & 63] = ((halves[(va + addend) >>> 1] as number) << 16) >> 16;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 18: {
              // lw
              const a = m[(w >>> 14) & 31] as number;
              const imm = m[(at + 1) | 0] as number;
              const va = (a + imm) | 0;
              const entry = (loads + ((va >>> 11) & 8190)) | 0;
              if (m[entry] !== (va & -4093)) break run;
              const addend = m[(entry + 1) | 0] as number;
              m[(w >>> 8) & 63] = m[(va + addend) >>> 2] as number;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 19: {
              // lbu
              const a = m[(w >>> 14) & 31] as number;
              const imm = m[(at + 1) | 0] as number;
              const va = (a + imm) | 0;
              const entry = (loads + ((va >>> 11) & 8190)) | 0;
              if (m[entry] !== (va & -4096)) break run;
              const addend = m[(entry + 1) | 0] as number;
              m[(w >>> 8) & 63] = bytes[(va + addend) | 0] as number;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 20: {
              // lhu
              const a = m[(w >>> 14) & 31] as number;
              const imm = m[(at + 1) | 0] as number;
              const va = (a + imm) | 0;
              const entry = (loads + ((va >>> 11) & 8190)) | 0;
              if (m[entry] !== (va & -4095)) break run;
              const addend = m[(entry + 1) | 0] as number;
              m[(w >>> 8) & 63] = halves[(va + addend) >>> 1] as number;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 21: {
              // sb
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              const imm = m[(at + 1) | 0] as number;
              const va = (a + imm) | 0;
              const entry = (stores + ((va >>> 11) & 8190)) | 0;
              if (m[entry] !== (va & -4096)) break run;
              const addend = m[(entry + 1) | 0] as number;
              bytes[(va + addend) | 0] = b;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 22: {
              // sh
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              const imm = m[(at + 1) | 0] as number;
              const va = (a + imm) | 0;
              const entry = (stores + ((va >>> 11) & 8190)) | 0;
              if (m[entry] !== (va & -4095)) break run;
              const addend = m[(entry + 1) | 0] as number;
              halves[(va + addend) >>> 1] = b;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 23: {
              // sw
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              const imm = m[(at + 1) | 0] as number;
              const va = (a + imm) | 0;
              const entry = (stores + ((va >>> 11) & 8190)) | 0;
              if (m[entry] !== (va & -4093)) break run;
              const addend = m[(entry + 1) | 0] as number;
              m[(va + addend) >>> 2] = b;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 24: {
              // addi
              const a = m[(w >>> 14) & 31] as number;
              const imm = m[(at + 1) | 0] as number;
              m[(w >>> 8) & 63] = a + imm;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 25: {
              // slti
              const a = m[(w >>> 14) & 31] as number;
              const imm = m[(at + 1) | 0] as number;
              m[(w >>> 8) & 63] = a < imm ? 1 : 0;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 26: {
              // sltiu
              const a = m[(w >>> 14) & 31] as number;
              const imm = m[(at + 1) | 0] as number;
              m[(w >>> 8) & 63] = a >>> 0 < imm >>> 0 ? 1 : 0;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 27: {
              // xori
              const a = m[(w >>> 14) & 31] as number;
              const imm = m[(at + 1) | 0] as number;
              m[(w >>> 8) & 63] = a ^ imm;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 28: {
              // ori
              const a = m[(w >>> 14) & 31] as number;
              const imm = m[(at + 1) | 0] as number;
              m[(w >>> 8) & 63] = a | imm;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 29: {
              // andi
              const a = m[(w >>> 14) & 31] as number;
              const imm = m[(at + 1) | 0] as number;
              m[(w >>> 8) & 63] = a & imm;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 30: {
              // slli
              const a = m[(w >>> 14) & 31] as number;
              const imm = m[(at + 1) | 0] as number;
              m[(w >>> 8) & 63] = a << imm;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 31: {
              // srli
              const a = m[(w >>> 14) & 31] as number;
              const imm = m[(at + 1) | 0] as number;
              m[(w >>> 8) & 63] = a >>> imm;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 32: {
              // srai
              const a = m[(w >>> 14) & 31] as number;
              const imm = m[(at + 1) | 0] as number;
              m[(w >>> 8) & 63] = a >> imm;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 33: {
              // add
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              m[(w >>> 8) & 63] = a + b;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 34: {
              // sub
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              m[(w >>> 8) & 63] = a - b;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 35: {
              // sll
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              m[(w >>> 8) & 63] = a << b;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 36: {
              // slt
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              m[(w >>> 8) & 63] = a < b ? 1 : 0;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 37: {
              // sltu
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              m[(w >>> 8) & 63] = a >>> 0 < b >>> 0 ? 1 : 0;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 38: {
              // xor
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              m[(w >>> 8) & 63] = a ^ b;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 39: {
              // srl
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              m[(w >>> 8) & 63] = a >>> b;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 40: {
              // sra
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              m[(w >>> 8) & 63] = a >> b;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 41: {
              // or
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              m[(w >>> 8) & 63] = a | b;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 42: {
              // and
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              m[(w >>> 8) & 63] = a & b;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 43: {
              // fence
              at = (at + (w >>> 24)) | 0;
              break;
            }

            case 46: {
              // mul
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              m[(w >>> 8) & 63] = Math.imul(a, b);
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 47: {
              // mulh
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              m[(w >>> 8) & 63] = mulh(a, b);
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 48: {
              // mulhsu
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              m[(w >>> 8) & 63] = mulhsu(a, b);
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 49: {
              // mulhu
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              m[(w >>> 8) & 63] = mulhu(a, b);
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 50: {
              // div
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              m[(w >>> 8) & 63] = b === 0 ? -1 : (a / b) | 0;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 51: {
              // divu
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              m[(w >>> 8) & 63] = b === 0 ? -1 : ((a >>> 0) / (b >>> 0)) | 0;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 52: {
              // rem
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              m[(w >>> 8) & 63] = b === 0 ? a : (a % b) | 0;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 53: {
              // remu
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              m[(w >>> 8) & 63] = b === 0 ? a : ((a >>> 0) % (b >>> 0)) | 0;
              at = (at + (w >>> 24)) | 0;
              break;
            }

            case 56: {
              // amoswap.w
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              const va = a;
              const entry = (stores + ((va >>> 11) & 8190)) | 0;
              if (m[entry] !== (va & -4093)) break run;
              const addend = m[(entry + 1) | 0] as number;
              const word = (va + addend) >>> 2;
              const old = m[word] as number;
              m[word] = b;
              m[(w >>> 8) & 63] = old;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 57: {
              // amoadd.w
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              const va = a;
              const entry = (stores + ((va >>> 11) & 8190)) | 0;
              if (m[entry] !== (va & -4093)) break run;
              const addend = m[(entry + 1) | 0] as number;
              const word = (va + addend) >>> 2;
              const old = m[word] as number;
              m[word] = old + b;
              m[(w >>> 8) & 63] = old;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 58: {
              // amoxor.w
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              const va = a;
              const entry = (stores + ((va >>> 11) & 8190)) | 0;
              if (m[entry] !== (va & -4093)) break run;
              const addend = m[(entry + 1) | 0] as number;
              const word = (va + addend) >>> 2;
              const old = m[word] as number;
              m[word] = old ^ b;
              m[(w >>> 8) & 63] = old;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 59: {
              // amoand.w
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              const va = a;
              const entry = (stores + ((va >>> 11) & 8190)) | 0;
              if (m[entry] !== (va & -4093)) break run;
              const addend = m[(entry + 1) | 0] as number;
              const word = (va + addend) >>> 2;
              const old = m[word] as number;
              m[word] = old & b;
              m[(w >>> 8) & 63] = old;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 60: {
              // amoor.w
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              const va = a;
              const entry = (stores + ((va >>> 11) & 8190)) | 0;
              if (m[entry] !== (va & -4093)) break run;
              const addend = m[(entry + 1) | 0] as number;
              const word = (va + addend) >>> 2;
              const old = m[word] as number;
              m[word] = old | b;
              m[(w >>> 8) & 63] = old;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 61: {
              // amomin.w
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              const va = a;
              const entry = (stores + ((va >>> 11) & 8190)) | 0;
              if (m[entry] !== (va & -4093)) break run;
              const addend = m[(entry + 1) | 0] as number;
              const word = (va + addend) >>> 2;
              const old = m[word] as number;
              m[word] = old < b ? old : b;
              m[(w >>> 8) & 63] = old;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 62: {
              // amomax.w
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              const va = a;
              const entry = (stores + ((va >>> 11) & 8190)) | 0;
              if (m[entry] !== (va & -4093)) break run;
              const addend = m[(entry + 1) | 0] as number;
              const word = (va + addend) >>> 2;
              const old = m[word] as number;
              m[word] = old > b ? old : b;
              m[(w >>> 8) & 63] = old;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 63: {
              // amominu.w
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              const va = a;
              const entry = (stores + ((va >>> 11) & 8190)) | 0;
              if (m[entry] !== (va & -4093)) break run;
              const addend = m[(entry + 1) | 0] as number;
              const word = (va + addend) >>> 2;
              const old = m[word] as number;
              m[word] = old >>> 0 < b >>> 0 ? old : b;
              m[(w >>> 8) & 63] = old;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 64: {
              // amomaxu.w
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              const va = a;
              const entry = (stores + ((va >>> 11) & 8190)) | 0;
              if (m[entry] !== (va & -4093)) break run;
              const addend = m[(entry + 1) | 0] as number;
              const word = (va + addend) >>> 2;
              const old = m[word] as number;
              m[word] = old >>> 0 > b >>> 0 ? old : b;
              m[(w >>> 8) & 63] = old;
              at = (at + (w >>> 24)) | 0;
              break;
            }

            default:
              break run;
          }
          left = (left - 1) | 0;
        }
        if (left === 0) break;
        {
          const w = m[at] as number;
          switch (w & 0xff) {
            case 1:
              left = (left + 1) | 0;
              break page;
            case 3:
              hart.pc = at + delta;
              hart.done = steps - left;
              return EXIT.BREAKPOINT;
            case 5:
              hart.pc = at + delta;
              hart.done = steps - left;
              return EXIT.TRANSLATED;
            case 6: {
              // lui
              const imm = m[(at + 1) | 0] as number;
              m[(w >>> 8) & 63] = imm;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 7: {
              // auipc
              const imm = m[(at + 1) | 0] as number;
              pc = (at + delta) | 0;
              m[(w >>> 8) & 63] = pc + imm;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 8: {
              // jal
              const imm = m[(at + 1) | 0] as number;
              pc = (at + delta) | 0;
              const target = (pc + imm) | 0;
              m[(w >>> 8) & 63] = at + delta + (w >>> 24);
              at = (target - delta) | 0;
              if ((at - base) >>> 0 >= 4096) break page;
              break;
            }
            case 9: {
              // jalr
              const a = m[(w >>> 14) & 31] as number;
              const imm = m[(at + 1) | 0] as number;
              const target = ((a + imm) & -2) | 0;
              m[(w >>> 8) & 63] = at + delta + (w >>> 24);
              at = (target - delta) | 0;
              if ((at - base) >>> 0 >= 4096) break page;
              break;
            }
            case 10: {
              // beq
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              const imm = m[(at + 1) | 0] as number;
              if (a === b) {
                at = (at + imm) | 0;
                if ((at - base) >>> 0 >= 4096) break page;
              } else at = (at + (w >>> 24)) | 0;
              break;
            }
            case 11: {
              // bne
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              const imm = m[(at + 1) | 0] as number;
              if (a !== b) {
                at = (at + imm) | 0;
                if ((at - base) >>> 0 >= 4096) break page;
              } else at = (at + (w >>> 24)) | 0;
              break;
            }
            case 12: {
              // blt
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              const imm = m[(at + 1) | 0] as number;
              if (a < b) {
                at = (at + imm) | 0;
                if ((at - base) >>> 0 >= 4096) break page;
              } else at = (at + (w >>> 24)) | 0;
              break;
            }
            case 13: {
              // bge
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              const imm = m[(at + 1) | 0] as number;
              if (a >= b) {
                at = (at + imm) | 0;
                if ((at - base) >>> 0 >= 4096) break page;
              } else at = (at + (w >>> 24)) | 0;
              break;
            }
            case 14: {
              // bltu
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              const imm = m[(at + 1) | 0] as number;
              if (a >>> 0 < b >>> 0) {
                at = (at + imm) | 0;
                if ((at - base) >>> 0 >= 4096) break page;
              } else at = (at + (w >>> 24)) | 0;
              break;
            }
            case 15: {
              // bgeu
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              const imm = m[(at + 1) | 0] as number;
              if (a >>> 0 >= b >>> 0) {
                at = (at + imm) | 0;
                if ((at - base) >>> 0 >= 4096) break page;
              } else at = (at + (w >>> 24)) | 0;
              break;
            }
            case 16: {
              // lb
              const a = m[(w >>> 14) & 31] as number;
              const imm = m[(at + 1) | 0] as number;
              const va = (a + imm) | 0;
              const entry = (loads + ((va >>> 11) & 8190)) | 0;
              if (m[entry] !== (va & -4096)) break run;
              const addend = m[(entry + 1) | 0] as number;
              m[(w >>> 8) & 63] = ((bytes[(va + addend) | 0] as number) << 24) >> 24;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 17: {
              // lh
              const a = m[(w >>> 14) & 31] as number;
              const imm = m[(at + 1) | 0] as number;
              const va = (a + imm) | 0;
              const entry = (loads + ((va >>> 11) & 8190)) | 0;
              if (m[entry] !== (va & -4095)) break run;
              const addend = m[(entry + 1) | 0] as number;
              m[(w >>> 8) & 63] = ((halves[(va + addend) >>> 1] as number) << 16) >> 16;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 18: {
              // lw
              const a = m[(w >>> 14) & 31] as number;
              const imm = m[(at + 1) | 0] as number;
              const va = (a + imm) | 0;
              const entry = (loads + ((va >>> 11) & 8190)) | 0;
              if (m[entry] !== (va & -4093)) break run;
              const addend = m[(entry + 1) | 0] as number;
              m[(w >>> 8) & 63] = m[(va + addend) >>> 2] as number;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 19: {
              // lbu
              const a = m[(w >>> 14) & 31] as number;
              const imm = m[(at + 1) | 0] as number;
              const va = (a + imm) | 0;
              const entry = (loads + ((va >>> 11) & 8190)) | 0;
              if (m[entry] !== (va & -4096)) break run;
              const addend = m[(entry + 1) | 0] as number;
              m[(w >>> 8) & 63] = bytes[(va + addend) | 0] as number;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 20: {
              // lhu
              const a = m[(w >>> 14) & 31] as number;
              const imm = m[(at + 1) | 0] as number;
              const va = (a + imm) | 0;
              const entry = (loads + ((va >>> 11) & 8190)) | 0;
              if (m[entry] !== (va & -4095)) break run;
              const addend = m[(entry + 1) | 0] as number;
              m[(w >>> 8) & 63] = halves[(va + addend) >>> 1] as number;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 21: {
              // sb
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              const imm = m[(at + 1) | 0] as number;
              const va = (a + imm) | 0;
              const entry = (stores + ((va >>> 11) & 8190)) | 0;
              if (m[entry] !== (va & -4096)) break run;
              const addend = m[(entry + 1) | 0] as number;
              bytes[(va + addend) | 0] = b;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 22: {
              // sh
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              const imm = m[(at + 1) | 0] as number;
              const va = (a + imm) | 0;
              const entry = (stores + ((va >>> 11) & 8190)) | 0;
              if (m[entry] !== (va & -4095)) break run;
              const addend = m[(entry + 1) | 0] as number;
              halves[(va + addend) >>> 1] = b;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 23: {
              // sw
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              const imm = m[(at + 1) | 0] as number;
              const va = (a + imm) | 0;
              const entry = (stores + ((va >>> 11) & 8190)) | 0;
              if (m[entry] !== (va & -4093)) break run;
              const addend = m[(entry + 1) | 0] as number;
              m[(va + addend) >>> 2] = b;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 24: {
              // addi
              const a = m[(w >>> 14) & 31] as number;
              const imm = m[(at + 1) | 0] as number;
              m[(w >>> 8) & 63] = a + imm;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 25: {
              // slti
              const a = m[(w >>> 14) & 31] as number;
              const imm = m[(at + 1) | 0] as number;
              m[(w >>> 8) & 63] = a < imm ? 1 : 0;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 26: {
              // sltiu
              const a = m[(w >>> 14) & 31] as number;
              const imm = m[(at + 1) | 0] as number;
              m[(w >>> 8) & 63] = a >>> 0 < imm >>> 0 ? 1 : 0;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 27: {
              // xori
              const a = m[(w >>> 14) & 31] as number;
              const imm = m[(at + 1) | 0] as number;
              m[(w >>> 8) & 63] = a ^ imm;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 28: {
              // ori
              const a = m[(w >>> 14) & 31] as number;
              const imm = m[(at + 1) | 0] as number;
              m[(w >>> 8) & 63] = a | imm;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 29: {
              // andi
              const a = m[(w >>> 14) & 31] as number;
              const imm = m[(at + 1) | 0] as number;
              m[(w >>> 8) & 63] = a & imm;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 30: {
              // slli
              const a = m[(w >>> 14) & 31] as number;
              const imm = m[(at + 1) | 0] as number;
              m[(w >>> 8) & 63] = a << imm;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 31: {
              // srli
              const a = m[(w >>> 14) & 31] as number;
              const imm = m[(at + 1) | 0] as number;
              m[(w >>> 8) & 63] = a >>> imm;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 32: {
              // srai
              const a = m[(w >>> 14) & 31] as number;
              const imm = m[(at + 1) | 0] as number;
              m[(w >>> 8) & 63] = a >> imm;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 33: {
              // add
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              m[(w >>> 8) & 63] = a + b;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 34: {
              // sub
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              m[(w >>> 8) & 63] = a - b;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 35: {
              // sll
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              m[(w >>> 8) & 63] = a << b;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 36: {
              // slt
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              m[(w >>> 8) & 63] = a < b ? 1 : 0;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 37: {
              // sltu
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              m[(w >>> 8) & 63] = a >>> 0 < b >>> 0 ? 1 : 0;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 38: {
              // xor
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              m[(w >>> 8) & 63] = a ^ b;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 39: {
              // srl
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              m[(w >>> 8) & 63] = a >>> b;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 40: {
              // sra
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              m[(w >>> 8) & 63] = a >> b;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 41: {
              // or
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              m[(w >>> 8) & 63] = a | b;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 42: {
              // and
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              m[(w >>> 8) & 63] = a & b;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 43: {
              // fence
              at = (at + (w >>> 24)) | 0;
              break;
            }

            case 46: {
              // mul
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              m[(w >>> 8) & 63] = Math.imul(a, b);
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 47: {
              // mulh
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              m[(w >>> 8) & 63] = mulh(a, b);
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 48: {
              // mulhsu
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              m[(w >>> 8) & 63] = mulhsu(a, b);
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 49: {
              // mulhu
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              m[(w >>> 8) & 63] = mulhu(a, b);
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 50: {
              // div
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              m[(w >>> 8) & 63] = b === 0 ? -1 : (a / b) | 0;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 51: {
              // divu
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              m[(w >>> 8) & 63] = b === 0 ? -1 : ((a >>> 0) / (b >>> 0)) | 0;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 52: {
              // rem
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              m[(w >>> 8) & 63] = b === 0 ? a : (a % b) | 0;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 53: {
              // remu
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              m[(w >>> 8) & 63] = b === 0 ? a : ((a >>> 0) % (b >>> 0)) | 0;
              at = (at + (w >>> 24)) | 0;
              break;
            }

            case 56: {
              // amoswap.w
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              const va = a;
              const entry = (stores + ((va >>> 11) & 8190)) | 0;
              if (m[entry] !== (va & -4093)) break run;
              const addend = m[(entry + 1) | 0] as number;
              const word = (va + addend) >>> 2;
              const old = m[word] as number;
              m[word] = b;
              m[(w >>> 8) & 63] = old;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 57: {
              // amoadd.w
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              const va = a;
              const entry = (stores + ((va >>> 11) & 8190)) | 0;
              if (m[entry] !== (va & -4093)) break run;
              const addend = m[(entry + 1) | 0] as number;
              const word = (va + addend) >>> 2;
              const old = m[word] as number;
              m[word] = old + b;
              m[(w >>> 8) & 63] = old;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 58: {
              // amoxor.w
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              const va = a;
              const entry = (stores + ((va >>> 11) & 8190)) | 0;
              if (m[entry] !== (va & -4093)) break run;
              const addend = m[(entry + 1) | 0] as number;
              const word = (va + addend) >>> 2;
              const old = m[word] as number;
              m[word] = old ^ b;
              m[(w >>> 8) & 63] = old;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 59: {
              // amoand.w
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              const va = a;
              const entry = (stores + ((va >>> 11) & 8190)) | 0;
              if (m[entry] !== (va & -4093)) break run;
              const addend = m[(entry + 1) | 0] as number;
              const word = (va + addend) >>> 2;
              const old = m[word] as number;
              m[word] = old & b;
              m[(w >>> 8) & 63] = old;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 60: {
              // amoor.w
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              const va = a;
              const entry = (stores + ((va >>> 11) & 8190)) | 0;
              if (m[entry] !== (va & -4093)) break run;
              const addend = m[(entry + 1) | 0] as number;
              const word = (va + addend) >>> 2;
              const old = m[word] as number;
              m[word] = old | b;
              m[(w >>> 8) & 63] = old;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 61: {
              // amomin.w
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              const va = a;
              const entry = (stores + ((va >>> 11) & 8190)) | 0;
              if (m[entry] !== (va & -4093)) break run;
              const addend = m[(entry + 1) | 0] as number;
              const word = (va + addend) >>> 2;
              const old = m[word] as number;
              m[word] = old < b ? old : b;
              m[(w >>> 8) & 63] = old;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 62: {
              // amomax.w
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              const va = a;
              const entry = (stores + ((va >>> 11) & 8190)) | 0;
              if (m[entry] !== (va & -4093)) break run;
              const addend = m[(entry + 1) | 0] as number;
              const word = (va + addend) >>> 2;
              const old = m[word] as number;
              m[word] = old > b ? old : b;
              m[(w >>> 8) & 63] = old;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 63: {
              // amominu.w
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              const va = a;
              const entry = (stores + ((va >>> 11) & 8190)) | 0;
              if (m[entry] !== (va & -4093)) break run;
              const addend = m[(entry + 1) | 0] as number;
              const word = (va + addend) >>> 2;
              const old = m[word] as number;
              m[word] = old >>> 0 < b >>> 0 ? old : b;
              m[(w >>> 8) & 63] = old;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 64: {
              // amomaxu.w
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              const va = a;
              const entry = (stores + ((va >>> 11) & 8190)) | 0;
              if (m[entry] !== (va & -4093)) break run;
              const addend = m[(entry + 1) | 0] as number;
              const word = (va + addend) >>> 2;
              const old = m[word] as number;
              m[word] = old >>> 0 > b >>> 0 ? old : b;
              m[(w >>> 8) & 63] = old;
              at = (at + (w >>> 24)) | 0;
              break;
            }

            default:
              break run;
          }
          left = (left - 1) | 0;
        }
      }
      hart.pc = at + delta;
      hart.done = steps - left;
      return left === 0 ? EXIT.BUDGET : EXIT.SLOW;
    }
    left = (left - 1) | 0;
    pc = (at + delta) | 0;
  }
  hart.pc = pc;
  hart.done = steps;
  return EXIT.BUDGET;
}

/** The same, where accesses beside what is watched in a page are plain ones too. */
export function executeGuarded(hart: Hart, steps: number): Exit {
  const m = hart.words;
  const halves = hart.halves;
  const bytes = hart.bytes;
  const fetches = hart.fetches;
  const loads = hart.loads;
  const stores = hart.stores;
  const loadGuard = hart.loadGuard;
  const storeGuard = hart.storeGuard;
  let left = steps | 0;
  let pc = hart.pc | 0;
  while (left !== 0) {
    const entry = (fetches + ((pc >>> 11) & 8190)) | 0;
    if (m[entry] !== (pc & -4096)) {
      hart.pc = pc;
      hart.done = steps - left;
      return EXIT.SLOW;
    }
    const base = m[(entry + 1) | 0] as number;
    let at = (base + (pc & 4095)) | 0;
    const delta = (pc - at) | 0;
    page: {
      run: while (left !== 0) {
        {
          const w = m[at] as number;
          switch (w & 0xff) {
            case 1:
              left = (left + 1) | 0;
              break page;
            case 3:
              hart.pc = at + delta;
              hart.done = steps - left;
              return EXIT.BREAKPOINT;
            case 5:
              hart.pc = at + delta;
              hart.done = steps - left;
              return EXIT.TRANSLATED;
            case 6: {
              // lui
              const imm = m[(at + 1) | 0] as number;
              m[(w >>> 8) & 63] = imm;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 7: {
              // auipc
              const imm = m[(at + 1) | 0] as number;
              pc = (at + delta) | 0;
              m[(w >>> 8) & 63] = pc + imm;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 8: {
              // jal
              const imm = m[(at + 1) | 0] as number;
              pc = (at + delta) | 0;
              const target = (pc + imm) | 0;
              m[(w >>> 8) & 63] = at + delta + (w >>> 24);
              at = (target - delta) | 0;
              if ((at - base) >>> 0 >= 4096) break page;
              break;
            }
            case 9: {
              // jalr
              const a = m[(w >>> 14) & 31] as number;
              const imm = m[(at + 1) | 0] as number;
              const target = ((a + imm) & -2) | 0;
              m[(w >>> 8) & 63] = at + delta + (w >>> 24);
              at = (target - delta) | 0;
              if ((at - base) >>> 0 >= 4096) break page;
              break;
            }
            case 10: {
              // beq
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              const imm = m[(at + 1) | 0] as number;
              if (a === b) {
                at = (at + imm) | 0;
                if ((at - base) >>> 0 >= 4096) break page;
              } else at = (at + (w >>> 24)) | 0;
              break;
            }
            case 11: {
              // bne
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              const imm = m[(at + 1) | 0] as number;
              if (a !== b) {
                at = (at + imm) | 0;
                if ((at - base) >>> 0 >= 4096) break page;
              } else at = (at + (w >>> 24)) | 0;
              break;
            }
            case 12: {
              // blt
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              const imm = m[(at + 1) | 0] as number;
              if (a < b) {
                at = (at + imm) | 0;
                if ((at - base) >>> 0 >= 4096) break page;
              } else at = (at + (w >>> 24)) | 0;
              break;
            }
            case 13: {
              // bge
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              const imm = m[(at + 1) | 0] as number;
              if (a >= b) {
                at = (at + imm) | 0;
                if ((at - base) >>> 0 >= 4096) break page;
              } else at = (at + (w >>> 24)) | 0;
              break;
            }
            case 14: {
              // bltu
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              const imm = m[(at + 1) | 0] as number;
              if (a >>> 0 < b >>> 0) {
                at = (at + imm) | 0;
                if ((at - base) >>> 0 >= 4096) break page;
              } else at = (at + (w >>> 24)) | 0;
              break;
            }
            case 15: {
              // bgeu
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              const imm = m[(at + 1) | 0] as number;
              if (a >>> 0 >= b >>> 0) {
                at = (at + imm) | 0;
                if ((at - base) >>> 0 >= 4096) break page;
              } else at = (at + (w >>> 24)) | 0;
              break;
            }
            case 16: {
              // lb
              const a = m[(w >>> 14) & 31] as number;
              const imm = m[(at + 1) | 0] as number;
              const va = (a + imm) | 0;
              let entry = (loads + ((va >>> 11) & 8190)) | 0;
              if (m[entry] !== (va & -4096)) {
                if (
                  m[loadGuard] !== (va & -4096) ||
                  (va - (m[loadGuard + 2] as number)) >>> 0 < (m[loadGuard + 3] as number)
                )
                  break run;
                entry = loadGuard;
              }
              const addend = m[(entry + 1) | 0] as number;
              m[(w >>> 8) & 63] = ((bytes[(va + addend) | 0] as number) << 24) >> 24;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 17: {
              // lh
              const a = m[(w >>> 14) & 31] as number;
              const imm = m[(at + 1) | 0] as number;
              const va = (a + imm) | 0;
              let entry = (loads + ((va >>> 11) & 8190)) | 0;
              if (m[entry] !== (va & -4095)) {
                if (
                  m[loadGuard] !== (va & -4095) ||
                  (va - (m[loadGuard + 2] as number)) >>> 0 < (m[loadGuard + 3] as number)
                )
                  break run;
                entry = loadGuard;
              }
              const addend = m[(entry + 1) | 0] as number;
              m[(w >>> 8) & 63] = ((halves[(va + addend) >>> 1] as number) << 16) >> 16;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 18: {
              // lw
              const a = m[(w >>> 14) & 31] as number;
              const imm = m[(at + 1) | 0] as number;
              const va = (a + imm) | 0;
              let entry = (loads + ((va >>> 11) & 8190)) | 0;
              if (m[entry] !== (va & -4093)) {
                if (
                  m[loadGuard] !== (va & -4093) ||
                  (va - (m[loadGuard + 2] as number)) >>> 0 < (m[loadGuard + 3] as number)
                )
                  break run;
                entry = loadGuard;
              }
              const addend = m[(entry + 1) | 0] as number;
              m[(w >>> 8) & 63] = m[(va + addend) >>> 2] as number;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 19: {
              // lbu
              const a = m[(w >>> 14) & 31] as number;
              const imm = m[(at + 1) | 0] as number;
              const va = (a + imm) | 0;
              let entry = (loads + ((va >>> 11) & 8190)) | 0;
              if (m[entry] !== (va & -4096)) {
                if (
                  m[loadGuard] !== (va & -4096) ||
                  (va - (m[loadGuard + 2] as number)) >>> 0 < (m[loadGuard + 3] as number)
                )
                  break run;
                entry = loadGuard;
              }
              const addend = m[(entry + 1) | 0] as number;
              m[(w >>> 8) & 63] = bytes[(va + addend) | 0] as number;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 20: {
              // lhu
              const a = m[(w >>> 14) & 31] as number;
              const imm = m[(at + 1) | 0] as number;
              const va = (a + imm) | 0;
              let entry = (loads + ((va >>> 11) & 8190)) | 0;
              if (m[entry] !== (va & -4095)) {
                if (
                  m[loadGuard] !== (va & -4095) ||
                  (va - (m[loadGuard + 2] as number)) >>> 0 < (m[loadGuard + 3] as number)
                )
                  break run;
                entry = loadGuard;
              }
              const addend = m[(entry + 1) | 0] as number;
              m[(w >>> 8) & 63] = halves[(va + addend) >>> 1] as number;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 21: {
              // sb
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              const imm = m[(at + 1) | 0] as number;
              const va = (a + imm) | 0;
              let entry = (stores + ((va >>> 11) & 8190)) | 0;
              if (m[entry] !== (va & -4096)) {
                if (
                  m[storeGuard] !== (va & -4096) ||
                  (va - (m[storeGuard + 2] as number)) >>> 0 < (m[storeGuard + 3] as number)
                )
                  break run;
                entry = storeGuard;
              }
              const addend = m[(entry + 1) | 0] as number;
              bytes[(va + addend) | 0] = b;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 22: {
              // sh
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              const imm = m[(at + 1) | 0] as number;
              const va = (a + imm) | 0;
              let entry = (stores + ((va >>> 11) & 8190)) | 0;
              if (m[entry] !== (va & -4095)) {
                if (
                  m[storeGuard] !== (va & -4095) ||
                  (va - (m[storeGuard + 2] as number)) >>> 0 < (m[storeGuard + 3] as number)
                )
                  break run;
                entry = storeGuard;
              }
              const addend = m[(entry + 1) | 0] as number;
              halves[(va + addend) >>> 1] = b;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 23: {
              // sw
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              const imm = m[(at + 1) | 0] as number;
              const va = (a + imm) | 0;
              let entry = (stores + ((va >>> 11) & 8190)) | 0;
              if (m[entry] !== (va & -4093)) {
                if (
                  m[storeGuard] !== (va & -4093) ||
                  (va - (m[storeGuard + 2] as number)) >>> 0 < (m[storeGuard + 3] as number)
                )
                  break run;
                entry = storeGuard;
              }
              const addend = m[(entry + 1) | 0] as number;
              m[(va + addend) >>> 2] = b;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 24: {
              // addi
              const a = m[(w >>> 14) & 31] as number;
              const imm = m[(at + 1) | 0] as number;
              m[(w >>> 8) & 63] = a + imm;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 25: {
              // slti
              const a = m[(w >>> 14) & 31] as number;
              const imm = m[(at + 1) | 0] as number;
              m[(w >>> 8) & 63] = a < imm ? 1 : 0;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 26: {
              // sltiu
              const a = m[(w >>> 14) & 31] as number;
              const imm = m[(at + 1) | 0] as number;
              m[(w >>> 8) & 63] = a >>> 0 < imm >>> 0 ? 1 : 0;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 27: {
              // xori
              const a = m[(w >>> 14) & 31] as number;
              const imm = m[(at + 1) | 0] as number;
              m[(w >>> 8) & 63] = a ^ imm;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 28: {
              // ori
              const a = m[(w >>> 14) & 31] as number;
              const imm = m[(at + 1) | 0] as number;
              m[(w >>> 8) & 63] = a | imm;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 29: {
              // andi
              const a = m[(w >>> 14) & 31] as number;
              const imm = m[(at + 1) | 0] as number;
              m[(w >>> 8) & 63] = a & imm;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 30: {
              // slli
              const a = m[(w >>> 14) & 31] as number;
              const imm = m[(at + 1) | 0] as number;
              m[(w >>> 8) & 63] = a << imm;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 31: {
              // srli
              const a = m[(w >>> 14) & 31] as number;
              const imm = m[(at + 1) | 0] as number;
              m[(w >>> 8) & 63] = a >>> imm;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 32: {
              // srai
              const a = m[(w >>> 14) & 31] as number;
              const imm = m[(at + 1) | 0] as number;
              m[(w >>> 8) & 63] = a >> imm;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 33: {
              // add
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              m[(w >>> 8) & 63] = a + b;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 34: {
              // sub
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              m[(w >>> 8) & 63] = a - b;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 35: {
              // sll
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              m[(w >>> 8) & 63] = a << b;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 36: {
              // slt
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              m[(w >>> 8) & 63] = a < b ? 1 : 0;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 37: {
              // sltu
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              m[(w >>> 8) & 63] = a >>> 0 < b >>> 0 ? 1 : 0;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 38: {
              // xor
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              m[(w >>> 8) & 63] = a ^ b;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 39: {
              // srl
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              m[(w >>> 8) & 63] = a >>> b;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 40: {
              // sra
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              m[(w >>> 8) & 63] = a >> b;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 41: {
              // or
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              m[(w >>> 8) & 63] = a | b;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 42: {
              // and
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              m[(w >>> 8) & 63] = a & b;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 43: {
              // fence
              at = (at + (w >>> 24)) | 0;
              break;
            }

            case 46: {
              // mul
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              m[(w >>> 8) & 63] = Math.imul(a, b);
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 47: {
              // mulh
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              m[(w >>> 8) & 63] = mulh(a, b);
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 48: {
              // mulhsu
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              m[(w >>> 8) & 63] = mulhsu(a, b);
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 49: {
              // mulhu
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              m[(w >>> 8) & 63] = mulhu(a, b);
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 50: {
              // div
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              m[(w >>> 8) & 63] = b === 0 ? -1 : (a / b) | 0;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 51: {
              // divu
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              m[(w >>> 8) & 63] = b === 0 ? -1 : ((a >>> 0) / (b >>> 0)) | 0;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 52: {
              // rem
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              m[(w >>> 8) & 63] = b === 0 ? a : (a % b) | 0;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 53: {
              // remu
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              m[(w >>> 8) & 63] = b === 0 ? a : ((a >>> 0) % (b >>> 0)) | 0;
              at = (at + (w >>> 24)) | 0;
              break;
            }

            case 56: {
              // amoswap.w
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              const va = a;
              const entry = (stores + ((va >>> 11) & 8190)) | 0;
              if (m[entry] !== (va & -4093)) break run;
              const addend = m[(entry + 1) | 0] as number;
              const word = (va + addend) >>> 2;
              const old = m[word] as number;
              m[word] = b;
              m[(w >>> 8) & 63] = old;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 57: {
              // amoadd.w
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              const va = a;
              const entry = (stores + ((va >>> 11) & 8190)) | 0;
              if (m[entry] !== (va & -4093)) break run;
              const addend = m[(entry + 1) | 0] as number;
              const word = (va + addend) >>> 2;
              const old = m[word] as number;
              m[word] = old + b;
              m[(w >>> 8) & 63] = old;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 58: {
              // amoxor.w
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              const va = a;
              const entry = (stores + ((va >>> 11) & 8190)) | 0;
              if (m[entry] !== (va & -4093)) break run;
              const addend = m[(entry + 1) | 0] as number;
              const word = (va + addend) >>> 2;
              const old = m[word] as number;
              m[word] = old ^ b;
              m[(w >>> 8) & 63] = old;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 59: {
              // amoand.w
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              const va = a;
              const entry = (stores + ((va >>> 11) & 8190)) | 0;
              if (m[entry] !== (va & -4093)) break run;
              const addend = m[(entry + 1) | 0] as number;
              const word = (va + addend) >>> 2;
              const old = m[word] as number;
              m[word] = old & b;
              m[(w >>> 8) & 63] = old;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 60: {
              // amoor.w
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              const va = a;
              const entry = (stores + ((va >>> 11) & 8190)) | 0;
              if (m[entry] !== (va & -4093)) break run;
              const addend = m[(entry + 1) | 0] as number;
              const word = (va + addend) >>> 2;
              const old = m[word] as number;
              m[word] = old | b;
              m[(w >>> 8) & 63] = old;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 61: {
              // amomin.w
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              const va = a;
              const entry = (stores + ((va >>> 11) & 8190)) | 0;
              if (m[entry] !== (va & -4093)) break run;
              const addend = m[(entry + 1) | 0] as number;
              const word = (va + addend) >>> 2;
              const old = m[word] as number;
              m[word] = old < b ? old : b;
              m[(w >>> 8) & 63] = old;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 62: {
              // amomax.w
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              const va = a;
              const entry = (stores + ((va >>> 11) & 8190)) | 0;
              if (m[entry] !== (va & -4093)) break run;
              const addend = m[(entry + 1) | 0] as number;
              const word = (va + addend) >>> 2;
              const old = m[word] as number;
              m[word] = old > b ? old : b;
              m[(w >>> 8) & 63] = old;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 63: {
              // amominu.w
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              const va = a;
              const entry = (stores + ((va >>> 11) & 8190)) | 0;
              if (m[entry] !== (va & -4093)) break run;
              const addend = m[(entry + 1) | 0] as number;
              const word = (va + addend) >>> 2;
              const old = m[word] as number;
              m[word] = old >>> 0 < b >>> 0 ? old : b;
              m[(w >>> 8) & 63] = old;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 64: {
              // amomaxu.w
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              const va = a;
              const entry = (stores + ((va >>> 11) & 8190)) | 0;
              if (m[entry] !== (va & -4093)) break run;
              const addend = m[(entry + 1) | 0] as number;
              const word = (va + addend) >>> 2;
              const old = m[word] as number;
              m[word] = old >>> 0 > b >>> 0 ? old : b;
              m[(w >>> 8) & 63] = old;
              at = (at + (w >>> 24)) | 0;
              break;
            }

            default:
              break run;
          }
          left = (left - 1) | 0;
        }
        if (left === 0) break;
        {
          const w = m[at] as number;
          switch (w & 0xff) {
            case 1:
              left = (left + 1) | 0;
              break page;
            case 3:
              hart.pc = at + delta;
              hart.done = steps - left;
              return EXIT.BREAKPOINT;
            case 5:
              hart.pc = at + delta;
              hart.done = steps - left;
              return EXIT.TRANSLATED;
            case 6: {
              // lui
              const imm = m[(at + 1) | 0] as number;
              m[(w >>> 8) & 63] = imm;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 7: {
              // auipc
              const imm = m[(at + 1) | 0] as number;
              pc = (at + delta) | 0;
              m[(w >>> 8) & 63] = pc + imm;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 8: {
              // jal
              const imm = m[(at + 1) | 0] as number;
              pc = (at + delta) | 0;
              const target = (pc + imm) | 0;
              m[(w >>> 8) & 63] = at + delta + (w >>> 24);
              at = (target - delta) | 0;
              if ((at - base) >>> 0 >= 4096) break page;
              break;
            }
            case 9: {
              // jalr
              const a = m[(w >>> 14) & 31] as number;
              const imm = m[(at + 1) | 0] as number;
              const target = ((a + imm) & -2) | 0;
              m[(w >>> 8) & 63] = at + delta + (w >>> 24);
              at = (target - delta) | 0;
              if ((at - base) >>> 0 >= 4096) break page;
              break;
            }
            case 10: {
              // beq
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              const imm = m[(at + 1) | 0] as number;
              if (a === b) {
                at = (at + imm) | 0;
                if ((at - base) >>> 0 >= 4096) break page;
              } else at = (at + (w >>> 24)) | 0;
              break;
            }
            case 11: {
              // bne
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              const imm = m[(at + 1) | 0] as number;
              if (a !== b) {
                at = (at + imm) | 0;
                if ((at - base) >>> 0 >= 4096) break page;
              } else at = (at + (w >>> 24)) | 0;
              break;
            }
            case 12: {
              // blt
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              const imm = m[(at + 1) | 0] as number;
              if (a < b) {
                at = (at + imm) | 0;
                if ((at - base) >>> 0 >= 4096) break page;
              } else at = (at + (w >>> 24)) | 0;
              break;
            }
            case 13: {
              // bge
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              const imm = m[(at + 1) | 0] as number;
              if (a >= b) {
                at = (at + imm) | 0;
                if ((at - base) >>> 0 >= 4096) break page;
              } else at = (at + (w >>> 24)) | 0;
              break;
            }
            case 14: {
              // bltu
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              const imm = m[(at + 1) | 0] as number;
              if (a >>> 0 < b >>> 0) {
                at = (at + imm) | 0;
                if ((at - base) >>> 0 >= 4096) break page;
              } else at = (at + (w >>> 24)) | 0;
              break;
            }
            case 15: {
              // bgeu
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              const imm = m[(at + 1) | 0] as number;
              if (a >>> 0 >= b >>> 0) {
                at = (at + imm) | 0;
                if ((at - base) >>> 0 >= 4096) break page;
              } else at = (at + (w >>> 24)) | 0;
              break;
            }
            case 16: {
              // lb
              const a = m[(w >>> 14) & 31] as number;
              const imm = m[(at + 1) | 0] as number;
              const va = (a + imm) | 0;
              let entry = (loads + ((va >>> 11) & 8190)) | 0;
              if (m[entry] !== (va & -4096)) {
                if (
                  m[loadGuard] !== (va & -4096) ||
                  (va - (m[loadGuard + 2] as number)) >>> 0 < (m[loadGuard + 3] as number)
                )
                  break run;
                entry = loadGuard;
              }
              const addend = m[(entry + 1) | 0] as number;
              m[(w >>> 8) & 63] = ((bytes[(va + addend) | 0] as number) << 24) >> 24;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 17: {
              // lh
              const a = m[(w >>> 14) & 31] as number;
              const imm = m[(at + 1) | 0] as number;
              const va = (a + imm) | 0;
              let entry = (loads + ((va >>> 11) & 8190)) | 0;
              if (m[entry] !== (va & -4095)) {
                if (
                  m[loadGuard] !== (va & -4095) ||
                  (va - (m[loadGuard + 2] as number)) >>> 0 < (m[loadGuard + 3] as number)
                )
                  break run;
                entry = loadGuard;
              }
              const addend = m[(entry + 1) | 0] as number;
              m[(w >>> 8) & 63] = ((halves[(va + addend) >>> 1] as number) << 16) >> 16;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 18: {
              // lw
              const a = m[(w >>> 14) & 31] as number;
              const imm = m[(at + 1) | 0] as number;
              const va = (a + imm) | 0;
              let entry = (loads + ((va >>> 11) & 8190)) | 0;
              if (m[entry] !== (va & -4093)) {
                if (
                  m[loadGuard] !== (va & -4093) ||
                  (va - (m[loadGuard + 2] as number)) >>> 0 < (m[loadGuard + 3] as number)
                )
                  break run;
                entry = loadGuard;
              }
              const addend = m[(entry + 1) | 0] as number;
              m[(w >>> 8) & 63] = m[(va + addend) >>> 2] as number;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 19: {
              // lbu
              const a = m[(w >>> 14) & 31] as number;
              const imm = m[(at + 1) | 0] as number;
              const va = (a + imm) | 0;
              let entry = (loads + ((va >>> 11) & 8190)) | 0;
              if (m[entry] !== (va & -4096)) {
                if (
                  m[loadGuard] !== (va & -4096) ||
                  (va - (m[loadGuard + 2] as number)) >>> 0 < (m[loadGuard + 3] as number)
                )
                  break run;
                entry = loadGuard;
              }
              const addend = m[(entry + 1) | 0] as number;
              m[(w >>> 8) & 63] = bytes[(va + addend) | 0] as number;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 20: {
              // lhu
              const a = m[(w >>> 14) & 31] as number;
              const imm = m[(at + 1) | 0] as number;
              const va = (a + imm) | 0;
              let entry = (loads + ((va >>> 11) & 8190)) | 0;
              if (m[entry] !== (va & -4095)) {
                if (
                  m[loadGuard] !== (va & -4095) ||
                  (va - (m[loadGuard + 2] as number)) >>> 0 < (m[loadGuard + 3] as number)
                )
                  break run;
                entry = loadGuard;
              }
              const addend = m[(entry + 1) | 0] as number;
              m[(w >>> 8) & 63] = halves[(va + addend) >>> 1] as number;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 21: {
              // sb
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              const imm = m[(at + 1) | 0] as number;
              const va = (a + imm) | 0;
              let entry = (stores + ((va >>> 11) & 8190)) | 0;
              if (m[entry] !== (va & -4096)) {
                if (
                  m[storeGuard] !== (va & -4096) ||
                  (va - (m[storeGuard + 2] as number)) >>> 0 < (m[storeGuard + 3] as number)
                )
                  break run;
                entry = storeGuard;
              }
              const addend = m[(entry + 1) | 0] as number;
              bytes[(va + addend) | 0] = b;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 22: {
              // sh
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              const imm = m[(at + 1) | 0] as number;
              const va = (a + imm) | 0;
              let entry = (stores + ((va >>> 11) & 8190)) | 0;
              if (m[entry] !== (va & -4095)) {
                if (
                  m[storeGuard] !== (va & -4095) ||
                  (va - (m[storeGuard + 2] as number)) >>> 0 < (m[storeGuard + 3] as number)
                )
                  break run;
                entry = storeGuard;
              }
              const addend = m[(entry + 1) | 0] as number;
              halves[(va + addend) >>> 1] = b;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 23: {
              // sw
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              const imm = m[(at + 1) | 0] as number;
              const va = (a + imm) | 0;
              let entry = (stores + ((va >>> 11) & 8190)) | 0;
              if (m[entry] !== (va & -4093)) {
                if (
                  m[storeGuard] !== (va & -4093) ||
                  (va - (m[storeGuard + 2] as number)) >>> 0 < (m[storeGuard + 3] as number)
                )
                  break run;
                entry = storeGuard;
              }
              const addend = m[(entry + 1) | 0] as number;
              m[(va + addend) >>> 2] = b;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 24: {
              // addi
              const a = m[(w >>> 14) & 31] as number;
              const imm = m[(at + 1) | 0] as number;
              m[(w >>> 8) & 63] = a + imm;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 25: {
              // slti
              const a = m[(w >>> 14) & 31] as number;
              const imm = m[(at + 1) | 0] as number;
              m[(w >>> 8) & 63] = a < imm ? 1 : 0;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 26: {
              // sltiu
              const a = m[(w >>> 14) & 31] as number;
              const imm = m[(at + 1) | 0] as number;
              m[(w >>> 8) & 63] = a >>> 0 < imm >>> 0 ? 1 : 0;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 27: {
              // xori
              const a = m[(w >>> 14) & 31] as number;
              const imm = m[(at + 1) | 0] as number;
              m[(w >>> 8) & 63] = a ^ imm;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 28: {
              // ori
              const a = m[(w >>> 14) & 31] as number;
              const imm = m[(at + 1) | 0] as number;
              m[(w >>> 8) & 63] = a | imm;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 29: {
              // andi
              const a = m[(w >>> 14) & 31] as number;
              const imm = m[(at + 1) | 0] as number;
              m[(w >>> 8) & 63] = a & imm;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 30: {
              // slli
              const a = m[(w >>> 14) & 31] as number;
              const imm = m[(at + 1) | 0] as number;
              m[(w >>> 8) & 63] = a << imm;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 31: {
              // srli
              const a = m[(w >>> 14) & 31] as number;
              const imm = m[(at + 1) | 0] as number;
              m[(w >>> 8) & 63] = a >>> imm;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 32: {
              // srai
              const a = m[(w >>> 14) & 31] as number;
              const imm = m[(at + 1) | 0] as number;
              m[(w >>> 8) & 63] = a >> imm;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 33: {
              // add
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              m[(w >>> 8) & 63] = a + b;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 34: {
              // sub
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              m[(w >>> 8) & 63] = a - b;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 35: {
              // sll
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              m[(w >>> 8) & 63] = a << b;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 36: {
              // slt
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              m[(w >>> 8) & 63] = a < b ? 1 : 0;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 37: {
              // sltu
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              m[(w >>> 8) & 63] = a >>> 0 < b >>> 0 ? 1 : 0;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 38: {
              // xor
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              m[(w >>> 8) & 63] = a ^ b;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 39: {
              // srl
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              m[(w >>> 8) & 63] = a >>> b;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 40: {
              // sra
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              m[(w >>> 8) & 63] = a >> b;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 41: {
              // or
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              m[(w >>> 8) & 63] = a | b;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 42: {
              // and
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              m[(w >>> 8) & 63] = a & b;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 43: {
              // fence
              at = (at + (w >>> 24)) | 0;
              break;
            }

            case 46: {
              // mul
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              m[(w >>> 8) & 63] = Math.imul(a, b);
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 47: {
              // mulh
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              m[(w >>> 8) & 63] = mulh(a, b);
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 48: {
              // mulhsu
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              m[(w >>> 8) & 63] = mulhsu(a, b);
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 49: {
              // mulhu
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              m[(w >>> 8) & 63] = mulhu(a, b);
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 50: {
              // div
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              m[(w >>> 8) & 63] = b === 0 ? -1 : (a / b) | 0;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 51: {
              // divu
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              m[(w >>> 8) & 63] = b === 0 ? -1 : ((a >>> 0) / (b >>> 0)) | 0;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 52: {
              // rem
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              m[(w >>> 8) & 63] = b === 0 ? a : (a % b) | 0;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 53: {
              // remu
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              m[(w >>> 8) & 63] = b === 0 ? a : ((a >>> 0) % (b >>> 0)) | 0;
              at = (at + (w >>> 24)) | 0;
              break;
            }

            case 56: {
              // amoswap.w
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              const va = a;
              const entry = (stores + ((va >>> 11) & 8190)) | 0;
              if (m[entry] !== (va & -4093)) break run;
              const addend = m[(entry + 1) | 0] as number;
              const word = (va + addend) >>> 2;
              const old = m[word] as number;
              m[word] = b;
              m[(w >>> 8) & 63] = old;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 57: {
              // amoadd.w
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              const va = a;
              const entry = (stores + ((va >>> 11) & 8190)) | 0;
              if (m[entry] !== (va & -4093)) break run;
              const addend = m[(entry + 1) | 0] as number;
              const word = (va + addend) >>> 2;
              const old = m[word] as number;
              m[word] = old + b;
              m[(w >>> 8) & 63] = old;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 58: {
              // amoxor.w
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              const va = a;
              const entry = (stores + ((va >>> 11) & 8190)) | 0;
              if (m[entry] !== (va & -4093)) break run;
              const addend = m[(entry + 1) | 0] as number;
              const word = (va + addend) >>> 2;
              const old = m[word] as number;
              m[word] = old ^ b;
              m[(w >>> 8) & 63] = old;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 59: {
              // amoand.w
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              const va = a;
              const entry = (stores + ((va >>> 11) & 8190)) | 0;
              if (m[entry] !== (va & -4093)) break run;
              const addend = m[(entry + 1) | 0] as number;
              const word = (va + addend) >>> 2;
              const old = m[word] as number;
              m[word] = old & b;
              m[(w >>> 8) & 63] = old;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 60: {
              // amoor.w
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              const va = a;
              const entry = (stores + ((va >>> 11) & 8190)) | 0;
              if (m[entry] !== (va & -4093)) break run;
              const addend = m[(entry + 1) | 0] as number;
              const word = (va + addend) >>> 2;
              const old = m[word] as number;
              m[word] = old | b;
              m[(w >>> 8) & 63] = old;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 61: {
              // amomin.w
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              const va = a;
              const entry = (stores + ((va >>> 11) & 8190)) | 0;
              if (m[entry] !== (va & -4093)) break run;
              const addend = m[(entry + 1) | 0] as number;
              const word = (va + addend) >>> 2;
              const old = m[word] as number;
              m[word] = old < b ? old : b;
              m[(w >>> 8) & 63] = old;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 62: {
              // amomax.w
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              const va = a;
              const entry = (stores + ((va >>> 11) & 8190)) | 0;
              if (m[entry] !== (va & -4093)) break run;
              const addend = m[(entry + 1) | 0] as number;
              const word = (va + addend) >>> 2;
              const old = m[word] as number;
              m[word] = old > b ? old : b;
              m[(w >>> 8) & 63] = old;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 63: {
              // amominu.w
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              const va = a;
              const entry = (stores + ((va >>> 11) & 8190)) | 0;
              if (m[entry] !== (va & -4093)) break run;
              const addend = m[(entry + 1) | 0] as number;
              const word = (va + addend) >>> 2;
              const old = m[word] as number;
              m[word] = old >>> 0 < b >>> 0 ? old : b;
              m[(w >>> 8) & 63] = old;
              at = (at + (w >>> 24)) | 0;
              break;
            }
            case 64: {
              // amomaxu.w
              const a = m[(w >>> 14) & 31] as number;
              const b = m[(w >>> 19) & 31] as number;
              const va = a;
              const entry = (stores + ((va >>> 11) & 8190)) | 0;
              if (m[entry] !== (va & -4093)) break run;
              const addend = m[(entry + 1) | 0] as number;
              const word = (va + addend) >>> 2;
              const old = m[word] as number;
              m[word] = old >>> 0 > b >>> 0 ? old : b;
              m[(w >>> 8) & 63] = old;
              at = (at + (w >>> 24)) | 0;
              break;
            }

            default:
              break run;
          }
          left = (left - 1) | 0;
        }
      }
      hart.pc = at + delta;
      hart.done = steps - left;
      return left === 0 ? EXIT.BUDGET : EXIT.SLOW;
    }
    left = (left - 1) | 0;
    pc = (at + delta) | 0;
  }
  hart.pc = pc;
  hart.done = steps;
  return EXIT.BUDGET;
}

/**
 * Executes the instruction at pc, whatever it takes.
 * @returns NONE, which hart.exit has to be before, where the next one may follow at once
 */
export function step(hart: Hart): Exit {
  const m = hart.words;
  const pc = hart.pc | 0;
  const base = fetchPage(hart, pc);
  if (base < 0) return hart.exit;
  let at = (base + (pc & 4095)) | 0;
  if (m[at] === 0) hart.code.decodeFrom(at);
  const found = (m[at] as number) & 0xff;
  if (found === 2 || found === 5) {
    at = fetchAside(hart, pc);
    if (at < 0) return hart.exit;
  }
  const w = m[at] as number;
  switch (w & 0xff) {
    case 3:
      return EXIT.BREAKPOINT;
    case 6: {
      // lui
      const imm = m[(at + 1) | 0] as number;
      m[(w >>> 8) & 63] = imm;
      hart.pc = pc + (w >>> 24);
      return hart.exit;
    }
    case 7: {
      // auipc
      const imm = m[(at + 1) | 0] as number;
      m[(w >>> 8) & 63] = pc + imm;
      hart.pc = pc + (w >>> 24);
      return hart.exit;
    }
    case 8: {
      // jal
      const imm = m[(at + 1) | 0] as number;
      const target = (pc + imm) | 0;
      m[(w >>> 8) & 63] = pc + (w >>> 24);
      hart.pc = target;
      return EXIT.NONE;
    }
    case 9: {
      // jalr
      const a = m[(w >>> 14) & 31] as number;
      const imm = m[(at + 1) | 0] as number;
      const target = ((a + imm) & -2) | 0;
      m[(w >>> 8) & 63] = pc + (w >>> 24);
      hart.pc = target;
      return EXIT.NONE;
    }
    case 10: {
      // beq
      const a = m[(w >>> 14) & 31] as number;
      const b = m[(w >>> 19) & 31] as number;
      const imm = m[(at + 1) | 0] as number;
      hart.pc = a === b ? pc + imm : pc + (w >>> 24);
      return EXIT.NONE;
    }
    case 11: {
      // bne
      const a = m[(w >>> 14) & 31] as number;
      const b = m[(w >>> 19) & 31] as number;
      const imm = m[(at + 1) | 0] as number;
      hart.pc = a !== b ? pc + imm : pc + (w >>> 24);
      return EXIT.NONE;
    }
    case 12: {
      // blt
      const a = m[(w >>> 14) & 31] as number;
      const b = m[(w >>> 19) & 31] as number;
      const imm = m[(at + 1) | 0] as number;
      hart.pc = a < b ? pc + imm : pc + (w >>> 24);
      return EXIT.NONE;
    }
    case 13: {
      // bge
      const a = m[(w >>> 14) & 31] as number;
      const b = m[(w >>> 19) & 31] as number;
      const imm = m[(at + 1) | 0] as number;
      hart.pc = a >= b ? pc + imm : pc + (w >>> 24);
      return EXIT.NONE;
    }
    case 14: {
      // bltu
      const a = m[(w >>> 14) & 31] as number;
      const b = m[(w >>> 19) & 31] as number;
      const imm = m[(at + 1) | 0] as number;
      hart.pc = a >>> 0 < b >>> 0 ? pc + imm : pc + (w >>> 24);
      return EXIT.NONE;
    }
    case 15: {
      // bgeu
      const a = m[(w >>> 14) & 31] as number;
      const b = m[(w >>> 19) & 31] as number;
      const imm = m[(at + 1) | 0] as number;
      hart.pc = a >>> 0 >= b >>> 0 ? pc + imm : pc + (w >>> 24);
      return EXIT.NONE;
    }
    case 16: {
      // lb
      const a = m[(w >>> 14) & 31] as number;
      const imm = m[(at + 1) | 0] as number;
      const value = load(hart, (a + imm) | 0, 1);
      if (hart.exit === EXIT.TRAP) return hart.exit;
      m[(w >>> 8) & 63] = (value << 24) >> 24;
      hart.pc = pc + (w >>> 24);
      return hart.exit;
    }
    case 17: {
      // lh
      const a = m[(w >>> 14) & 31] as number;
      const imm = m[(at + 1) | 0] as number;
      const value = load(hart, (a + imm) | 0, 2);
      if (hart.exit === EXIT.TRAP) return hart.exit;
      m[(w >>> 8) & 63] = (value << 16) >> 16;
      hart.pc = pc + (w >>> 24);
      return hart.exit;
    }
    case 18: {
      // lw
      const a = m[(w >>> 14) & 31] as number;
      const imm = m[(at + 1) | 0] as number;
      const value = load(hart, (a + imm) | 0, 4);
      if (hart.exit === EXIT.TRAP) return hart.exit;
      m[(w >>> 8) & 63] = value;
      hart.pc = pc + (w >>> 24);
      return hart.exit;
    }
    case 19: {
      // lbu
      const a = m[(w >>> 14) & 31] as number;
      const imm = m[(at + 1) | 0] as number;
      const value = load(hart, (a + imm) | 0, 1);
      if (hart.exit === EXIT.TRAP) return hart.exit;
      m[(w >>> 8) & 63] = value;
      hart.pc = pc + (w >>> 24);
      return hart.exit;
    }
    case 20: {
      // lhu
      const a = m[(w >>> 14) & 31] as number;
      const imm = m[(at + 1) | 0] as number;
      const value = load(hart, (a + imm) | 0, 2);
      if (hart.exit === EXIT.TRAP) return hart.exit;
      m[(w >>> 8) & 63] = value;
      hart.pc = pc + (w >>> 24);
      return hart.exit;
    }
    case 21: {
      // sb
      const a = m[(w >>> 14) & 31] as number;
      const b = m[(w >>> 19) & 31] as number;
      const imm = m[(at + 1) | 0] as number;
      store(hart, (a + imm) | 0, 1, b);
      if (hart.exit === EXIT.TRAP) return hart.exit;
      hart.pc = pc + (w >>> 24);
      return hart.exit;
    }
    case 22: {
      // sh
      const a = m[(w >>> 14) & 31] as number;
      const b = m[(w >>> 19) & 31] as number;
      const imm = m[(at + 1) | 0] as number;
      store(hart, (a + imm) | 0, 2, b);
      if (hart.exit === EXIT.TRAP) return hart.exit;
      hart.pc = pc + (w >>> 24);
      return hart.exit;
    }
    case 23: {
      // sw
      const a = m[(w >>> 14) & 31] as number;
      const b = m[(w >>> 19) & 31] as number;
      const imm = m[(at + 1) | 0] as number;
      store(hart, (a + imm) | 0, 4, b);
      if (hart.exit === EXIT.TRAP) return hart.exit;
      hart.pc = pc + (w >>> 24);
      return hart.exit;
    }
    case 24: {
      // addi
      const a = m[(w >>> 14) & 31] as number;
      const imm = m[(at + 1) | 0] as number;
      m[(w >>> 8) & 63] = a + imm;
      hart.pc = pc + (w >>> 24);
      return hart.exit;
    }
    case 25: {
      // slti
      const a = m[(w >>> 14) & 31] as number;
      const imm = m[(at + 1) | 0] as number;
      m[(w >>> 8) & 63] = a < imm ? 1 : 0;
      hart.pc = pc + (w >>> 24);
      return hart.exit;
    }
    case 26: {
      // sltiu
      const a = m[(w >>> 14) & 31] as number;
      const imm = m[(at + 1) | 0] as number;
      m[(w >>> 8) & 63] = a >>> 0 < imm >>> 0 ? 1 : 0;
      hart.pc = pc + (w >>> 24);
      return hart.exit;
    }
    case 27: {
      // xori
      const a = m[(w >>> 14) & 31] as number;
      const imm = m[(at + 1) | 0] as number;
      m[(w >>> 8) & 63] = a ^ imm;
      hart.pc = pc + (w >>> 24);
      return hart.exit;
    }
    case 28: {
      // ori
      const a = m[(w >>> 14) & 31] as number;
      const imm = m[(at + 1) | 0] as number;
      m[(w >>> 8) & 63] = a | imm;
      hart.pc = pc + (w >>> 24);
      return hart.exit;
    }
    case 29: {
      // andi
      const a = m[(w >>> 14) & 31] as number;
      const imm = m[(at + 1) | 0] as number;
      m[(w >>> 8) & 63] = a & imm;
      hart.pc = pc + (w >>> 24);
      return hart.exit;
    }
    case 30: {
      // slli
      const a = m[(w >>> 14) & 31] as number;
      const imm = m[(at + 1) | 0] as number;
      m[(w >>> 8) & 63] = a << imm;
      hart.pc = pc + (w >>> 24);
      return hart.exit;
    }
    case 31: {
      // srli
      const a = m[(w >>> 14) & 31] as number;
      const imm = m[(at + 1) | 0] as number;
      m[(w >>> 8) & 63] = a >>> imm;
      hart.pc = pc + (w >>> 24);
      return hart.exit;
    }
    case 32: {
      // srai
      const a = m[(w >>> 14) & 31] as number;
      const imm = m[(at + 1) | 0] as number;
      m[(w >>> 8) & 63] = a >> imm;
      hart.pc = pc + (w >>> 24);
      return hart.exit;
    }
    case 33: {
      // add
      const a = m[(w >>> 14) & 31] as number;
      const b = m[(w >>> 19) & 31] as number;
      m[(w >>> 8) & 63] = a + b;
      hart.pc = pc + (w >>> 24);
      return hart.exit;
    }
    case 34: {
      // sub
      const a = m[(w >>> 14) & 31] as number;
      const b = m[(w >>> 19) & 31] as number;
      m[(w >>> 8) & 63] = a - b;
      hart.pc = pc + (w >>> 24);
      return hart.exit;
    }
    case 35: {
      // sll
      const a = m[(w >>> 14) & 31] as number;
      const b = m[(w >>> 19) & 31] as number;
      m[(w >>> 8) & 63] = a << b;
      hart.pc = pc + (w >>> 24);
      return hart.exit;
    }
    case 36: {
      // slt
      const a = m[(w >>> 14) & 31] as number;
      const b = m[(w >>> 19) & 31] as number;
      m[(w >>> 8) & 63] = a < b ? 1 : 0;
      hart.pc = pc + (w >>> 24);
      return hart.exit;
    }
    case 37: {
      // sltu
      const a = m[(w >>> 14) & 31] as number;
      const b = m[(w >>> 19) & 31] as number;
      m[(w >>> 8) & 63] = a >>> 0 < b >>> 0 ? 1 : 0;
      hart.pc = pc + (w >>> 24);
      return hart.exit;
    }
    case 38: {
      // xor
      const a = m[(w >>> 14) & 31] as number;
      const b = m[(w >>> 19) & 31] as number;
      m[(w >>> 8) & 63] = a ^ b;
      hart.pc = pc + (w >>> 24);
      return hart.exit;
    }
    case 39: {
      // srl
      const a = m[(w >>> 14) & 31] as number;
      const b = m[(w >>> 19) & 31] as number;
      m[(w >>> 8) & 63] = a >>> b;
      hart.pc = pc + (w >>> 24);
      return hart.exit;
    }
    case 40: {
      // sra
      const a = m[(w >>> 14) & 31] as number;
      const b = m[(w >>> 19) & 31] as number;
      m[(w >>> 8) & 63] = a >> b;
      hart.pc = pc + (w >>> 24);
      return hart.exit;
    }
    case 41: {
      // or
      const a = m[(w >>> 14) & 31] as number;
      const b = m[(w >>> 19) & 31] as number;
      m[(w >>> 8) & 63] = a | b;
      hart.pc = pc + (w >>> 24);
      return hart.exit;
    }
    case 42: {
      // and
      const a = m[(w >>> 14) & 31] as number;
      const b = m[(w >>> 19) & 31] as number;
      m[(w >>> 8) & 63] = a & b;
      hart.pc = pc + (w >>> 24);
      return hart.exit;
    }
    case 43: {
      // fence
      hart.pc = pc + (w >>> 24);
      return hart.exit;
    }
    case 44: {
      // ecall
      environmentCall(hart);
      if (hart.exit === EXIT.NONE) hart.pc = pc + (w >>> 24);
      return hart.exit;
    }
    case 45: {
      // ebreak
      breakpoint(hart);
      if (hart.exit === EXIT.NONE) hart.pc = pc + (w >>> 24);
      return hart.exit;
    }
    case 46: {
      // mul
      const a = m[(w >>> 14) & 31] as number;
      const b = m[(w >>> 19) & 31] as number;
      m[(w >>> 8) & 63] = Math.imul(a, b);
      hart.pc = pc + (w >>> 24);
      return hart.exit;
    }
    case 47: {
      // mulh
      const a = m[(w >>> 14) & 31] as number;
      const b = m[(w >>> 19) & 31] as number;
      m[(w >>> 8) & 63] = mulh(a, b);
      hart.pc = pc + (w >>> 24);
      return hart.exit;
    }
    case 48: {
      // mulhsu
      const a = m[(w >>> 14) & 31] as number;
      const b = m[(w >>> 19) & 31] as number;
      m[(w >>> 8) & 63] = mulhsu(a, b);
      hart.pc = pc + (w >>> 24);
      return hart.exit;
    }
    case 49: {
      // mulhu
      const a = m[(w >>> 14) & 31] as number;
      const b = m[(w >>> 19) & 31] as number;
      m[(w >>> 8) & 63] = mulhu(a, b);
      hart.pc = pc + (w >>> 24);
      return hart.exit;
    }
    case 50: {
      // div
      const a = m[(w >>> 14) & 31] as number;
      const b = m[(w >>> 19) & 31] as number;
      m[(w >>> 8) & 63] = b === 0 ? -1 : (a / b) | 0;
      hart.pc = pc + (w >>> 24);
      return hart.exit;
    }
    case 51: {
      // divu
      const a = m[(w >>> 14) & 31] as number;
      const b = m[(w >>> 19) & 31] as number;
      m[(w >>> 8) & 63] = b === 0 ? -1 : ((a >>> 0) / (b >>> 0)) | 0;
      hart.pc = pc + (w >>> 24);
      return hart.exit;
    }
    case 52: {
      // rem
      const a = m[(w >>> 14) & 31] as number;
      const b = m[(w >>> 19) & 31] as number;
      m[(w >>> 8) & 63] = b === 0 ? a : (a % b) | 0;
      hart.pc = pc + (w >>> 24);
      return hart.exit;
    }
    case 53: {
      // remu
      const a = m[(w >>> 14) & 31] as number;
      const b = m[(w >>> 19) & 31] as number;
      m[(w >>> 8) & 63] = b === 0 ? a : ((a >>> 0) % (b >>> 0)) | 0;
      hart.pc = pc + (w >>> 24);
      return hart.exit;
    }
    case 54: {
      // lr.w
      loadReserved(hart, w);
      if (hart.exit !== EXIT.TRAP) hart.pc = pc + (w >>> 24);
      return hart.exit;
    }
    case 55: {
      // sc.w
      storeConditional(hart, w);
      if (hart.exit !== EXIT.TRAP) hart.pc = pc + (w >>> 24);
      return hart.exit;
    }
    case 56: {
      // amoswap.w
      const a = m[(w >>> 14) & 31] as number;
      const b = m[(w >>> 19) & 31] as number;
      const word = locateAtomic(hart, a, 'store');
      if (word < 0) return hart.exit;
      const old = m[word] as number;
      exchangeAtomic(hart, word, b);
      m[(w >>> 8) & 63] = old;
      hart.pc = pc + (w >>> 24);
      return hart.exit;
    }
    case 57: {
      // amoadd.w
      const a = m[(w >>> 14) & 31] as number;
      const b = m[(w >>> 19) & 31] as number;
      const word = locateAtomic(hart, a, 'store');
      if (word < 0) return hart.exit;
      const old = m[word] as number;
      exchangeAtomic(hart, word, old + b);
      m[(w >>> 8) & 63] = old;
      hart.pc = pc + (w >>> 24);
      return hart.exit;
    }
    case 58: {
      // amoxor.w
      const a = m[(w >>> 14) & 31] as number;
      const b = m[(w >>> 19) & 31] as number;
      const word = locateAtomic(hart, a, 'store');
      if (word < 0) return hart.exit;
      const old = m[word] as number;
      exchangeAtomic(hart, word, old ^ b);
      m[(w >>> 8) & 63] = old;
      hart.pc = pc + (w >>> 24);
      return hart.exit;
    }
    case 59: {
      // amoand.w
      const a = m[(w >>> 14) & 31] as number;
      const b = m[(w >>> 19) & 31] as number;
      const word = locateAtomic(hart, a, 'store');
      if (word < 0) return hart.exit;
      const old = m[word] as number;
      exchangeAtomic(hart, word, old & b);
      m[(w >>> 8) & 63] = old;
      hart.pc = pc + (w >>> 24);
      return hart.exit;
    }
    case 60: {
      // amoor.w
      const a = m[(w >>> 14) & 31] as number;
      const b = m[(w >>> 19) & 31] as number;
      const word = locateAtomic(hart, a, 'store');
      if (word < 0) return hart.exit;
      const old = m[word] as number;
      exchangeAtomic(hart, word, old | b);
      m[(w >>> 8) & 63] = old;
      hart.pc = pc + (w >>> 24);
      return hart.exit;
    }
    case 61: {
      // amomin.w
      const a = m[(w >>> 14) & 31] as number;
      const b = m[(w >>> 19) & 31] as number;
      const word = locateAtomic(hart, a, 'store');
      if (word < 0) return hart.exit;
      const old = m[word] as number;
      exchangeAtomic(hart, word, old < b ? old : b);
      m[(w >>> 8) & 63] = old;
      hart.pc = pc + (w >>> 24);
      return hart.exit;
    }
    case 62: {
      // amomax.w
      const a = m[(w >>> 14) & 31] as number;
      const b = m[(w >>> 19) & 31] as number;
      const word = locateAtomic(hart, a, 'store');
      if (word < 0) return hart.exit;
      const old = m[word] as number;
      exchangeAtomic(hart, word, old > b ? old : b);
      m[(w >>> 8) & 63] = old;
      hart.pc = pc + (w >>> 24);
      return hart.exit;
    }
    case 63: {
      // amominu.w
      const a = m[(w >>> 14) & 31] as number;
      const b = m[(w >>> 19) & 31] as number;
      const word = locateAtomic(hart, a, 'store');
      if (word < 0) return hart.exit;
      const old = m[word] as number;
      exchangeAtomic(hart, word, old >>> 0 < b >>> 0 ? old : b);
      m[(w >>> 8) & 63] = old;
      hart.pc = pc + (w >>> 24);
      return hart.exit;
    }
    case 64: {
      // amomaxu.w
      const a = m[(w >>> 14) & 31] as number;
      const b = m[(w >>> 19) & 31] as number;
      const word = locateAtomic(hart, a, 'store');
      if (word < 0) return hart.exit;
      const old = m[word] as number;
      exchangeAtomic(hart, word, old >>> 0 > b >>> 0 ? old : b);
      m[(w >>> 8) & 63] = old;
      hart.pc = pc + (w >>> 24);
      return hart.exit;
    }
    case 65: {
      // csrrw
      csrReadWrite(hart, w, m[(at + 1) | 0] as number);
      if (hart.exit === EXIT.NONE) hart.pc = pc + (w >>> 24);
      return hart.exit;
    }
    case 66: {
      // csrrs
      csrReadSet(hart, w, m[(at + 1) | 0] as number);
      if (hart.exit === EXIT.NONE) hart.pc = pc + (w >>> 24);
      return hart.exit;
    }
    case 67: {
      // csrrc
      csrReadClear(hart, w, m[(at + 1) | 0] as number);
      if (hart.exit === EXIT.NONE) hart.pc = pc + (w >>> 24);
      return hart.exit;
    }
    case 68: {
      // csrrwi
      csrReadWriteImmediate(hart, w, m[(at + 1) | 0] as number);
      if (hart.exit === EXIT.NONE) hart.pc = pc + (w >>> 24);
      return hart.exit;
    }
    case 69: {
      // csrrsi
      csrReadSetImmediate(hart, w, m[(at + 1) | 0] as number);
      if (hart.exit === EXIT.NONE) hart.pc = pc + (w >>> 24);
      return hart.exit;
    }
    case 70: {
      // csrrci
      csrReadClearImmediate(hart, w, m[(at + 1) | 0] as number);
      if (hart.exit === EXIT.NONE) hart.pc = pc + (w >>> 24);
      return hart.exit;
    }
    case 71: {
      // fence.i
      fenceInstruction();
      if (hart.exit === EXIT.NONE) hart.pc = pc + (w >>> 24);
      return hart.exit;
    }
    case 72: {
      // sret
      supervisorReturn(hart);
      if (hart.exit === EXIT.NONE) hart.pc = pc + (w >>> 24);
      return hart.exit;
    }
    case 73: {
      // mret
      machineReturn(hart);
      if (hart.exit === EXIT.NONE) hart.pc = pc + (w >>> 24);
      return hart.exit;
    }
    case 74: {
      // wfi
      waitForInterrupt(hart, w);
      if (hart.exit === EXIT.NONE) hart.pc = pc + (w >>> 24);
      return hart.exit;
    }
    case 75: {
      // sfence.vma
      fenceVma(hart);
      if (hart.exit === EXIT.NONE) hart.pc = pc + (w >>> 24);
      return hart.exit;
    }
    default:
      raise(hart, 2, m[(at + 1) | 0] as number);
      return hart.exit;
  }
}
