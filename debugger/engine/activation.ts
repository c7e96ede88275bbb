/** One physical frame: a function that has been called and has not returned, with its registers as it left them. */

import type { RegisterRule } from '../dwarf/cfaProgram';
import type { UnwindContext } from '../dwarf/unwind';
import { cfaOf, placeOf, PRESERVED, restore } from '../dwarf/unwind';
import { REGISTER_NAMES } from '../vm/isa/registers';
import type { CallerRules } from './callerRules';
import type { RegisterPlace, RegisterPlaces } from './registerPlace';

export type Registers = (number: number) => number | undefined;
export type ReadWord = (address: number) => number | undefined;

/** What the frame called. */
interface Callee {
  readonly frame: Activation;
  readonly rules: CallerRules;
  readonly cfa: number;
  /** What the callee has not kept, and somebody found out. */
  readonly returnAddress: number;
}

export interface Caller {
  readonly cfa: number;
  /** undefined where it is lost, or lies where nothing can be read. */
  readonly returnAddress: number | undefined;
}

const SP = 2;
const SAME: RegisterRule = { kind: 'sameValue' };

export class Activation {
  readonly #known = new Map<number, number | undefined>();

  private constructor(
    readonly pc: number,
    /** pc, or in a caller an address inside the call instruction. */
    readonly lookupPc: number,
    readonly readWord: ReadWord,
    /** Absent in the innermost frame. */
    private readonly callee: Callee | undefined,
    private readonly running: Registers,
    /** Its function may not have made its frame yet. */
    readonly isInnermost: boolean,
  ) {}

  static innermost(pc: number, registers: Registers, readWord: ReadWord): Activation {
    return new Activation(pc, pc, readWord, undefined, registers, true);
  }

  /** x0 to x31 as far as they are known; in the innermost frame CSRs too, by DWARF's numbers. */
  register(number: number): number | undefined {
    if (this.callee === undefined) return this.running(number);
    if (!this.#known.has(number)) this.#known.set(number, this.#find(number));
    return this.#known.get(number);
  }

  /** Where its caller is; undefined where the frame cannot be found. */
  caller(rules: CallerRules): Caller | undefined {
    const cfa = this.#cfa(rules);
    if (cfa === undefined) return undefined;
    const rule = rules.registers.get(rules.returnRegister) ?? SAME;
    return { cfa, returnAddress: this.#restore(rule, rules.returnRegister, cfa) };
  }

  /** The frame that called this one. */
  calledFrom(
    rules: CallerRules,
    cfa: number,
    returnAddress: number,
    lookupPc = (returnAddress - 1) >>> 0,
  ): Activation {
    const callee = { frame: this, rules, cfa, returnAddress };
    return new Activation(returnAddress, lookupPc, this.readWord, callee, this.running, false);
  }

  /** The frame whose call went astray: nothing has changed since but the pc. */
  jumpedFrom(returnAddress: number): Activation {
    const lookupPc = (returnAddress - 1) >>> 0;
    return new Activation(returnAddress, lookupPc, this.readWord, undefined, this.running, false);
  }

  /** Down to the frame that saved it. A loop: nobody can tell how many have left a register alone. */
  #find(wanted: number): number | undefined {
    let number = wanted;
    for (let { callee } = this as Activation; callee; callee = callee.frame.callee) {
      if (number === 0) return 0;
      if (number === SP) return callee.cfa;
      if (number === callee.rules.returnRegister) return callee.returnAddress;
      const rule = callee.rules.registers.get(number) ?? defaultRule(number);
      if (rule.kind === 'register') number = rule.register;
      else if (rule.kind !== 'sameValue') {
        return callee.frame.#restore(rule, number, callee.cfa);
      }
    }
    return this.running(number);
  }

  /**
   * Where a register is that this frame goes on with.
   * @param inRunning where the registers are that the innermost frame runs with
   */
  registerPlaces(wanted: number, inRunning: (number: number) => RegisterPlaces): RegisterPlaces {
    const name = REGISTER_NAMES[wanted] ?? `x${wanted}`;
    const saved: RegisterPlace[] = [];
    let number = wanted;
    for (let { callee } = this as Activation; callee; callee = callee.frame.callee) {
      const { rules, frame, cfa } = callee;
      if (number === 0) break;
      if (number === SP)
        return { reason: 'sp of an outer frame is where the frames inside it end' };
      if (number === rules.returnRegister) {
        return {
          reason: `${name} of an outer frame is where the function that it called returns to`,
        };
      }
      const copy = rules.copies.get(number);
      if (copy !== undefined) {
        saved.push({ kind: 'memory', address: (cfa + copy) >>> 0 });
        continue;
      }
      const rule = rules.registers.get(number) ?? defaultRule(number);
      if (rule.kind === 'register') number = rule.register;
      else if (rule.kind === 'undefined') {
        return {
          reason: `the function that was called may have changed ${name}, and nobody saved it`,
        };
      } else if (rule.kind !== 'sameValue') {
        const address = placeOf(rule, cfa, frame.#context());
        if (address === undefined)
          return { reason: `${name} is computed there and nowhere stored` };
        return [...saved, { kind: 'memory', address }];
      }
    }
    const running = inRunning(number);
    return 'reason' in running ? running : [...saved, ...running];
  }

  #cfa(rules: CallerRules): number | undefined {
    if (rules.cfa.kind === 'expression') return cfaOf(rules, this.#context());
    const base = this.register(rules.cfa.register);
    return base === undefined ? undefined : (base + rules.cfa.offset) >>> 0;
  }

  /** By far most rules are of the three kinds that need no expression. */
  #restore(rule: RegisterRule, number: number, cfa: number): number | undefined {
    if (rule.kind === 'offset') return this.readWord((cfa + rule.offset) >>> 0);
    if (rule.kind === 'sameValue') return this.register(number);
    return restore(rule, number, cfa, this.#context());
  }

  #context(): UnwindContext {
    return {
      registers: number => this.register(number),
      readMemory: (address, length) => bytesOf(this.readWord(address), length),
    };
  }
}

/** What a table says nothing of is as the calling convention wants it. */
function defaultRule(number: number): RegisterRule {
  return PRESERVED.includes(number) ? SAME : { kind: 'undefined' };
}

/** Unwinding reads words, or less. */
function bytesOf(word: number | undefined, length: number): Uint8Array | undefined {
  if (word === undefined || length > 4) return undefined;
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, word, true);
  return bytes.subarray(0, length);
}
