/**
 * Writes the interpreter's inner loop from the instruction tables: a case per row, its expression in place.
 * `scripts/generateInterpreter.ts` keeps the result in `execute.generated.ts`.
 *
 * In the loop `m` is the memory as words, `at` the slot's word index and `delta` what turns it into a pc: a slot is as
 * many words as its instruction has bytes, so pc and `at` move together. `base` is the first slot of the page.
 */

import { InvariantError } from '../../shared/errors';
import { FIELDS } from '../isa/fields';
import type { BaseInstruction, SystemFunction, Width } from '../isa/instruction';
import { BASE_INSTRUCTIONS } from '../isa/instructions';
import { OPERATION, operationOf } from '../isa/predecode';
import { operandFields } from '../isa/syntax';
import * as atomics from './atomics';
import { CODE_SPAN, TLB_ENTRIES } from './layout';
import * as system from './system';

const ARITHMETIC = ['mulh', 'mulhsu', 'mulhu'];
const ATOMICS = Object.keys(atomics);
/** A called function takes as many of these as it declares. */
const ARGUMENTS = ['hart', 'w', 'm[at + 1] as number'];
const functions: Readonly<Record<SystemFunction, (...args: never[]) => void>> = {
  ...system,
  ...atomics,
};

export function executeSource(): string {
  const called = BASE_INSTRUCTIONS.flatMap(({ effect }) =>
    'calls' in effect ? [effect.calls] : [],
  );
  const calledOfSystem = called.filter(it => !ATOMICS.includes(it)).sort();
  return `/* Written by scripts/generateInterpreter.ts from the tables in isa/: change those. */

import { load, locateAtomic, store, storeAtomic } from './access';
import { ${ARITHMETIC.join(', ')} } from './arithmetic';
import { ${ATOMICS.join(', ')} } from './atomics';
import { EXIT, type Exit } from './exits';
import { fetchPage, fetchStraddling } from './fetch';
import type { Hart } from './hart';
import { raise } from './trap';
import { ${calledOfSystem.join(', ')} } from './system';

/** Executes at most \`steps\` instructions, and leaves pc, hart.done and the reason behind. */
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
    const entry = (fetches + ((pc >>> 11) & ${(TLB_ENTRIES - 1) * 2})) | 0;
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
        case ${OPERATION.UNDECODED}:
          left = (left + 1) | 0;
          hart.code.decodeSlot(at);
          continue;
        case ${OPERATION.NEXT_PAGE}:
          left = (left + 1) | 0;
          pc = (at + delta) | 0;
          continue page;
        case ${OPERATION.STRADDLE}: {
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
        case ${OPERATION.BREAKPOINT}:
          hart.pc = at + delta;
          hart.done = steps - left - 1;
          return EXIT.BREAKPOINT;
        case ${OPERATION.ILLEGAL}:
          hart.pc = at + delta;
          raise(hart, 2, m[at + 1] as number);
          hart.done = steps - left;
          return hart.exit;
${BASE_INSTRUCTIONS.map(caseOf).join('\n')}
        default:
          // Slots hold nothing else; decoding anew is the safe answer.
          left = (left + 1) | 0;
          hart.code.decodeSlot(at);
          continue;
      }
    }
  }
}
`;
}

function caseOf(row: BaseInstruction): string {
  return `        case ${operationOf(row)}: { // ${row.name}
${bodyOf(row)}
          continue;
        }`;
}

const ADVANCE = 'at = (at + (w >>> 24)) | 0;';
const LEAVE_PAGE = `if ((at - base) >>> 0 >= ${CODE_SPAN}) { pc = (at + delta) | 0; continue page; }`;
/** What functions outside the loop may want to know. */
const TELL = 'hart.pc = at + delta; hart.done = steps - left - 1;';
const TRAPPED = 'if (hart.exit !== EXIT.NONE) { hart.done = steps - left; return hart.exit; }';
const RD = 'm[(w >>> 8) & 63]';

function bodyOf(row: BaseInstruction): string {
  const { effect } = row;
  if ('sets' in effect) return `${operands(row, effect.sets)} ${RD} = ${effect.sets}; ${ADVANCE}`;
  if ('branchesIf' in effect) {
    return `${operands(row, `${effect.branchesIf} imm`)}
    if (${effect.branchesIf}) { at = (at + imm) | 0; ${LEAVE_PAGE} } else ${ADVANCE}`;
  }
  if ('jumpsTo' in effect) {
    return `${operands(row, effect.jumpsTo)} const target = (${effect.jumpsTo}) | 0;
    ${RD} = at + delta + (w >>> 24); at = (target - delta) | 0; ${LEAVE_PAGE}`;
  }
  if ('loads' in effect) return loadBody(row, effect.loads);
  if ('stores' in effect) return storeBody(row, effect.stores);
  if ('exchanges' in effect) return exchangeBody(row, effect.exchanges);
  if ('calls' in effect) return callBody(effect.calls);
  return ADVANCE;
}

