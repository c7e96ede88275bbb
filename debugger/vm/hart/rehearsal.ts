/**
 * Executes every row of the tables in a hart of its own, before the first machine runs.
 * The compiler takes what it has not seen yet for what never happens. Without a rehearsal it compiles the loop for the
 * few instructions that a program begins with, and throws its work away at each new one, for half a second.
 */

import { InvariantError } from '../../shared/errors';
import { FIELDS } from '../isa/fields';
import type { BaseInstruction } from '../isa/instruction';
import { BASE_INSTRUCTIONS } from '../isa/instructions';
import { OPERATION, operationOf } from '../isa/predecode';
import { operandFields } from '../isa/syntax';
import { execute, INSTRUCTIONS_A_TURN } from './execute.generated';
import { EXIT } from './exits';
import { Hart } from './hart';
import { CODE_STRIDE, RAM_OFFSET, TLB_KIND, WORD } from './layout';
import { PAGE_SIZE } from '../mmu/sv32';
import { PRIVILEGE } from './privilege';
import { setPrivilege } from './trap';

/** Registers. */
const RESULT = 5;
const A = 6;
const B = 7;
const ADDRESS = 8;

const LENGTH = 4;
const DATA_PAGE = 0x1000;
/** Of the slots that the rows are written to. */
const CODE = WORD.CODE + CODE_STRIDE;
/** A contract's, and the kernel's: with the sign bit set, sums of addresses leave the range of small integers. */
const CODE_ADDRESSES = [0, 0x8000_0000 | 0];

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

/** One for each place of a turn, so that the first row behind them gets to each place too. */
const FILLERS = BASE_INSTRUCTIONS.filter(it => it.name === 'addi').flatMap(it =>
  Array.from({ length: INSTRUCTIONS_A_TURN }, () => it),
);

const ROWS = [...FILLERS, ...BASE_INSTRUCTIONS.filter(it => !('calls' in it.effect))];

/** What stands at the end of a page where the loop ends, and how it says so. The page behind it is not known. */
const ENDS = [
  [OPERATION.NEXT_PAGE, EXIT.SLOW],
  [OPERATION.UNDECODED, EXIT.SLOW],
  [OPERATION.BREAKPOINT, EXIT.BREAKPOINT],
  [OPERATION.TRANSLATED, EXIT.TRANSLATED],
] as const;

let isRehearsed = false;

/** Once in a process; later calls do nothing. */
export function rehearse(): void {
  if (isRehearsed) return;
  isRehearsed = true;
  const hart = new Hart({ ramBytes: DATA_PAGE, time: 'instructions', firmware: false });
  setPrivilege(hart, PRIVILEGE.MACHINE);
  hart.tlb.fill(TLB_KIND.LOAD, hart.loads, DATA_PAGE, RAM_OFFSET - DATA_PAGE);
  hart.tlb.fill(TLB_KIND.STORE, hart.stores, DATA_PAGE, RAM_OFFSET - DATA_PAGE);
  for (const page of CODE_ADDRESSES) {
    writeRows(hart, page);
    hart.tlb.fill(TLB_KIND.FETCH, hart.fetches, page, CODE);
    for (let repetition = 0; repetition < REPETITIONS; repetition += 1) {
      rehearseRows(hart, page);
      rehearseEnds(hart, page);
    }
  }
}

/** The rows from the page's first address on, and fillers up to its end. */
function writeRows(hart: Hart, page: number): void {
  for (const [index, row] of ROWS.entries()) {
    hart.words.set(slotOf(row, page + index * LENGTH), CODE + index * LENGTH);
  }
  for (const [index, row] of FILLERS.entries()) {
    const at = PAGE_SIZE - (index + 1) * LENGTH;
    hart.words.set(slotOf(row, page + at), CODE + at);
  }
}

function rehearseRows(hart: Hart, page: number): void {
  for (const [a, b] of OPERANDS) {
    // Each row gets its turn at each place of a turn.
    for (let first = 0; first < INSTRUCTIONS_A_TURN; first += 1) {
      hart.words[A] = a;
      hart.words[B] = b;
      hart.words[ADDRESS] = DATA_PAGE;
      hart.pc = page + first * LENGTH;
      const exit = execute(hart, ROWS.length - first);
      if (exit !== EXIT.BUDGET) throw new InvariantError(`rehearsal: cut short (${exit})`);
    }
  }
}

function rehearseEnds(hart: Hart, page: number): void {
  for (const [operation, expected] of ENDS) {
    hart.words[CODE + PAGE_SIZE] = operation;
    for (let before = 1; before <= INSTRUCTIONS_A_TURN; before += 1) {
      hart.pc = page + PAGE_SIZE - before * LENGTH;
      const exit = execute(hart, INSTRUCTIONS_A_TURN + 1);
      if (exit !== expected || hart.done !== before) {
        throw new InvariantError(`rehearsal: operation ${operation} ends as ${exit}`);
      }
    }
  }
}

/** The row's predecoded instruction, made so that the next one follows it, whatever it is. */
function slotOf(row: BaseInstruction, pc: number): [slot: number, imm: number] {
  const { effect } = row;
  const isAccess = 'loads' in effect || 'stores' in effect || 'exchanges' in effect;
  const isAbsolute = operandFields(row.operands).some(it => FIELDS[it].role === 'rs1');
  const a = isAccess ? ADDRESS : 'jumpsTo' in effect ? 0 : A;
  const imm = isAccess ? 0 : 'jumpsTo' in effect && isAbsolute ? pc + LENGTH : LENGTH;
  return [operationOf(row) | (RESULT << 8) | (a << 14) | (B << 19) | (LENGTH << 24), imm];
}
