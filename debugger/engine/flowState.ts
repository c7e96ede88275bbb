/**
 * What code has done to the stack and to the registers that a caller wants back, up to one instruction: values are
 * told apart by where they came from at the function's first instruction. [psABI, integer register convention]
 */

import type { RegisterRule, UnwindRules } from '../dwarf/cfaProgram';
import type { GuestInstruction } from '../vm/isa/guestInstruction';

/** `entry`: what the register had at the function's entry. `cfa`: the canonical frame address, n bytes further. */
export type FlowValue =
  | { readonly from: 'entry'; readonly register: number }
  | { readonly from: 'cfa' | 'constant'; readonly n: number };

export interface FlowState {
  /** x0 to x31; undefined where it is anything. */
  readonly registers: readonly (FlowValue | undefined)[];
  /** Words of the stack, by offset from the canonical frame address, that hold what a register had at the entry. */
  readonly slots: ReadonlyMap<number, number>;
}

export const RA = 1;
export const SP = 2;
export const T0 = 5;
const S0 = 8;

/** What a function gives back as it got it: gp, tp, s0 to s11. */
const KEPT: readonly number[] = [3, 4, 8, 9, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27];
const ZERO: FlowValue = { from: 'constant', n: 0 };

/** At a function's first instruction. */
export const ENTRY: FlowState = {
  registers: Array.from({ length: 32 }, (_, register): FlowValue => {
    if (register === 0) return ZERO;
    return register === SP ? { from: 'cfa', n: 0 } : { from: 'entry', register };
  }),
  slots: new Map(),
};

/** After an instruction that goes on to the next, calls aside. */
export function execute(state: FlowState, pc: number, it: GuestInstruction): FlowState {
  const { row, rd, rs1, rs2, imm } = it;
  const effect = row?.effect;
  if (effect === undefined) return state;
  if ('stores' in effect) return store(state, it, STORED_BYTES[effect.stores]);
  if (rd === 0) return state;
  const a = state.registers[rs1];
  const b = state.registers[rs2];
  switch (row?.name) {
    case 'addi':
      return assign(state, rd, imm === 0 ? a : sum(a, imm));
    case 'add':
      return assign(state, rd, add(a, b));
    case 'sub':
      return assign(state, rd, b?.from === 'constant' ? sum(a, -b.n) : undefined);
    case 'lui':
      return assign(state, rd, { from: 'constant', n: imm });
    case 'auipc':
      return assign(state, rd, { from: 'constant', n: pc + imm });
    case 'lw':
      return assign(state, rd, a?.from === 'cfa' ? loaded(state, a.n + imm) : undefined);
    default:
      return assign(state, rd, undefined);
  }
}

/** While a function runs that an instruction has called: the register that returns from it is no longer the caller's. */
export function linked(state: FlowState, register: number): FlowState {
  return assign(state, register, undefined);
}

/** After a function that was called has returned: it has kept what is to be kept. */
export function afterCall({ registers, slots }: FlowState): FlowState {
  return {
    registers: registers.map((it, number) =>
      number === 0 || number === SP || KEPT.includes(number) ? it : undefined,
    ),
    slots,
  };
}

/** After a system call: the kernel gives back every register but a0. */
export function afterSystemCall(state: FlowState): FlowState {
  return assign(state, 10, undefined);
}

/** What is the same on both ways to an instruction. */
export function meet(one: FlowState, other: FlowState): FlowState {
  if (one === other) return one;
  const registers = one.registers.map((it, number) =>
    isEqual(it, other.registers[number]) ? it : undefined,
  );
  const slots = [...one.slots].filter(([at, register]) => other.slots.get(at) === register);
  const isOne =
    slots.length === one.slots.size && registers.every((it, at) => it === one.registers[at]);
  return isOne ? one : { registers, slots: new Map(slots) };
}

/** Whether the two agree on where the frame is. */
export function agreeOnFrame(one: FlowState, other: FlowState): boolean {
  const a = one.registers[SP];
  const b = other.registers[SP];
  return a === undefined || b === undefined || isEqual(a, b);
}

/**
 * The same as rules for unwinding; undefined where no register tells where the frame is.
 * @param returnRegister the one that the function returns by
 */
