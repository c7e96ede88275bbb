/** How the caller of a frame is found: the program's unwind tables, completed by what its code does. */

import type { RegisterRule, UnwindRules } from '../dwarf/cfaProgram';
import type { GuestInstruction } from '../vm/isa/guestInstruction';
import { firstInstruction } from '../vm/isa/guestInstruction';
import type { CodeFlow, FunctionCode } from './codeFlow';
import { followCode } from './codeFlow';
import type { FlowState } from './flowState';
import { contradicts, copiesIn, linked, RA, rulesOf, SP } from './flowState';
import { functionCodeAt } from './functionCode';
import type { Module } from './module';

export interface CallerRules extends UnwindRules {
  readonly returnRegister: number;
  /** The function is entered by nobody's call. */
  readonly isOutermost: boolean;
  /** It has a caller, and has kept no return address. */
  readonly isLost: boolean;
  /** Offsets from the CFA of registers that are in the stack and in themselves: saved just now, or read back. */
  readonly copies: ReadonlyMap<number, number>;
}

/** Of one program, each address looked at once. */
export class CallerTable {
  readonly #rules = new Map<number, CallerRules | undefined>();
  readonly #flows = new Map<number, CodeFlow>();

  constructor(private readonly module: Module) {}

  at(pc: number): CallerRules | undefined {
    if (!this.#rules.has(pc)) this.#rules.set(pc, this.#read(pc));
    return this.#rules.get(pc);
  }

  #read(pc: number): CallerRules | undefined {
    const code = functionCodeAt(this.module, pc);
    const flow = code && this.#flowOf(code);
    const state = flow && this.#stateIn(flow, pc);
    const table = this.module.info.unwindRulesAt(pc);
    // Tables name ra for code that returns by t0 as well.
    const isByRa = flow === undefined || flow.returnRegister === RA;
    const returnRegister = isByRa ? (table?.returnRegister ?? RA) : flow.returnRegister;
    const followed = state && rulesOf(state, returnRegister);
    const isMistaken = table !== undefined && state !== undefined && contradicts(state, table);
    const told = isMistaken && followed !== undefined ? followed : (table ?? followed);
    const isEntry = code !== undefined && code.entry === this.module.entry;
    if (told === undefined) return isEntry ? OUTERMOST : undefined;
    const isOutermost = isEntry || table?.registers.get(table.returnRegister)?.kind === 'undefined';
    const copies = state ? copiesIn(state) : NO_COPIES;
    return completed({ ...told, returnRegister, isOutermost, copies }, followed);
  }

  #flowOf(code: FunctionCode): CodeFlow {
    let flow = this.#flows.get(code.entry);
    if (flow === undefined) {
      flow = followCode(code, it => this.#instruction(it));
      this.#flows.set(code.entry, flow);
    }
    return flow;
  }

  /** A caller stands inside its call instruction, of which only the last byte is known, and which took a register. */
  #stateIn(flow: CodeFlow, pc: number): FlowState | undefined {
    for (let start = pc; start > pc - 4; start--) {
      const state = flow.stateAt(start);
      const instruction = this.#instruction(start);
      if (state === undefined || start + (instruction?.length ?? 0) <= pc) continue;
      return start === pc || instruction === undefined ? state : linked(state, instruction.rd);
    }
    return undefined;
  }

  #instruction(pc: number): GuestInstruction | undefined {
    return firstInstruction(this.module.codeAt(pc, 4));
  }
}

const NO_COPIES: ReadonlyMap<number, number> = new Map();

/** An entry that has taken a stack of its own. */
const OUTERMOST: CallerRules = {
  cfa: { kind: 'register', register: SP, offset: 0 },
  registers: new Map(),
  returnRegister: RA,
  isOutermost: true,
  isLost: false,
  copies: NO_COPIES,
};

/** Where a table says nothing of a register, the code does: it may not be what it was at the function's entry. */
function completed(
  rules: Omit<CallerRules, 'isLost'>,
  followed: UnwindRules | undefined,
): CallerRules {
  const registers = new Map<number, RegisterRule>(followed?.registers);
  for (const [number, rule] of rules.registers) registers.set(number, rule);
  const isLost = !rules.isOutermost && registers.get(rules.returnRegister)?.kind === 'undefined';
  return { ...rules, registers, isLost };
}
