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

export interface UnwindRow {
  /** First address the rules hold for; they hold up to the next row's. */
  readonly address: number;
  readonly cfa: CfaRule;
  readonly registers: ReadonlyMap<number, RegisterRule>;
}

interface State {
  cfa: CfaRule;
  registers: Map<number, RegisterRule>;
}

/** The whole table of a description; ends before the first instruction that cannot be read. */
export function unwindRows(frame: FrameDescription, problems: ProblemList): UnwindRow[] {
  const machine = new UnwindMachine(frame);
  problems.guard(undefined, () => machine.run());
  return machine.rows;
}

/** The rules for one address. */
export function unwindRowAt(
  frame: FrameDescription,
  pc: number,
  problems: ProblemList,
): UnwindRow | undefined {
  return unwindRows(frame, problems)
    .filter(it => it.address <= pc)
    .at(-1);
}

class UnwindMachine {
  readonly rows: UnwindRow[] = [];
  readonly #remembered: State[] = [];
  #state: State = { cfa: { kind: 'register', register: 2, offset: 0 }, registers: new Map() };
  #initial: ReadonlyMap<number, RegisterRule> = new Map();
  #address: number;

  constructor(readonly frame: FrameDescription) {
    this.#address = frame.low;
  }

  run(): void {
    const { common, instructions, section, offset } = this.frame;
    this.#execute(new ByteReader(common.initialInstructions, section));
    this.#initial = new Map(this.#state.registers);
    try {
      this.#execute(new ByteReader(instructions, section, 0, offset));
    } finally {
      this.#emit();
    }
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

  advance(units: number): void {
    this.moveTo(this.#address + units * this.common.codeAlignment);
  }

  moveTo(address: number): void {
    if (address === this.#address) return;
    this.#emit();
    this.#address = address;
  }

  set(register: number, rule: RegisterRule): void {
    this.#state.registers.set(register, rule);
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

  remember(): void {
    this.#remembered.push({ ...this.#state, registers: new Map(this.#state.registers) });
  }

  recall(r: ByteReader): void {
    this.#state = this.#remembered.pop() ?? r.fail('no-remembered-state');
  }

  #emit(): void {
    const { cfa, registers } = this.#state;
    this.rows.push({ address: this.#address, cfa, registers: new Map(registers) });
  }
}

type Instruction = (m: UnwindMachine, r: ByteReader, operand: number) => void;

/** A row per instruction; `operand` is the low six bits of those that have it there. */
const instructions: Readonly<Partial<Record<number, Instruction>>> = {
  [dw.DW_CFA_nop]: () => undefined,

  // Location. [§6.4.2.1]
  [dw.DW_CFA_advance_loc]: (m, _r, operand) => m.advance(operand),
  [dw.DW_CFA_advance_loc1]: (m, r) => m.advance(r.u8()),
  [dw.DW_CFA_advance_loc2]: (m, r) => m.advance(r.u16()),
  [dw.DW_CFA_advance_loc4]: (m, r) => m.advance(r.u32()),
  [dw.DW_CFA_set_loc]: (m, r) => m.moveTo(r.u32()),

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
  [dw.DW_CFA_undefined]: (m, r) => m.set(r.uleb(), { kind: 'undefined' }),
  [dw.DW_CFA_same_value]: (m, r) => m.set(r.uleb(), { kind: 'sameValue' }),
  [dw.DW_CFA_offset]: (m, r, operand) => m.set(operand, scaled(m, 'offset', r.uleb())),
  [dw.DW_CFA_offset_extended]: (m, r) => m.set(r.uleb(), scaled(m, 'offset', r.uleb())),
  [dw.DW_CFA_offset_extended_sf]: (m, r) => m.set(r.uleb(), scaled(m, 'offset', r.sleb())),
  [dw.DW_CFA_val_offset]: (m, r) => m.set(r.uleb(), scaled(m, 'valOffset', r.uleb())),
  [dw.DW_CFA_val_offset_sf]: (m, r) => m.set(r.uleb(), scaled(m, 'valOffset', r.sleb())),
  [dw.DW_CFA_register]: (m, r) => m.set(r.uleb(), { kind: 'register', register: r.uleb() }),
  [dw.DW_CFA_expression]: (m, r) => {
    m.set(r.uleb(), { kind: 'expression', bytes: r.slice(r.uleb()) });
  },
  [dw.DW_CFA_val_expression]: (m, r) => {
    m.set(r.uleb(), { kind: 'valExpression', bytes: r.slice(r.uleb()) });
  },
  [dw.DW_CFA_restore]: (m, _r, operand) => m.restore(operand),
  [dw.DW_CFA_restore_extended]: (m, r) => m.restore(r.uleb()),

  // Row state. [§6.4.2.4]
  [dw.DW_CFA_remember_state]: m => m.remember(),
  [dw.DW_CFA_restore_state]: (m, r) => m.recall(r),
};

function scaled(m: UnwindMachine, kind: 'offset' | 'valOffset', factor: number): RegisterRule {
  return { kind, offset: factor * m.common.dataAlignment };
}
