/** From a frame to its caller's registers. [DWARF5 §6.4.4] */

import type { RegisterRule, UnwindRules } from './cfaProgram';
import { unwindRowAt } from './cfaProgram';
import type { FrameDescription } from './cfi';
import { readFrameDescriptions } from './cfi';
import { bytesToBig } from './bits';
import { evaluateAddress } from './expression';
import type { ProblemList } from './problems';
import type { Sections } from './sections';

export interface UnwindResult {
  /** Canonical frame address: the caller's stack pointer before the call. */
  readonly cfa: number;
  /** The caller's pc; undefined where the frame is the outermost one. */
  readonly returnAddress: number | undefined;
  /** The caller's x1 to x31 as far as they are known; x2 is the CFA. */
  readonly registers: ReadonlyMap<number, number>;
}

/** What a table says of one address. */
export interface FrameRules extends UnwindRules {
  /** Number of the rule that finds the caller's pc. */
  readonly returnRegister: number;
}

/** The stopped frame: undefined means not known. */
export interface UnwindContext {
  registers(number: number): number | undefined;
  readMemory(address: number, length: number): Uint8Array | undefined;
}

const SP = 2;

/** Registers a callee keeps by the calling convention, so that no rule for them means "unchanged". [psABI §1.1] */
export const PRESERVED: readonly number[] = [
  SP,
  3,
  4,
  8,
  9,
  18,
  19,
  20,
  21,
  22,
  23,
  24,
  25,
  26,
  27,
];

export class Unwinder {
  #frames: readonly FrameDescription[] | undefined;

  constructor(
    readonly sections: Sections,
    readonly problems: ProblemList,
    readonly ehFrameAddress: number,
  ) {}

  unwind(pc: number, context: UnwindContext): UnwindResult | undefined {
    const rules = this.rulesAt(pc);
    return rules && applyRules(rules, rules.returnRegister, context);
  }

  /** undefined where no description covers the address. */
  rulesAt(pc: number): FrameRules | undefined {
    const frame = this.frameAt(pc);
    const row = frame && unwindRowAt(frame, pc, this.problems);
    return row && { ...row, returnRegister: frame.common.returnRegister };
  }

  /** The description that holds for an address. */
  frameAt(pc: number): FrameDescription | undefined {
    const frames = (this.#frames ??= this.#read());
    let low = 0;
    let high = frames.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((frames[middle]?.low ?? 0) <= pc) low = middle + 1;
      else high = middle;
    }
    const frame = frames[low - 1];
    return frame && pc < frame.high ? frame : undefined;
  }

  #read(): FrameDescription[] {
    const debug = readFrameDescriptions(this.sections, this.problems, '.debug_frame', 0);
    const covered = new Set(debug.map(it => it.low));
    const eh = readFrameDescriptions(
      this.sections,
      this.problems,
      '.eh_frame',
      this.ehFrameAddress,
    );
    // Where both describe a function, the one made for debuggers is taken.
    return [...debug, ...eh.filter(it => !covered.has(it.low))].sort((a, b) => a.low - b.low);
  }
}

function applyRules(
  row: UnwindRules,
  returnRegister: number,
  context: UnwindContext,
): UnwindResult | undefined {
  const cfa = cfaOf(row, context);
  if (cfa === undefined) return undefined;
  const registers = new Map<number, number>();
  for (const number of PRESERVED) keep(registers, number, context.registers(number));
  registers.set(SP, cfa);
  let returnAddress = context.registers(returnRegister);
  for (const [number, rule] of row.registers) {
    const value = restore(rule, number, cfa, context);
    if (number === returnRegister) returnAddress = value;
    if (value === undefined) registers.delete(number);
    else registers.set(number, value);
  }
  keep(registers, returnRegister, returnAddress);
  return { cfa, returnAddress, registers };
}

/** The canonical frame address; undefined where the register that it counts from is not known. */
export function cfaOf({ cfa }: UnwindRules, context: UnwindContext): number | undefined {
  if (cfa.kind === 'expression') return evaluateAddress(cfa.bytes, context);
  const base = context.registers(cfa.register);
  return base === undefined ? undefined : (base + cfa.offset) >>> 0;
}

/** The caller's value of a register; undefined where it is lost or cannot be read. */
export function restore(
  rule: RegisterRule,
  number: number,
  cfa: number,
  context: UnwindContext,
): number | undefined {
  switch (rule.kind) {
    case 'undefined':
      return undefined;
    case 'sameValue':
      return context.registers(number);
    case 'valOffset':
      return (cfa + rule.offset) >>> 0;
    case 'register':
      return context.registers(rule.register);
    case 'offset':
    case 'expression':
      return readWord(context, placeOf(rule, cfa, context));
    case 'valExpression':
      return evaluateAddress(rule.bytes, { ...context, cfa }, [BigInt(cfa)]);
  }
}

/** Where the caller's value of a register was saved; undefined where it is in no memory. */
export function placeOf(
  rule: RegisterRule,
  cfa: number,
  context: UnwindContext,
): number | undefined {
  if (rule.kind === 'offset') return (cfa + rule.offset) >>> 0;
  if (rule.kind !== 'expression') return undefined;
  return evaluateAddress(rule.bytes, { ...context, cfa }, [BigInt(cfa)]);
}

function readWord(context: UnwindContext, address: number | undefined): number | undefined {
  if (address === undefined) return undefined;
  const bytes = context.readMemory(address >>> 0, 4);
  return bytes && Number(bytesToBig(bytes));
}

function keep(registers: Map<number, number>, number: number, value: number | undefined): void {
  if (value !== undefined) registers.set(number, value);
}
