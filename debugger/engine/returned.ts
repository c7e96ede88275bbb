/** What a function has returned, told where it has just come back. */

import type { Place } from '../dwarf/values/presentation';
import type { DwarfValue } from '../dwarf/values/value';
import { createValue } from '../dwarf/values/value';
import { disassemble } from '../vm/isa/disassemble';
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

const SP = 2;
const S0 = 8;
const A0 = 10;
const A1 = 11;

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
  for (const address of instructionsBefore(module, returnAddress).reverse()) {
    const { mnemonic, operands } = disassemble(module.codeAt(address, 4), address);
    const [to, from = '', offset = '0'] = operands.split(',').map(it => it.trim());
    if (to !== 'a0') continue;
    const source = from === 'sp' ? SP : from === 's0' ? S0 : savedRegister(from);
    const base = source === undefined ? undefined : registers(source);
    if (base === undefined || !/^(mv|addi)$/.test(mnemonic)) return undefined;
    return (
      (base +
        (mnemonic === 'mv'
          ? 0
          : Number(offset.replace('-', '')) * (offset.startsWith('-') ? -1 : 1))) >>>
      0
    );
  }
  return undefined;
}

/** s1 to s11 as x9 and x18 to x27. [psABI, register names] */
function savedRegister(name: string): number | undefined {
  const number = /^s(\d+)$/.exec(name)?.[1];
  if (number === undefined) return undefined;
  return Number(number) < 2 ? 8 + Number(number) : 16 + Number(number);
}

/** Of the caller's function in one row, as far as they run one after another. */
function instructionsBefore(module: Module, returnAddress: number): number[] {
  const physical = module.framesAt(returnAddress - 1).at(-1);
  const addresses: number[] = [];
  for (let at = physical?.lowPc ?? returnAddress; at < returnAddress;) {
    addresses.push(at);
    at += lengthAt(module, at);
  }
  const call = addresses.length - 1;
  const last = addresses.slice(Math.max(0, call - MAX_SET_UP), call);
  const broken = last.map(it => /^(j|b|ret|ecall)/.test(mnemonicAt(module, it))).lastIndexOf(true);
  return last.slice(broken + 1);
}

/** The two lowest bits tell it. [Unpriv §1.5] */
function lengthAt(module: Module, address: number): number {
  const [low = 3] = module.codeAt(address, 1);
  return isShort(low) ? 2 : 4;
}

function mnemonicAt(module: Module, address: number): string {
  return disassemble(module.codeAt(address, 4), address).mnemonic;
}