/** Declares the names that an expression uses, and checks that the row has such operands. */
function operands(row: BaseInstruction, expression: string): string {
  const roles = operandFields(row.operands).map(it => FIELDS[it].role);
  const sources = {
    a: { role: 'rs1', text: 'm[(w >>> 14) & 31] as number' },
    b: { role: 'rs2', text: 'm[(w >>> 19) & 31] as number' },
    imm: { role: 'imm', text: 'm[at + 1] as number' },
    pc: { role: undefined, text: '(at + delta) | 0' },
  } as const;
  return Object.entries(sources)
    .filter(([name]) => new RegExp(`\\b${name}\\b`).test(expression))
    .map(([name, { role, text }]) => {
      if (role !== undefined && !roles.includes(role)) {
        throw new InvariantError(`executeSource: ${row.name} has no operand ${name}`);
      }
      return name === 'pc' ? `pc = ${text};` : `const ${name} = ${text};`;
    })
    .join(' ');
}

const SIZES: Readonly<Record<Width, 1 | 2 | 4>> = { i8: 1, u8: 1, i16: 2, u16: 2, i32: 4 };

/** The value of that size at `va`, given its TLB entry. */
const ELEMENT = {
  1: 'bytes[(va + addend) | 0]',
  2: 'halves[(va + addend) >>> 1]',
  4: 'm[(va + addend) >>> 2]',
};

/** Probes the entry of `va`; misaligned addresses never match. */
function probe(bank: string, size: number): string {
  return `const entry = (${bank} + ((va >>> 11) & ${(TLB_ENTRIES - 1) * 2})) | 0;
    if (m[entry] === (va & ${-4096 | (size - 1)})) {
      const addend = m[entry + 1] as number;`;
}

function signExtended(value: string, width: Width): string {
  if (width === 'i8') return `(${value} << 24) >> 24`;
  return width === 'i16' ? `(${value} << 16) >> 16` : value;
}

function loadBody(row: BaseInstruction, width: Width): string {
  const size = SIZES[width];
  return `${operands(row, 'a imm')} const va = (a + imm) | 0;
    ${probe('loads', size)}
      ${RD} = ${signExtended(`(${ELEMENT[size]} as number)`, width)};
    } else {
      ${TELL}
      const value = load(hart, va, ${size});
      ${TRAPPED}
      ${RD} = ${signExtended('value', width)};
    }
    ${ADVANCE}`;
}

function storeBody(row: BaseInstruction, width: Width): string {
  const size = SIZES[width];
  return `${operands(row, 'a b imm')} const va = (a + imm) | 0;
    ${probe('stores', size)}
      ${ELEMENT[size]} = b;
    } else {
      ${TELL}
      store(hart, va, ${size}, b);
      if (hart.exit !== EXIT.NONE) {
        if (hart.exit !== EXIT.TRAP) hart.pc = at + delta + (w >>> 24);
        hart.done = steps - left;
        return hart.exit;
      }
    }
    ${ADVANCE}`;
}

function exchangeBody(row: BaseInstruction, update: string): string {
  return `${operands(row, 'a b')} const va = a;
    ${probe('stores', 4)}
      const word = (va + addend) >>> 2;
      const old = m[word] as number;
      m[word] = ${update};
      ${RD} = old;
    } else {
      ${TELL}
      const word = locateAtomic(hart, va, 'store');
      if (word < 0) { hart.done = steps - left; return hart.exit; }
      const old = m[word] as number;
      storeAtomic(hart, word, ${update});
      ${RD} = old;
      if (hart.exit !== EXIT.NONE) {
        hart.pc = at + delta + (w >>> 24);
        hart.done = steps - left;
        return hart.exit;
      }
    }
    ${ADVANCE}`;
}

/** A called function that ends the slice has moved pc; the firmware's ecall and nothing else was not executed. */
function callBody(name: SystemFunction): string {
  const isAtomic = ATOMICS.includes(name);
  const moved = isAtomic ? 'if (hart.exit !== EXIT.TRAP) hart.pc = at + delta + (w >>> 24);' : '';
  return `${TELL}
    ${name}(${ARGUMENTS.slice(0, functions[name].length).join(', ')});
    if (hart.exit !== EXIT.NONE) {
      ${moved}
      hart.done = ${name === 'environmentCall' ? 'hart.exit === EXIT.FIRMWARE ? steps - left - 1 : ' : ''}steps - left;
      return hart.exit;
    }
    ${ADVANCE}`;
}
