/** Runs unwind programs: instructions to a table of rules. [DWARF5 §6.4.2, §6.4.3] */

import { ByteReader } from '../shared/byteReader';
import type { CommonInformation, FrameDescription } from './cfi';
import * as dw from './constants';
import { nameOf } from './names';
import type { ProblemList } from './problems';

export type CfaRule =
  | { readonly kind: 'register'; readonly register: number; readonly offset: number }
  | { readonly kind: 'expression'; readonly bytes: Uint8Array };

/** How to find a register of the caller. */
export type RegisterRule =
  | { readonly kind: 'undefined' | 'sameValue' }
  /** Saved at, or being, CFA + offset. */
  | { readonly kind: 'offset' | 'valOffset'; readonly offset: number }
  | { readonly kind: 'register'; readonly register: number }
  /** Saved at, or being, what the expression gives with the CFA on its stack. */
  | { readonly kind: 'expression' | 'valExpression'; readonly bytes: Uint8Array };

/** How to find the caller's registers. */
export interface UnwindRules {
  readonly cfa: CfaRule;
  readonly registers: ReadonlyMap<number, RegisterRule>;
}

export interface UnwindRow extends UnwindRules {
  /** First address the rules hold for. */
  readonly low: number;
  /** First address they no longer hold for. */
  readonly high: number;
}

interface State {
  cfa: CfaRule;
  registers: Map<number, RegisterRule>;
}

/** No target has more registers, and no compiler nests states deeper; a malformed program could go on for ever. */
const MAX_REGISTERS = 256;
const MAX_REMEMBERED = 64;

/** The whole table of a description; an instruction that cannot be read ends it at the address it was for. */
export function unwindRows(frame: FrameDescription, problems: ProblemList): UnwindRow[] {
  const rows: UnwindRow[] = [];
  const machine = new UnwindMachine(frame, row => rows.push(row));
  problems.guard(undefined, () => machine.run());
  return rows;
}

/** The rules for one address. */
export function unwindRowAt(
  frame: FrameDescription,
  pc: number,
  problems: ProblemList,
): UnwindRow | undefined {
  let found: UnwindRow | undefined;
  const machine = new UnwindMachine(frame, row => {
    if (row.low <= pc && pc < row.high) found = row;
  });
  problems.guard(undefined, () => machine.run());
  return found;
}

class UnwindMachine {
  readonly #remembered: State[] = [];
  #state: State = { cfa: { kind: 'register', register: 2, offset: 0 }, registers: new Map() };
  #initial: ReadonlyMap<number, RegisterRule> = new Map();
  #address: number;

  constructor(
    readonly frame: FrameDescription,
    /** Takes each row as it is complete, in order of address. */
    readonly emit: (row: UnwindRow) => void,
  ) {
    this.#address = frame.low;
  }

  run(): void {
    const { common, instructions, section, offset, high } = this.frame;
    this.#execute(new ByteReader(common.initialInstructions, section, 0, common.offset));
    this.#initial = new Map(this.#state.registers);
    this.#execute(new ByteReader(instructions, section, 0, offset));
    this.#emit(high);
  }

