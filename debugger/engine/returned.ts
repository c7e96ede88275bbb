/** What a function has returned, told where it has just come back. */

import type { Place } from '../dwarf/values/presentation';
import type { DwarfValue } from '../dwarf/values/value';
import { createValue } from '../dwarf/values/value';
import { firstInstruction } from '../vm/isa/guestInstruction';
import type { GuestInstruction } from '../vm/isa/guestInstruction';
import { isShort } from '../vm/isa/instruction';
import { rowOf } from './inspect/variableRow';
import { readableName } from './readableName';
import type { Module } from './module';
import type { Here } from './paths';
import type { Target } from './target';
import type { VariableView } from './views';

/** Something that was returned, as it was when it was. */
export interface Returned {
  /** Of the function. */
  readonly name: string;
  readonly place: Place;
  readonly value: DwarfValue;
}

/** The name under which expressions know what was returned last. */
export const LAST_RETURNED = '$return';

/** In their order; the same function twice is numbered. */
export function returnedRows(all: readonly Returned[]): VariableView[] {
  return all.map(({ name, value }, at) => {
    const earlier = all.slice(0, at).filter(it => it.name === name).length;
    const number = earlier === 0 ? '' : ` (${earlier + 1})`;
    const expression = at === all.length - 1 ? LAST_RETURNED : undefined;
    const hint = { kind: 'virtual' } as const;
    return rowOf(`returned from ${readableName(name)}${number}`, value, { expression, hint });
  });
}

/** The function that is being left. */
export interface Left {
  readonly module: Module;
  /** Any address of its code. */
  readonly pc: number;
  /** What its caller gave in a0, where the call was seen. */
  readonly a0?: number | undefined;
}

const A0 = 10;
const A1 = 11;
/** What a function gives back as it got it: sp, and s0 to s11. [psABI, integer register convention] */
const KEPT: readonly number[] = [2, 8, 9, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27];

/** Arguments are set up in so many instructions before a call. */
const MAX_SET_UP = 24;
const MAX_READ = 1 << 20;

/** @param here at the return address, before anything of the caller has run */
export function returnedFrom(
  { machine }: Target,
  { module, pc, a0 }: Left,
  here: Here,
): Returned | undefined {
  const name = module.framesAt(pc).at(-1)?.name;
  if (name === undefined || here.module !== module) return undefined;
  const { satp } = here.standing;
  const words = new Map([A0, A1].map(it => [it, here.standing.registers(it) ?? 0]));
  const inCaller = (number: number) => here.standing.registers(number);
  const place = module.info.readReturnValue(pc, {
    a0: words.get(A0) ?? 0,
    a1: words.get(A1) ?? 0,
    a0AtCall: a0 ?? addressGiven(module, here.pc, inCaller),
    registers: number => words.get(number),
    readMemory(address, length) {
      const bytes = length > MAX_READ ? undefined : machine.readVirtual(address, length, satp);
      return bytes === undefined || bytes.length < length ? undefined : bytes;
    },
  });
  return place && { name, place, value: createValue(place) };
}

/**
 * The address that the caller gave in a0, told by the instruction that set it: it is of the caller's frame, or was kept in
 * a register that a callee keeps. undefined where it was made in any other way.
 */
function addressGiven(
  module: Module,
  returnAddress: number,
  registers: (number: number) => number | undefined,
): number | undefined {
  const setting = instructionsBefore(module, returnAddress)
    .reverse()
    .find(it => it.rd === A0);
  // A copy of a register is an addition of 0, short or long. [Unpriv §2.4.1]
  if (setting?.row?.name !== 'addi' || !KEPT.includes(setting.rs1)) return undefined;
  const base = registers(setting.rs1);
  return base === undefined ? undefined : (base + setting.imm) >>> 0;
}

/** The last ones of the caller's function before its call, as far as they run one after another. */
function instructionsBefore(module: Module, returnAddress: number): GuestInstruction[] {
  const low = module.framesAt(returnAddress - 1).at(-1)?.lowPc ?? returnAddress;
  const code = module.codeAt(low, returnAddress - low);
  const starts: number[] = [];
  for (let at = 0; at < code.length; at += lengthOf(code[at] ?? 0)) {
    starts.push(at);
    if (starts.length > MAX_SET_UP + 1) starts.shift();
  }
  const last = starts.slice(0, -1).map(it => firstInstruction(code.subarray(it, it + 4)));
  const broken = last.map(it => it === undefined || leaves(it)).lastIndexOf(true);
  return last.slice(broken + 1).filter(it => it !== undefined);
}

/** The two lowest bits tell it. [Unpriv §1.5] */
const lengthOf = (firstByte: number): number => (isShort(firstByte) ? 2 : 4);

/** Whether what stands behind it may be executed without it, or the other way about. */
function leaves({ row }: GuestInstruction): boolean {
  if (row === undefined) return true;
  const { effect } = row;
  return 'jumpsTo' in effect || 'branchesIf' in effect || row.name === 'ecall';
}
