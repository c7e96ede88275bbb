/**
 * Executes every row of the tables in a hart of its own, before the first machine runs.
 * The compiler takes what it has not seen yet for what never happens. Without a rehearsal it compiles the loop for the
 * few instructions that a program begins with, and throws its work away at each new one, for half a second.
 */

import { InvariantError } from '../../shared/errors';
import { FIELDS } from '../isa/fields';
import type { BaseInstruction } from '../isa/instruction';
import { BASE_INSTRUCTIONS } from '../isa/instructions';
import { operationOf } from '../isa/predecode';
import { operandFields } from '../isa/syntax';
import { execute, INSTRUCTIONS_A_TURN } from './execute.generated';
import { EXIT } from './exits';
import { Hart } from './hart';
import { CODE_STRIDE, RAM_OFFSET, TLB_KIND, WORD } from './layout';
import { PRIVILEGE } from './privilege';
import { setPrivilege } from './trap';

/** Registers. */
const RESULT = 5;
const A = 6;
const B = 7;
const ADDRESS = 8;

const LENGTH = 4;
const DATA_PAGE = 0x1000;

/** Operands of both signs and any size, equal and not, and what division makes an exception of. */
const OPERANDS = [
  [0x7fff_ffff, 0x7fff_ffff],
  [-0x8000_0000, -1],
  [-1, 0x7fff_ffff],
  [0x1234_5678, 3],
  [7, 0],
] as const;

/** V8 takes note of what a function does from its eighth call on. */
const REPETITIONS = 3;

let isRehearsed = false;

/** Once in a process; later calls do nothing. */
export function rehearse(): void {
  if (isRehearsed) return;
  isRehearsed = true;
  const hart = new Hart({ ramBytes: DATA_PAGE, time: 'instructions', firmware: false });
  setPrivilege(hart, PRIVILEGE.MACHINE);
  const code = WORD.CODE + CODE_STRIDE;
  const rows = BASE_INSTRUCTIONS.filter(it => !('calls' in it.effect));
  for (const [index, row] of rows.entries()) {
    hart.words.set(slotOf(row, index * LENGTH), code + index * LENGTH);
  }
  hart.tlb.fill(TLB_KIND.FETCH, hart.fetches, 0, code);
  hart.tlb.fill(TLB_KIND.LOAD, hart.loads, DATA_PAGE, RAM_OFFSET - DATA_PAGE);
  hart.tlb.fill(TLB_KIND.STORE, hart.stores, DATA_PAGE, RAM_OFFSET - DATA_PAGE);
  for (let repetition = 0; repetition < REPETITIONS; repetition += 1) {
    for (const [a, b] of OPERANDS) {
      // Each row gets its turn at each place of a turn.
      for (let first = 0; first < INSTRUCTIONS_A_TURN; first += 1) {
        hart.words[A] = a;
        hart.words[B] = b;
        hart.words[ADDRESS] = DATA_PAGE;
        hart.pc = first * LENGTH;
        const exit = execute(hart, rows.length - first);
        if (exit !== EXIT.BUDGET) throw new InvariantError(`rehearsal: cut short (${exit})`);
      }
    }
  }
}

/** The row's predecoded instruction, made so that the next one follows it, whatever it is. */
function slotOf(row: BaseInstruction, pc: number): [slot: number, imm: number] {
  const { effect } = row;
  const touchesMemory = 'loads' in effect || 'stores' in effect || 'exchanges' in effect;
  const isAbsolute = operandFields(row.operands).some(it => FIELDS[it].role === 'rs1');
  const a = touchesMemory ? ADDRESS : 'jumpsTo' in effect ? 0 : A;
  const imm = touchesMemory ? 0 : 'jumpsTo' in effect && isAbsolute ? pc + LENGTH : LENGTH;
  return [operationOf(row) | (RESULT << 8) | (a << 14) | (B << 19) | (LENGTH << 24), imm];
}