  #execute(r: ByteReader): void {
    while (!r.atEnd) {
      const opcode = r.u8();
      // The high bits are an instruction and the low six its operand, or all eight are one.
      const high = opcode & 0xc0;
      const instruction = high === 0 ? opcode : high;
      const execute =
        instructions[instruction] ?? r.fail('unknown-instruction', nameOf('CFA', opcode));
      execute(this, r, opcode & 0x3f);
    }
  }

  get common(): CommonInformation {
    return this.frame.common;
  }

  advance(r: ByteReader, units: number): void {
    this.moveTo(r, this.#address + units * this.common.codeAlignment);
  }

  /** An advance makes a row, be it by nothing: then the row is of no address. [DWARF5 §6.4.2.1] */
  moveTo(r: ByteReader, address: number): void {
    if (address < this.#address) r.fail('address-goes-back');
    this.#emit(address);
    this.#address = address;
  }

  set(r: ByteReader, register: number, rule: RegisterRule): void {
    const { registers } = this.#state;
    if (registers.size >= MAX_REGISTERS) r.fail('too-many-registers');
    registers.set(register, rule);
  }

  restore(register: number): void {
    const rule = this.#initial.get(register);
    if (rule) this.#state.registers.set(register, rule);
    else this.#state.registers.delete(register);
  }

  defineCfa(cfa: CfaRule): void {
    this.#state.cfa = cfa;
  }

  /** Changes one part of a CFA that is a register and an offset. */
  changeCfa(r: ByteReader, change: { register?: number; offset?: number }): void {
    const { cfa } = this.#state;
    if (cfa.kind !== 'register') r.fail('cfa-is-an-expression');
    this.#state.cfa = { ...cfa, ...change };
  }

  remember(r: ByteReader): void {
    if (this.#remembered.length >= MAX_REMEMBERED) r.fail('too-many-remembered-states');
    this.#remembered.push({ ...this.#state, registers: new Map(this.#state.registers) });
  }

  recall(r: ByteReader): void {
    this.#state = this.#remembered.pop() ?? r.fail('no-remembered-state');
  }

  #emit(high: number): void {
    const { cfa, registers } = this.#state;
    this.emit({ low: this.#address, high, cfa, registers: new Map(registers) });
  }
}

type Instruction = (m: UnwindMachine, r: ByteReader, operand: number) => void;

/** A row per instruction; `operand` is the low six bits of those that have it there. */
const instructions: Readonly<Partial<Record<number, Instruction>>> = {
  [dw.DW_CFA_nop]: () => undefined,

  // Location. [§6.4.2.1]
  [dw.DW_CFA_advance_loc]: (m, r, operand) => m.advance(r, operand),
  [dw.DW_CFA_advance_loc1]: (m, r) => m.advance(r, r.u8()),
  [dw.DW_CFA_advance_loc2]: (m, r) => m.advance(r, r.u16()),
  [dw.DW_CFA_advance_loc4]: (m, r) => m.advance(r, r.u32()),
  [dw.DW_CFA_set_loc]: (m, r) => m.moveTo(r, r.u32()),

  // CFA. [§6.4.2.2] The _sf forms are signed and in units of the data alignment.
  [dw.DW_CFA_def_cfa]: (m, r) => {
    m.defineCfa({ kind: 'register', register: r.uleb(), offset: r.uleb() });
  },
  [dw.DW_CFA_def_cfa_sf]: (m, r) => {
    m.defineCfa({
      kind: 'register',
      register: r.uleb(),
      offset: r.sleb() * m.common.dataAlignment,
    });
  },
  [dw.DW_CFA_def_cfa_register]: (m, r) => m.changeCfa(r, { register: r.uleb() }),
  [dw.DW_CFA_def_cfa_offset]: (m, r) => m.changeCfa(r, { offset: r.uleb() }),
  [dw.DW_CFA_def_cfa_offset_sf]: (m, r) => {
    m.changeCfa(r, { offset: r.sleb() * m.common.dataAlignment });
  },
  [dw.DW_CFA_def_cfa_expression]: (m, r) => {
    m.defineCfa({ kind: 'expression', bytes: r.slice(r.uleb()) });
  },

  // Registers. [§6.4.2.3]
  [dw.DW_CFA_undefined]: (m, r) => m.set(r, r.uleb(), { kind: 'undefined' }),
  [dw.DW_CFA_same_value]: (m, r) => m.set(r, r.uleb(), { kind: 'sameValue' }),
  [dw.DW_CFA_offset]: (m, r, operand) => m.set(r, operand, scaled(m, 'offset', r.uleb())),
  [dw.DW_CFA_offset_extended]: (m, r) => m.set(r, r.uleb(), scaled(m, 'offset', r.uleb())),
  [dw.DW_CFA_offset_extended_sf]: (m, r) => m.set(r, r.uleb(), scaled(m, 'offset', r.sleb())),
  [dw.DW_CFA_val_offset]: (m, r) => m.set(r, r.uleb(), scaled(m, 'valOffset', r.uleb())),
  [dw.DW_CFA_val_offset_sf]: (m, r) => m.set(r, r.uleb(), scaled(m, 'valOffset', r.sleb())),
  [dw.DW_CFA_register]: (m, r) => m.set(r, r.uleb(), { kind: 'register', register: r.uleb() }),
  [dw.DW_CFA_expression]: (m, r) => {
    m.set(r, r.uleb(), { kind: 'expression', bytes: r.slice(r.uleb()) });
  },
  [dw.DW_CFA_val_expression]: (m, r) => {
    m.set(r, r.uleb(), { kind: 'valExpression', bytes: r.slice(r.uleb()) });
  },
  [dw.DW_CFA_restore]: (m, _r, operand) => m.restore(operand),
  [dw.DW_CFA_restore_extended]: (m, r) => m.restore(r.uleb()),

  // Row state. [§6.4.2.4]
  [dw.DW_CFA_remember_state]: (m, r) => m.remember(r),
  [dw.DW_CFA_restore_state]: (m, r) => m.recall(r),
};

function scaled(m: UnwindMachine, kind: 'offset' | 'valOffset', factor: number): RegisterRule {
  return { kind, offset: factor * m.common.dataAlignment };
}
