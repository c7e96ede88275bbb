/* Written by scripts/generateInterpreter.ts from the tables in isa/: change those. */

import { load, locateAtomic, store, storeAtomic } from './access';
import { mulh, mulhsu, mulhu } from './arithmetic';
import { loadReserved, storeConditional } from './atomics';
import { EXIT, type Exit } from './exits';
import { fetchPage, fetchStraddling } from './fetch';
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

/** Executes at most `steps` instructions, and leaves pc, hart.done and the reason behind. */
export function execute(hart: Hart, steps: number): Exit {
  const m = hart.words;
  const halves = hart.halves;
  const bytes = hart.bytes;
  const fetches = hart.fetches;
  const loads = hart.loads;
  const stores = hart.stores;
  let left = steps | 0;
  let pc = hart.pc | 0;
  let at: number;
  let base: number;
  let delta: number;
  hart.exit = EXIT.NONE;
  page: for (;;) {
    if (left === 0) {
      hart.pc = pc;
      hart.done = steps;
      return EXIT.BUDGET;
    }
    const entry = (fetches + ((pc >>> 11) & 8190)) | 0;
    if (m[entry] === (pc & -4096)) {
      base = m[entry + 1] as number;
    } else {
      hart.pc = pc;
      hart.done = steps - left;
      base = fetchPage(hart, pc);
      if (base < 0) {
        hart.done = steps - left + 1;
        return hart.exit;
      }
    }
    at = (base + (pc & 4095)) | 0;
    delta = (pc - at) | 0;
    for (;;) {
      if (left === 0) {
        hart.pc = at + delta;
        hart.done = steps;
        return EXIT.BUDGET;
      }
      left = (left - 1) | 0;
      const w = m[at] as number;
      switch (w & 0xff) {
        case 0:
          left = (left + 1) | 0;
          hart.code.decodeSlot(at);
          continue;
        case 1:
          left = (left + 1) | 0;
          pc = (at + delta) | 0;
          continue page;
        case 2: {
          pc = (at + delta) | 0;
          hart.pc = pc;
          hart.done = steps - left - 1;
          at = fetchStraddling(hart, pc);
          if (at < 0) {
            hart.done = steps - left;
            return hart.exit;
          }
          // No jump from the workbench stays there, so its range is put out of reach.
          base = at + 0x40000000;
          delta = (pc - at) | 0;
          left = (left + 1) | 0;
          continue;
        }
        case 3:
          hart.pc = at + delta;
          hart.done = steps - left - 1;
          return EXIT.BREAKPOINT;
        case 4:
          hart.pc = at + delta;
          raise(hart, 2, m[at + 1] as number);
          hart.done = steps - left;
          return hart.exit;
        case 5: {
          // lui
          const imm = m[at + 1] as number;
          m[(w >>> 8) & 63] = imm;
          at = (at + (w >>> 24)) | 0;
          continue;
        }
        case 6: {
          // auipc
          const imm = m[at + 1] as number;
          pc = (at + delta) | 0;
          m[(w >>> 8) & 63] = pc + imm;
          at = (at + (w >>> 24)) | 0;
          continue;
        }
        case 7: {
          // jal
          const imm = m[at + 1] as number;
          pc = (at + delta) | 0;
          const target = (pc + imm) | 0;
          m[(w >>> 8) & 63] = at + delta + (w >>> 24);
          at = (target - delta) | 0;
          if ((at - base) >>> 0 >= 4096) {
            pc = (at + delta) | 0;
            continue page;
          }
          continue;
        }
        case 8: {
          // jalr
          const a = m[(w >>> 14) & 31] as number;
          const imm = m[at + 1] as number;
          const target = ((a + imm) & -2) | 0;
          m[(w >>> 8) & 63] = at + delta + (w >>> 24);
          at = (target - delta) | 0;
          if ((at - base) >>> 0 >= 4096) {
            pc = (at + delta) | 0;
            continue page;
          }
          continue;
        }
        case 9: {
          // beq
          const a = m[(w >>> 14) & 31] as number;
          const b = m[(w >>> 19) & 31] as number;
          const imm = m[at + 1] as number;
          if (a === b) {
            at = (at + imm) | 0;
            if ((at - base) >>> 0 >= 4096) {
              pc = (at + delta) | 0;
              continue page;
            }
          } else at = (at + (w >>> 24)) | 0;
          continue;
        }
        case 10: {
          // bne
          const a = m[(w >>> 14) & 31] as number;
          const b = m[(w >>> 19) & 31] as number;
          const imm = m[at + 1] as number;
          if (a !== b) {
            at = (at + imm) | 0;
            if ((at - base) >>> 0 >= 4096) {
              pc = (at + delta) | 0;
              continue page;
            }
          } else at = (at + (w >>> 24)) | 0;
          continue;
        }
        case 11: {
          // blt
          const a = m[(w >>> 14) & 31] as number;
          const b = m[(w >>> 19) & 31] as number;
          const imm = m[at + 1] as number;
          if (a < b) {
            at = (at + imm) | 0;
            if ((at - base) >>> 0 >= 4096) {
              pc = (at + delta) | 0;
              continue page;
            }
          } else at = (at + (w >>> 24)) | 0;
          continue;
        }
        case 12: {
          // bge
          const a = m[(w >>> 14) & 31] as number;
          const b = m[(w >>> 19) & 31] as number;
          const imm = m[at + 1] as number;
          if (a >= b) {
            at = (at + imm) | 0;
            if ((at - base) >>> 0 >= 4096) {
              pc = (at + delta) | 0;
              continue page;
            }
          } else at = (at + (w >>> 24)) | 0;
          continue;
        }
        case 13: {
          // bltu
          const a = m[(w >>> 14) & 31] as number;
          const b = m[(w >>> 19) & 31] as number;
          const imm = m[at + 1] as number;
          if (a >>> 0 < b >>> 0) {
            at = (at + imm) | 0;
            if ((at - base) >>> 0 >= 4096) {
              pc = (at + delta) | 0;
              continue page;
            }
          } else at = (at + (w >>> 24)) | 0;
          continue;
        }
        case 14: {
          // bgeu
          const a = m[(w >>> 14) & 31] as number;
          const b = m[(w >>> 19) & 31] as number;
          const imm = m[at + 1] as number;
          if (a >>> 0 >= b >>> 0) {
            at = (at + imm) | 0;
            if ((at - base) >>> 0 >= 4096) {
              pc = (at + delta) | 0;
              continue page;
            }
          } else at = (at + (w >>> 24)) | 0;
          continue;
        }
        case 15: {
          // lb
          const a = m[(w >>> 14) & 31] as number;
          const imm = m[at + 1] as number;
          const va = (a + imm) | 0;
          const entry = (loads + ((va >>> 11) & 8190)) | 0;
          if (m[entry] === (va & -4096)) {
            const addend = m[entry + 1] as number;
            m[(w >>> 8) & 63] = ((bytes[(va + addend) | 0] as number) << 24) >> 24;
          } else {
            hart.pc = at + delta;
            hart.done = steps - left - 1;
            const value = load(hart, va, 1);
            if (hart.exit !== EXIT.NONE) {
              hart.done = steps - left;
              return hart.exit;
            }
            m[(w >>> 8) & 63] = (value << 24) >> 24;
          }
          at = (at + (w >>> 24)) | 0;
          continue;
        }
        case 16: {
          // lh
          const a = m[(w >>> 14) & 31] as number;
          const imm = m[at + 1] as number;
          const va = (a + imm) | 0;
          const entry = (loads + ((va >>> 11) & 8190)) | 0;
          if (m[entry] === (va & -4095)) {
            const addend = m[entry + 1] as number;
            m[(w >>> 8) & 63] = ((halves[(va + addend) >>> 1] as number) << 16) >> 16;
          } else {
            hart.pc = at + delta;
            hart.done = steps - left - 1;
            const value = load(hart, va, 2);
            if (hart.exit !== EXIT.NONE) {
              hart.done = steps - left;
              return hart.exit;
            }
            m[(w >>> 8) & 63] = (value << 16) >> 16;
          }
          at = (at + (w >>> 24)) | 0;
          continue;
        }
        case 17: {
          // lw
          const a = m[(w >>> 14) & 31] as number;
          const imm = m[at + 1] as number;
          const va = (a + imm) | 0;
          const entry = (loads + ((va >>> 11) & 8190)) | 0;
          if (m[entry] === (va & -4093)) {
            const addend = m[entry + 1] as number;
            m[(w >>> 8) & 63] = m[(va + addend) >>> 2] as number;
          } else {
            hart.pc = at + delta;
            hart.done = steps - left - 1;
            const value = load(hart, va, 4);
            if (hart.exit !== EXIT.NONE) {
              hart.done = steps - left;
              return hart.exit;
            }
            m[(w >>> 8) & 63] = value;
          }
          at = (at + (w >>> 24)) | 0;
          continue;
        }
        case 18: {
          // lbu
          const a = m[(w >>> 14) & 31] as number;
          const imm = m[at + 1] as number;
          const va = (a + imm) | 0;
          const entry = (loads + ((va >>> 11) & 8190)) | 0;
          if (m[entry] === (va & -4096)) {
            const addend = m[entry + 1] as number;
            m[(w >>> 8) & 63] = bytes[(va + addend) | 0] as number;
          } else {
            hart.pc = at + delta;
            hart.done = steps - left - 1;
            const value = load(hart, va, 1);
            if (hart.exit !== EXIT.NONE) {
              hart.done = steps - left;
              return hart.exit;
            }
            m[(w >>> 8) & 63] = value;
          }
          at = (at + (w >>> 24)) | 0;
          continue;
        }
        case 19: {
          // lhu
          const a = m[(w >>> 14) & 31] as number;
          const imm = m[at + 1] as number;
          const va = (a + imm) | 0;
          const entry = (loads + ((va >>> 11) & 8190)) | 0;
          if (m[entry] === (va & -4095)) {
            const addend = m[entry + 1] as number;
            m[(w >>> 8) & 63] = halves[(va + addend) >>> 1] as number;
          } else {
            hart.pc = at + delta;
            hart.done = steps - left - 1;
            const value = load(hart, va, 2);
            if (hart.exit !== EXIT.NONE) {
              hart.done = steps - left;
              return hart.exit;
            }
            m[(w >>> 8) & 63] = value;
          }
          at = (at + (w >>> 24)) | 0;
          continue;
        }
        case 20: {
          // sb
          const a = m[(w >>> 14) & 31] as number;
          const b = m[(w >>> 19) & 31] as number;
          const imm = m[at + 1] as number;
          const va = (a + imm) | 0;
          const entry = (stores + ((va >>> 11) & 8190)) | 0;
          if (m[entry] === (va & -4096)) {
            const addend = m[entry + 1] as number;
            bytes[(va + addend) | 0] = b;
          } else {
            hart.pc = at + delta;
            hart.done = steps - left - 1;
            store(hart, va, 1, b);
            if (hart.exit !== EXIT.NONE) {
              if (hart.exit !== EXIT.TRAP) hart.pc = at + delta + (w >>> 24);
              hart.done = steps - left;
              return hart.exit;
            }
          }
          at = (at + (w >>> 24)) | 0;
          continue;
        }
        case 21: {
          // sh
          const a = m[(w >>> 14) & 31] as number;
          const b = m[(w >>> 19) & 31] as number;
          const imm = m[at + 1] as number;
          const va = (a + imm) | 0;
          const entry = (stores + ((va >>> 11) & 8190)) | 0;
          if (m[entry] === (va & -4095)) {
            const addend = m[entry + 1] as number;
            halves[(va + addend) >>> 1] = b;
          } else {
            hart.pc = at + delta;
            hart.done = steps - left - 1;
            store(hart, va, 2, b);
            if (hart.exit !== EXIT.NONE) {
              if (hart.exit !== EXIT.TRAP) hart.pc = at + delta + (w >>> 24);
              hart.done = steps - left;
              return hart.exit;
            }
          }
          at = (at + (w >>> 24)) | 0;
          continue;
        }
        case 22: {
          // sw
          const a = m[(w >>> 14) & 31] as number;
          const b = m[(w >>> 19) & 31] as number;
          const imm = m[at + 1] as number;
          const va = (a + imm) | 0;
          const entry = (stores + ((va >>> 11) & 8190)) | 0;
          if (m[entry] === (va & -4093)) {
            const addend = m[entry + 1] as number;
            m[(va + addend) >>> 2] = b;
          } else {
            hart.pc = at + delta;
            hart.done = steps - left - 1;
            store(hart, va, 4, b);
            if (hart.exit !== EXIT.NONE) {
              if (hart.exit !== EXIT.TRAP) hart.pc = at + delta + (w >>> 24);
              hart.done = steps - left;
              return hart.exit;
            }
          }
          at = (at + (w >>> 24)) | 0;
          continue;
        }
        case 23: {
          // addi
          const a = m[(w >>> 14) & 31] as number;
          const imm = m[at + 1] as number;
          m[(w >>> 8) & 63] = a + imm;
          at = (at + (w >>> 24)) | 0;
          continue;
        }
        case 24: {
          // slti
          const a = m[(w >>> 14) & 31] as number;
          const imm = m[at + 1] as number;
          m[(w >>> 8) & 63] = a < imm ? 1 : 0;
          at = (at + (w >>> 24)) | 0;
          continue;
        }
        case 25: {
          // sltiu
          const a = m[(w >>> 14) & 31] as number;
          const imm = m[at + 1] as number;
          m[(w >>> 8) & 63] = a >>> 0 < imm >>> 0 ? 1 : 0;
          at = (at + (w >>> 24)) | 0;
          continue;
        }
        case 26: {
          // xori
          const a = m[(w >>> 14) & 31] as number;
          const imm = m[at + 1] as number;
          m[(w >>> 8) & 63] = a ^ imm;
          at = (at + (w >>> 24)) | 0;
          continue;
        }
        case 27: {
          // ori
          const a = m[(w >>> 14) & 31] as number;
          const imm = m[at + 1] as number;
          m[(w >>> 8) & 63] = a | imm;
          at = (at + (w >>> 24)) | 0;
          continue;
        }
        case 28: {
          // andi
          const a = m[(w >>> 14) & 31] as number;
          const imm = m[at + 1] as number;
          m[(w >>> 8) & 63] = a & imm;
          at = (at + (w >>> 24)) | 0;
          continue;
        }
        case 29: {
          // slli
          const a = m[(w >>> 14) & 31] as number;
          const imm = m[at + 1] as number;
          m[(w >>> 8) & 63] = a << imm;
          at = (at + (w >>> 24)) | 0;
          continue;
        }
        case 30: {
          // srli
          const a = m[(w >>> 14) & 31] as number;
          const imm = m[at + 1] as number;
          m[(w >>> 8) & 63] = a >>> imm;
          at = (at + (w >>> 24)) | 0;
          continue;
        }
        case 31: {
          // srai
          const a = m[(w >>> 14) & 31] as number;
          const imm = m[at + 1] as number;
          m[(w >>> 8) & 63] = a >> imm;
          at = (at + (w >>> 24)) | 0;
          continue;
        }
        case 32: {
          // add
          const a = m[(w >>> 14) & 31] as number;
          const b = m[(w >>> 19) & 31] as number;
          m[(w >>> 8) & 63] = a + b;
          at = (at + (w >>> 24)) | 0;
          continue;
        }
        case 33: {
          // sub
          const a = m[(w >>> 14) & 31] as number;
          const b = m[(w >>> 19) & 31] as number;
          m[(w >>> 8) & 63] = a - b;
          at = (at + (w >>> 24)) | 0;
          continue;
        }
        case 34: {
          // sll
          const a = m[(w >>> 14) & 31] as number;
          const b = m[(w >>> 19) & 31] as number;
          m[(w >>> 8) & 63] = a << b;
          at = (at + (w >>> 24)) | 0;
          continue;
        }
        case 35: {
          // slt
          const a = m[(w >>> 14) & 31] as number;
          const b = m[(w >>> 19) & 31] as number;
          m[(w >>> 8) & 63] = a < b ? 1 : 0;
          at = (at + (w >>> 24)) | 0;
          continue;
        }
        case 36: {
          // sltu
          const a = m[(w >>> 14) & 31] as number;
          const b = m[(w >>> 19) & 31] as number;
          m[(w >>> 8) & 63] = a >>> 0 < b >>> 0 ? 1 : 0;
          at = (at + (w >>> 24)) | 0;
          continue;
        }
        case 37: {
          // xor
          const a = m[(w >>> 14) & 31] as number;
          const b = m[(w >>> 19) & 31] as number;
          m[(w >>> 8) & 63] = a ^ b;
          at = (at + (w >>> 24)) | 0;
          continue;
        }
        case 38: {
          // srl
          const a = m[(w >>> 14) & 31] as number;
          const b = m[(w >>> 19) & 31] as number;
          m[(w >>> 8) & 63] = a >>> b;
          at = (at + (w >>> 24)) | 0;
          continue;
        }
        case 39: {
          // sra
          const a = m[(w >>> 14) & 31] as number;
          const b = m[(w >>> 19) & 31] as number;
          m[(w >>> 8) & 63] = a >> b;
          at = (at + (w >>> 24)) | 0;
          continue;
        }
        case 40: {
          // or
          const a = m[(w >>> 14) & 31] as number;
          const b = m[(w >>> 19) & 31] as number;
          m[(w >>> 8) & 63] = a | b;
          at = (at + (w >>> 24)) | 0;
          continue;
        }
        case 41: {
          // and
          const a = m[(w >>> 14) & 31] as number;
          const b = m[(w >>> 19) & 31] as number;
          m[(w >>> 8) & 63] = a & b;
          at = (at + (w >>> 24)) | 0;
          continue;
        }
        case 42: {
          // fence
          at = (at + (w >>> 24)) | 0;
          continue;
        }
        case 43: {
          // ecall
          hart.pc = at + delta;
          hart.done = steps - left - 1;
          environmentCall(hart);
          if (hart.exit !== EXIT.NONE) {
            hart.done = hart.exit === EXIT.FIRMWARE ? steps - left - 1 : steps - left;
            return hart.exit;
          }
          at = (at + (w >>> 24)) | 0;
          continue;
        }
        case 44: {
          // ebreak
          hart.pc = at + delta;
          hart.done = steps - left - 1;
          breakpoint(hart);
          if (hart.exit !== EXIT.NONE) {
            hart.done = steps - left;
            return hart.exit;
          }
          at = (at + (w >>> 24)) | 0;
          continue;
        }
        case 45: {
          // mul
          const a = m[(w >>> 14) & 31] as number;
          const b = m[(w >>> 19) & 31] as number;
          m[(w >>> 8) & 63] = Math.imul(a, b);
          at = (at + (w >>> 24)) | 0;
          continue;
        }
        case 46: {
          // mulh
          const a = m[(w >>> 14) & 31] as number;
          const b = m[(w >>> 19) & 31] as number;
          m[(w >>> 8) & 63] = mulh(a, b);
          at = (at + (w >>> 24)) | 0;
          continue;
        }
        case 47: {
          // mulhsu
          const a = m[(w >>> 14) & 31] as number;
          const b = m[(w >>> 19) & 31] as number;
          m[(w >>> 8) & 63] = mulhsu(a, b);
          at = (at + (w >>> 24)) | 0;
          continue;
        }
        case 48: {
          // mulhu
          const a = m[(w >>> 14) & 31] as number;
          const b = m[(w >>> 19) & 31] as number;
          m[(w >>> 8) & 63] = mulhu(a, b);
          at = (at + (w >>> 24)) | 0;
          continue;
        }
        case 49: {
          // div
          const a = m[(w >>> 14) & 31] as number;
          const b = m[(w >>> 19) & 31] as number;
          m[(w >>> 8) & 63] = b === 0 ? -1 : (a / b) | 0;
          at = (at + (w >>> 24)) | 0;
          continue;
        }
        case 50: {
          // divu
          const a = m[(w >>> 14) & 31] as number;
          const b = m[(w >>> 19) & 31] as number;
          m[(w >>> 8) & 63] = b === 0 ? -1 : ((a >>> 0) / (b >>> 0)) | 0;
          at = (at + (w >>> 24)) | 0;
          continue;
        }
        case 51: {
          // rem
          const a = m[(w >>> 14) & 31] as number;
          const b = m[(w >>> 19) & 31] as number;
          m[(w >>> 8) & 63] = b === 0 ? a : (a % b) | 0;
          at = (at + (w >>> 24)) | 0;
          continue;
        }
        case 52: {
          // remu
          const a = m[(w >>> 14) & 31] as number;
          const b = m[(w >>> 19) & 31] as number;
          m[(w >>> 8) & 63] = b === 0 ? a : ((a >>> 0) % (b >>> 0)) | 0;
          at = (at + (w >>> 24)) | 0;
          continue;
        }
        case 53: {
          // lr.w
          hart.pc = at + delta;
          hart.done = steps - left - 1;
          loadReserved(hart, w);
          if (hart.exit !== EXIT.NONE) {
            if (hart.exit !== EXIT.TRAP) hart.pc = at + delta + (w >>> 24);
            hart.done = steps - left;
            return hart.exit;
          }
          at = (at + (w >>> 24)) | 0;
          continue;
        }
        case 54: {
          // sc.w
          hart.pc = at + delta;
          hart.done = steps - left - 1;
          storeConditional(hart, w);
          if (hart.exit !== EXIT.NONE) {
            if (hart.exit !== EXIT.TRAP) hart.pc = at + delta + (w >>> 24);
            hart.done = steps - left;
            return hart.exit;
          }
          at = (at + (w >>> 24)) | 0;
          continue;
        }
        case 55: {
          // amoswap.w
          const a = m[(w >>> 14) & 31] as number;
          const b = m[(w >>> 19) & 31] as number;
          const va = a;
          const entry = (stores + ((va >>> 11) & 8190)) | 0;
          if (m[entry] === (va & -4093)) {
            const addend = m[entry + 1] as number;
            const word = (va + addend) >>> 2;
            const old = m[word] as number;
            m[word] = b;
            m[(w >>> 8) & 63] = old;
          } else {
            hart.pc = at + delta;
            hart.done = steps - left - 1;
            const word = locateAtomic(hart, va, 'store');
            if (word < 0) {
              hart.done = steps - left;
              return hart.exit;
            }
            const old = m[word] as number;
            storeAtomic(hart, word, b);
            m[(w >>> 8) & 63] = old;
            if (hart.exit !== EXIT.NONE) {
              hart.pc = at + delta + (w >>> 24);
              hart.done = steps - left;
              return hart.exit;
            }
          }
          at = (at + (w >>> 24)) | 0;
          continue;
        }
        case 56: {
          // amoadd.w
          const a = m[(w >>> 14) & 31] as number;
          const b = m[(w >>> 19) & 31] as number;
          const va = a;
          const entry = (stores + ((va >>> 11) & 8190)) | 0;
          if (m[entry] === (va & -4093)) {
            const addend = m[entry + 1] as number;
            const word = (va + addend) >>> 2;
            const old = m[word] as number;
            m[word] = old + b;
            m[(w >>> 8) & 63] = old;
          } else {
            hart.pc = at + delta;
            hart.done = steps - left - 1;
            const word = locateAtomic(hart, va, 'store');
            if (word < 0) {
              hart.done = steps - left;
              return hart.exit;
            }
            const old = m[word] as number;
            storeAtomic(hart, word, old + b);
            m[(w >>> 8) & 63] = old;
            if (hart.exit !== EXIT.NONE) {
              hart.pc = at + delta + (w >>> 24);
              hart.done = steps - left;
              return hart.exit;
            }
          }
          at = (at + (w >>> 24)) | 0;
          continue;
        }
        case 57: {
          // amoxor.w
          const a = m[(w >>> 14) & 31] as number;
          const b = m[(w >>> 19) & 31] as number;
          const va = a;
          const entry = (stores + ((va >>> 11) & 8190)) | 0;
          if (m[entry] === (va & -4093)) {
            const addend = m[entry + 1] as number;
            const word = (va + addend) >>> 2;
            const old = m[word] as number;
            m[word] = old ^ b;
            m[(w >>> 8) & 63] = old;
          } else {
            hart.pc = at + delta;
            hart.done = steps - left - 1;
            const word = locateAtomic(hart, va, 'store');
            if (word < 0) {
              hart.done = steps - left;
              return hart.exit;
            }
            const old = m[word] as number;
            storeAtomic(hart, word, old ^ b);
            m[(w >>> 8) & 63] = old;
            if (hart.exit !== EXIT.NONE) {
              hart.pc = at + delta + (w >>> 24);
              hart.done = steps - left;
              return hart.exit;
            }
          }
          at = (at + (w >>> 24)) | 0;
          continue;
        }
        case 58: {
          // amoand.w
          const a = m[(w >>> 14) & 31] as number;
          const b = m[(w >>> 19) & 31] as number;
          const va = a;
          const entry = (stores + ((va >>> 11) & 8190)) | 0;
          if (m[entry] === (va & -4093)) {
            const addend = m[entry + 1] as number;
            const word = (va + addend) >>> 2;
            const old = m[word] as number;
            m[word] = old & b;
            m[(w >>> 8) & 63] = old;
          } else {
            hart.pc = at + delta;
            hart.done = steps - left - 1;
            const word = locateAtomic(hart, va, 'store');
            if (word < 0) {
              hart.done = steps - left;
              return hart.exit;
            }
            const old = m[word] as number;
            storeAtomic(hart, word, old & b);
            m[(w >>> 8) & 63] = old;
            if (hart.exit !== EXIT.NONE) {
              hart.pc = at + delta + (w >>> 24);
              hart.done = steps - left;
              return hart.exit;
            }
          }
          at = (at + (w >>> 24)) | 0;
          continue;
        }
        case 59: {
          // amoor.w
          const a = m[(w >>> 14) & 31] as number;
          const b = m[(w >>> 19) & 31] as number;
          const va = a;
          const entry = (stores + ((va >>> 11) & 8190)) | 0;
          if (m[entry] === (va & -4093)) {
            const addend = m[entry + 1] as number;
            const word = (va + addend) >>> 2;
            const old = m[word] as number;
            m[word] = old | b;
            m[(w >>> 8) & 63] = old;
          } else {
            hart.pc = at + delta;
            hart.done = steps - left - 1;
            const word = locateAtomic(hart, va, 'store');
            if (word < 0) {
              hart.done = steps - left;
              return hart.exit;
            }
            const old = m[word] as number;
            storeAtomic(hart, word, old | b);
            m[(w >>> 8) & 63] = old;
            if (hart.exit !== EXIT.NONE) {
              hart.pc = at + delta + (w >>> 24);
              hart.done = steps - left;
              return hart.exit;
            }
          }
          at = (at + (w >>> 24)) | 0;
          continue;
        }
        case 60: {
          // amomin.w
          const a = m[(w >>> 14) & 31] as number;
          const b = m[(w >>> 19) & 31] as number;
          const va = a;
          const entry = (stores + ((va >>> 11) & 8190)) | 0;
          if (m[entry] === (va & -4093)) {
            const addend = m[entry + 1] as number;
            const word = (va + addend) >>> 2;
            const old = m[word] as number;
            m[word] = old < b ? old : b;
            m[(w >>> 8) & 63] = old;
          } else {
            hart.pc = at + delta;
            hart.done = steps - left - 1;
            const word = locateAtomic(hart, va, 'store');
            if (word < 0) {
              hart.done = steps - left;
              return hart.exit;
            }
            const old = m[word] as number;
            storeAtomic(hart, word, old < b ? old : b);
            m[(w >>> 8) & 63] = old;
            if (hart.exit !== EXIT.NONE) {
              hart.pc = at + delta + (w >>> 24);
              hart.done = steps - left;
              return hart.exit;
            }
          }
          at = (at + (w >>> 24)) | 0;
          continue;
        }
        case 61: {
          // amomax.w
          const a = m[(w >>> 14) & 31] as number;
          const b = m[(w >>> 19) & 31] as number;
          const va = a;
          const entry = (stores + ((va >>> 11) & 8190)) | 0;
          if (m[entry] === (va & -4093)) {
            const addend = m[entry + 1] as number;
            const word = (va + addend) >>> 2;
            const old = m[word] as number;
            m[word] = old > b ? old : b;
            m[(w >>> 8) & 63] = old;
          } else {
            hart.pc = at + delta;
            hart.done = steps - left - 1;
            const word = locateAtomic(hart, va, 'store');
            if (word < 0) {
              hart.done = steps - left;
              return hart.exit;
            }
            const old = m[word] as number;
            storeAtomic(hart, word, old > b ? old : b);
            m[(w >>> 8) & 63] = old;
            if (hart.exit !== EXIT.NONE) {
              hart.pc = at + delta + (w >>> 24);
              hart.done = steps - left;
              return hart.exit;
            }
          }
          at = (at + (w >>> 24)) | 0;
          continue;
        }
        case 62: {
          // amominu.w
          const a = m[(w >>> 14) & 31] as number;
          const b = m[(w >>> 19) & 31] as number;
          const va = a;
          const entry = (stores + ((va >>> 11) & 8190)) | 0;
          if (m[entry] === (va & -4093)) {
            const addend = m[entry + 1] as number;
            const word = (va + addend) >>> 2;
            const old = m[word] as number;
            m[word] = old >>> 0 < b >>> 0 ? old : b;
            m[(w >>> 8) & 63] = old;
          } else {
            hart.pc = at + delta;
            hart.done = steps - left - 1;
            const word = locateAtomic(hart, va, 'store');
            if (word < 0) {
              hart.done = steps - left;
              return hart.exit;
            }
            const old = m[word] as number;
            storeAtomic(hart, word, old >>> 0 < b >>> 0 ? old : b);
            m[(w >>> 8) & 63] = old;
            if (hart.exit !== EXIT.NONE) {
              hart.pc = at + delta + (w >>> 24);
              hart.done = steps - left;
              return hart.exit;
            }
          }
          at = (at + (w >>> 24)) | 0;
          continue;
        }
        case 63: {
          // amomaxu.w
          const a = m[(w >>> 14) & 31] as number;
          const b = m[(w >>> 19) & 31] as number;
          const va = a;
          const entry = (stores + ((va >>> 11) & 8190)) | 0;
          if (m[entry] === (va & -4093)) {
            const addend = m[entry + 1] as number;
            const word = (va + addend) >>> 2;
            const old = m[word] as number;
            m[word] = old >>> 0 > b >>> 0 ? old : b;
            m[(w >>> 8) & 63] = old;
          } else {
            hart.pc = at + delta;
            hart.done = steps - left - 1;
            const word = locateAtomic(hart, va, 'store');
            if (word < 0) {
              hart.done = steps - left;
              return hart.exit;
            }
            const old = m[word] as number;
            storeAtomic(hart, word, old >>> 0 > b >>> 0 ? old : b);
            m[(w >>> 8) & 63] = old;
            if (hart.exit !== EXIT.NONE) {
              hart.pc = at + delta + (w >>> 24);
              hart.done = steps - left;
              return hart.exit;
            }
          }
          at = (at + (w >>> 24)) | 0;
          continue;
        }
        case 64: {
          // csrrw
          hart.pc = at + delta;
          hart.done = steps - left - 1;
          csrReadWrite(hart, w, m[at + 1] as number);
          if (hart.exit !== EXIT.NONE) {
            hart.done = steps - left;
            return hart.exit;
          }
          at = (at + (w >>> 24)) | 0;
          continue;
        }
        case 65: {
          // csrrs
          hart.pc = at + delta;
          hart.done = steps - left - 1;
          csrReadSet(hart, w, m[at + 1] as number);
          if (hart.exit !== EXIT.NONE) {
            hart.done = steps - left;
            return hart.exit;
          }
          at = (at + (w >>> 24)) | 0;
          continue;
        }
        case 66: {
          // csrrc
          hart.pc = at + delta;
          hart.done = steps - left - 1;
          csrReadClear(hart, w, m[at + 1] as number);
          if (hart.exit !== EXIT.NONE) {
            hart.done = steps - left;
            return hart.exit;
          }
          at = (at + (w >>> 24)) | 0;
          continue;
        }
        case 67: {
          // csrrwi
          hart.pc = at + delta;
          hart.done = steps - left - 1;
          csrReadWriteImmediate(hart, w, m[at + 1] as number);
          if (hart.exit !== EXIT.NONE) {
            hart.done = steps - left;
            return hart.exit;
          }
          at = (at + (w >>> 24)) | 0;
          continue;
        }
        case 68: {
          // csrrsi
          hart.pc = at + delta;
          hart.done = steps - left - 1;
          csrReadSetImmediate(hart, w, m[at + 1] as number);
          if (hart.exit !== EXIT.NONE) {
            hart.done = steps - left;
            return hart.exit;
          }
          at = (at + (w >>> 24)) | 0;
          continue;
        }
        case 69: {
          // csrrci
          hart.pc = at + delta;
          hart.done = steps - left - 1;
          csrReadClearImmediate(hart, w, m[at + 1] as number);
          if (hart.exit !== EXIT.NONE) {
            hart.done = steps - left;
            return hart.exit;
          }
          at = (at + (w >>> 24)) | 0;
          continue;
        }
        case 70: {
          // fence.i
          hart.pc = at + delta;
          hart.done = steps - left - 1;
          fenceInstruction();
          if (hart.exit !== EXIT.NONE) {
            hart.done = steps - left;
            return hart.exit;
          }
          at = (at + (w >>> 24)) | 0;
          continue;
        }
        case 71: {
          // sret
          hart.pc = at + delta;
          hart.done = steps - left - 1;
          supervisorReturn(hart);
          if (hart.exit !== EXIT.NONE) {
            hart.done = steps - left;
            return hart.exit;
          }
          at = (at + (w >>> 24)) | 0;
          continue;
        }
        case 72: {
          // mret
          hart.pc = at + delta;
          hart.done = steps - left - 1;
          machineReturn(hart);
          if (hart.exit !== EXIT.NONE) {
            hart.done = steps - left;
            return hart.exit;
          }
          at = (at + (w >>> 24)) | 0;
          continue;
        }
        case 73: {
          // wfi
          hart.pc = at + delta;
          hart.done = steps - left - 1;
          waitForInterrupt(hart, w);
          if (hart.exit !== EXIT.NONE) {
            hart.done = steps - left;
            return hart.exit;
          }
          at = (at + (w >>> 24)) | 0;
          continue;
        }
        case 74: {
          // sfence.vma
          hart.pc = at + delta;
          hart.done = steps - left - 1;
          fenceVma(hart, w);
          if (hart.exit !== EXIT.NONE) {
            hart.done = steps - left;
            return hart.exit;
          }
          at = (at + (w >>> 24)) | 0;
          continue;
        }
        default:
          // Slots hold nothing else; decoding anew is the safe answer.
          left = (left + 1) | 0;
          hart.code.decodeSlot(at);
          continue;
      }
    }
  }
}