export function rulesOf(state: FlowState, returnRegister: number): UnwindRules | undefined {
  const base = [SP, S0, ...KEPT].find(it => state.registers[it]?.from === 'cfa');
  const value = base === undefined ? undefined : state.registers[base];
  if (base === undefined || value?.from !== 'cfa') return undefined;
  const rules = new Map<number, RegisterRule>();
  // Helpers that return by t0 leave ra to the function that they help.
  for (const number of [returnRegister, RA, ...KEPT]) rules.set(number, ruleOf(state, number));
  return { cfa: { kind: 'register', register: base, offset: -value.n }, registers: rules };
}

/** Whether rules say what the code denies: many compilers describe how a frame is made and not how it is given up. */
export function contradicts({ registers }: FlowState, { cfa }: UnwindRules): boolean {
  if (cfa.kind !== 'register') return false;
  const value = registers[cfa.register];
  return value?.from === 'cfa' && value.n !== -cfa.offset;
}

/** Registers that are unchanged and saved as well, with the offsets from the canonical frame address. */
export function copiesIn({ registers, slots }: FlowState): Map<number, number> {
  const copies = new Map<number, number>();
  for (const [offset, number] of slots) {
    const value = registers[number];
    if (value?.from === 'entry' && value.register === number) copies.set(number, offset);
  }
  return copies;
}

function ruleOf({ registers, slots }: FlowState, number: number): RegisterRule {
  const holds = (it: FlowValue | undefined): boolean =>
    it?.from === 'entry' && it.register === number;
  if (holds(registers[number])) return { kind: 'sameValue' };
  for (const [offset, register] of slots)
    if (register === number) return { kind: 'offset', offset };
  const register = registers.findIndex(holds);
  return register < 0 ? { kind: 'undefined' } : { kind: 'register', register };
}

function assign(state: FlowState, rd: number, value: FlowValue | undefined): FlowState {
  if (rd === 0 || isEqual(state.registers[rd], value)) return state;
  const registers = state.registers.slice();
  registers[rd] = value;
  const slots = rd === SP && value?.from === 'cfa' ? above(state.slots, value.n) : state.slots;
  return { registers, slots };
}

/** What lies below the stack pointer is anybody's. */
function above(slots: FlowState['slots'], n: number): FlowState['slots'] {
  const isAnyBelow = [...slots.keys()].some(it => it < n);
  return isAnyBelow ? new Map([...slots].filter(([at]) => at >= n)) : slots;
}

const STORED_BYTES = { i8: 1, u8: 1, i16: 2, u16: 2, i32: 4 } as const;

function store(state: FlowState, it: GuestInstruction, size: number): FlowState {
  const base = state.registers[it.rs1];
  if (base?.from !== 'cfa') return state;
  const at = base.n + it.imm;
  const value = size === 4 ? state.registers[it.rs2] : undefined;
  const register = value?.from === 'entry' ? value.register : undefined;
  const overlapped = [...state.slots.keys()].filter(slot => slot < at + size && at < slot + 4);
  if (register === undefined && overlapped.length === 0) return state;
  const slots = new Map(state.slots);
  for (const slot of overlapped) slots.delete(slot);
  if (register !== undefined) slots.set(at, register);
  return { registers: state.registers, slots };
}

function loaded({ slots }: FlowState, at: number): FlowValue | undefined {
  const register = slots.get(at);
  return register === undefined ? undefined : { from: 'entry', register };
}

function add(a: FlowValue | undefined, b: FlowValue | undefined): FlowValue | undefined {
  if (b?.from === 'constant') return b.n === 0 ? a : sum(a, b.n);
  if (a?.from === 'constant') return a.n === 0 ? b : sum(b, a.n);
  return undefined;
}

function sum(value: FlowValue | undefined, n: number): FlowValue | undefined {
  if (value === undefined || value.from === 'entry') return undefined;
  return { from: value.from, n: (value.n + n) | 0 };
}

function isEqual(a: FlowValue | undefined, b: FlowValue | undefined): boolean {
  if (a === b) return true;
  if (a === undefined || b === undefined) return false;
  if (a.from === 'entry') return b.from === 'entry' && a.register === b.register;
  return b.from === a.from && a.n === b.n;
}
