/**
 * Writes the interpreter from the instruction tables: a case per row, its expression in place.
 * `scripts/generateInterpreter.ts` keeps the result in `execute.generated.ts`, which has three functions.
 *
 * `execute` is the quick loop, and `executeGuarded` the same while memory is watched: looking at guards takes a seventh of the
 * time where loads and stores are many. No function is called in it that the compiler does not inline: then nobody moves the
 * memory, and its address and length are read once a turn, not at each access. A turn is more than one instruction,
 * because each turn also costs a look at whether JavaScript's own host wants something. What needs more than the TLB
 * and an expression is left, not begun, to `step`, which executes one instruction, whatever it takes.
 *
 * In all, `m` is the memory as words and `at` the slot's word index. In the loop `delta` is what turns `at` into a pc:
 * a slot is as many words as its instruction has bytes, so pc and `at` move together; `base` is the page's first slot.
 */

import { InvariantError } from '../../shared/errors';
import { FIELDS } from '../isa/fields';
import type { BaseInstruction, SystemFunction, Width } from '../isa/instruction';
import { BASE_INSTRUCTIONS } from '../isa/instructions';
import { OPERATION, operationOf } from '../isa/predecode';
import { operandFields } from '../isa/syntax';
import * as arithmetic from './arithmetic';
import * as atomics from './atomics';
import { CODE_SPAN, GUARD, TLB_ENTRIES } from './layout';
import * as system from './system';

/** Two gain a sixth; a third gains a twelfth more, and takes the compiler so long that short programs lose. */
const INSTRUCTIONS_A_TURN = 2;

const ARITHMETIC = Object.keys(arithmetic);
const ATOMICS = Object.keys(atomics);
/** A called function takes as many of these as it declares. */
const ARGUMENTS = ['hart', 'w', 'm[(at + 1) | 0] as number'];
const functions: Readonly<Record<SystemFunction, (...args: never[]) => void>> = {
  ...system,
  ...atomics,
};

/** What an expression may be made of, beside numbers and operators; `old` belongs to atomics. */
const NAMES = ['a', 'b', 'imm', 'pc', 'Math', ...ARITHMETIC];

export function executeSource(): string {
  for (const row of BASE_INSTRUCTIONS) checkNames(row);
  const called = BASE_INSTRUCTIONS.flatMap(({ effect }) =>
    'calls' in effect ? [effect.calls] : [],
  );
  const calledOfSystem = called.filter(it => !ATOMICS.includes(it)).sort();
  return `/* Written by scripts/generateInterpreter.ts from the tables in isa/: change those. */

import { exchangeAtomic, load, locateAtomic, store } from './access';
import { ${ARITHMETIC.join(', ')} } from './arithmetic';
import { ${ATOMICS.join(', ')} } from './atomics';
import { EXIT, type Exit } from './exits';
import { fetchAside, fetchPage } from './fetch';
import type { Hart } from './hart';
import { raise } from './trap';
import { ${calledOfSystem.join(', ')} } from './system';

/** Instructions that a turn of the loop of \`execute\` has room for. */
export const INSTRUCTIONS_A_TURN = ${INSTRUCTIONS_A_TURN};

/**
 * Executes at most \`steps\` instructions, as far as they are plain ones, and leaves pc and hart.done behind.
 * @returns BUDGET, BREAKPOINT, TRANSLATED, or SLOW: the instruction at pc is one for \`step\`
 */
${loopFunction({ name: 'execute', isGuarded: false })}
/** The same, where accesses beside what is watched in a page are plain ones too. */
${loopFunction({ name: 'executeGuarded', isGuarded: true })}
${stepFunction()}`;
}

function checkNames({ name, effect }: BaseInstruction): void {
  if ('loads' in effect || 'stores' in effect || 'calls' in effect || 'nothing' in effect) return;
  for (const [word] of Object.values(effect)
    .join()
    .matchAll(/(?<![\w.])[a-z]\w*/gi)) {
    if (NAMES.includes(word) || (word === 'old' && 'exchanges' in effect)) continue;
    throw new InvariantError(
      `executeSource: ${word} in the effect of ${name} is no operand, and not in arithmetic.ts`,
    );
  }
}

interface Loop {
  readonly name: string;
  readonly isGuarded: boolean;
}

function loopFunction({ name, isGuarded }: Loop): string {
  return `export function ${name}(hart: Hart, steps: number): Exit {
  const m = hart.words;
  const halves = hart.halves;
  const bytes = hart.bytes;
  const fetches = hart.fetches;
  const loads = hart.loads;
  const stores = hart.stores;
  ${isGuarded ? 'const loadGuard = hart.loadGuard; const storeGuard = hart.storeGuard;' : ''}
  let left = steps | 0;
  let pc = hart.pc | 0;
  while (left !== 0) {
    const entry = (fetches + ((pc >>> 11) & ${(TLB_ENTRIES - 1) * 2})) | 0;
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
        ${new Array<string>(INSTRUCTIONS_A_TURN).fill(dispatch(isGuarded)).join('if (left === 0) break;\n')}
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
`;
}

function dispatch(isGuarded: boolean): string {
  return `{
    const w = m[at] as number;
    switch (w & 0xff) {
      case ${OPERATION.NEXT_PAGE}:
        left = (left + 1) | 0;
        break page;
      case ${OPERATION.BREAKPOINT}:
        hart.pc = at + delta;
        hart.done = steps - left;
        return EXIT.BREAKPOINT;
      case ${OPERATION.TRANSLATED}:
        hart.pc = at + delta;
        hart.done = steps - left;
        return EXIT.TRANSLATED;
${BASE_INSTRUCTIONS.map(row => caseOf(row, quickBody(row, isGuarded))).join('\n')}
      default:
        break run;
    }
    left = (left - 1) | 0;
  }
`;
}

function stepFunction(): string {
  return `/**
 * Executes the instruction at pc, whatever it takes.
 * @returns NONE, which hart.exit has to be before, where the next one may follow at once
 */
export function step(hart: Hart): Exit {
  const m = hart.words;
  const pc = hart.pc | 0;
  const base = fetchPage(hart, pc);
  if (base < 0) return hart.exit;
  let at = (base + (pc & 4095)) | 0;
  if (m[at] === ${OPERATION.UNDECODED}) hart.code.decodeFrom(at);
  const found = (m[at] as number) & 0xff;
  if (found === ${OPERATION.STRADDLE} || found === ${OPERATION.TRANSLATED}) {
    at = fetchAside(hart, pc);
    if (at < 0) return hart.exit;
  }
  const w = m[at] as number;
  switch (w & 0xff) {
    case ${OPERATION.BREAKPOINT}:
      return EXIT.BREAKPOINT;
${BASE_INSTRUCTIONS.map(row => caseOf(row, stepBody(row))).join('\n')}
    default:
      raise(hart, 2, m[(at + 1) | 0] as number);
      return hart.exit;
  }
}
`;
}

function caseOf(row: BaseInstruction, body: string | undefined): string {
  if (body === undefined) return '';
  return `        case ${operationOf(row)}: { // ${row.name}
${body}
        }`;
}

const RD = 'm[(w >>> 8) & 63]';
const LENGTH = '(w >>> 24)';

const ADVANCE = `at = (at + ${LENGTH}) | 0;`;
const LEAVE_PAGE = `if ((at - base) >>> 0 >= ${CODE_SPAN}) break page;`;

/** Undefined for an instruction that the loop leaves to \`step\`. */
function quickBody(row: BaseInstruction, isGuarded: boolean): string | undefined {
  const { effect } = row;
  const here = '(at + delta) | 0';
  if ('sets' in effect)
    return `${operands(row, effect.sets, here)} ${RD} = ${effect.sets}; ${ADVANCE} break;`;
  if ('branchesIf' in effect) {
    return `${operands(row, `${effect.branchesIf} imm`, here)}
    if (${effect.branchesIf}) { at = (at + imm) | 0; ${LEAVE_PAGE} } else ${ADVANCE}
    break;`;
  }
  if ('jumpsTo' in effect) {
    return `${operands(row, effect.jumpsTo, here)} const target = (${effect.jumpsTo}) | 0;
    ${RD} = at + delta + ${LENGTH}; at = (target - delta) | 0; ${LEAVE_PAGE}
    break;`;
  }
  if ('loads' in effect) {
    const size = SIZES[effect.loads];
    return `${operands(row, 'a imm', here)} const va = (a + imm) | 0;
    ${isGuarded ? guardedProbe('loads', 'loadGuard', size) : probe('loads', size)}
    ${RD} = ${signExtended(`(${ELEMENT[size]} as number)`, effect.loads)};
    ${ADVANCE} break;`;
  }
  if ('stores' in effect) {
    const size = SIZES[effect.stores];
    return `${operands(row, 'a b imm', here)} const va = (a + imm) | 0;
    ${isGuarded ? guardedProbe('stores', 'storeGuard', size) : probe('stores', size)}
    ${ELEMENT[size]} = b;
    ${ADVANCE} break;`;
  }
  if ('exchanges' in effect) {
    return `${operands(row, 'a b', here)} const va = a;
    ${probe('stores', 4)}
    const word = (va + addend) >>> 2;
    const old = m[word] as number;
    m[word] = ${effect.exchanges};
    ${RD} = old;
    ${ADVANCE} break;`;
  }
  return 'calls' in effect ? undefined : `${ADVANCE} break;`;
}

/** Where an instruction of \`step\` is done and the next one follows. */
const NEXT = `hart.pc = pc + ${LENGTH}; return hart.exit;`;

function stepBody(row: BaseInstruction): string {
  const { effect } = row;
  if ('sets' in effect) return `${operands(row, effect.sets)} ${RD} = ${effect.sets}; ${NEXT}`;
  if ('branchesIf' in effect) {
    return `${operands(row, `${effect.branchesIf} imm`)}
    hart.pc = ${effect.branchesIf} ? pc + imm : pc + ${LENGTH}; return EXIT.NONE;`;
  }
  if ('jumpsTo' in effect) {
    return `${operands(row, effect.jumpsTo)} const target = (${effect.jumpsTo}) | 0;
    ${RD} = pc + ${LENGTH}; hart.pc = target; return EXIT.NONE;`;
  }
  if ('loads' in effect) {
    return `${operands(row, 'a imm')} const value = load(hart, (a + imm) | 0, ${SIZES[effect.loads]});
    if (hart.exit === EXIT.TRAP) return hart.exit;
    ${RD} = ${signExtended('value', effect.loads)};
    ${NEXT}`;
  }
  if ('stores' in effect) {
    return `${operands(row, 'a b imm')} store(hart, (a + imm) | 0, ${SIZES[effect.stores]}, b);
    if (hart.exit === EXIT.TRAP) return hart.exit;
    ${NEXT}`;
  }
  if ('exchanges' in effect) {
    return `${operands(row, 'a b')} const word = locateAtomic(hart, a, 'store');
    if (word < 0) return hart.exit;
    const old = m[word] as number;
    exchangeAtomic(hart, word, ${effect.exchanges});
    ${RD} = old;
    ${NEXT}`;
  }
  return 'calls' in effect ? callBody(effect.calls) : NEXT;
}

/** A called function that ends the slice has moved pc, unless it is an atomic that did its work. */
function callBody(name: SystemFunction): string {
  const goesOn = ATOMICS.includes(name) ? 'hart.exit !== EXIT.TRAP' : 'hart.exit === EXIT.NONE';
  return `${name}(${ARGUMENTS.slice(0, functions[name].length).join(', ')});
    if (${goesOn}) hart.pc = pc + ${LENGTH};
    return hart.exit;`;
}

/**
 * Declares the names that an expression uses, and checks that the row has such operands.
 * @param here the instruction's address, where `pc` is not that already
 */
function operands(row: BaseInstruction, expression: string, here?: string): string {
  const roles = operandFields(row.operands).map(it => FIELDS[it].role);
  const sources = {
    a: { role: 'rs1', text: 'm[(w >>> 14) & 31] as number' },
    b: { role: 'rs2', text: 'm[(w >>> 19) & 31] as number' },
    imm: { role: 'imm', text: 'm[(at + 1) | 0] as number' },
    pc: { role: undefined, text: here },
  } as const;
  return Object.entries(sources)
    .filter(([name]) => new RegExp(`\\b${name}\\b`).test(expression))
    .map(([name, { role, text }]) => {
      if (role !== undefined && !roles.includes(role)) {
        throw new InvariantError(`executeSource: ${row.name} has no operand ${name}`);
      }
      if (name === 'pc') return text === undefined ? '' : `pc = ${text};`;
      return `const ${name} = ${text};`;
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
    if (m[entry] !== (va & ${-4096 | (size - 1)})) break run;
    const addend = m[(entry + 1) | 0] as number;`;
}

/** The same, where the access may also lie beside what is watched in a page. */
function guardedProbe(bank: string, guard: string, size: number): string {
  const tag = `(va & ${-4096 | (size - 1)})`;
  const isWatched = `((va - (m[${guard} + ${GUARD.START}] as number)) >>> 0) < (m[${guard} + ${GUARD.LENGTH}] as number)`;
  return `let entry = (${bank} + ((va >>> 11) & ${(TLB_ENTRIES - 1) * 2})) | 0;
    if (m[entry] !== ${tag}) {
      if (m[${guard}] !== ${tag} || ${isWatched}) break run;
      entry = ${guard};
    }
    const addend = m[(entry + 1) | 0] as number;`;
}

function signExtended(value: string, width: Width): string {
  if (width === 'i8') return `(${value} << 24) >> 24`;
  return width === 'i16' ? `(${value} << 16) >> 16` : value;
}
