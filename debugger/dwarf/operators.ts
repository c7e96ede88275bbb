/** The operators of expressions, a row each. [DWARF5 §2.5.1, §2.6.1] */

import { bytesToBig } from './bits';
import * as dw from './constants';
import type { ExpressionMachine, StackValue, ValueType } from './expression';
import { signedOf } from './expression';

type Operator = (m: ExpressionMachine) => void;

const rows: Record<number, Operator> = {
  // Literals. [§2.5.1.1]
  [dw.DW_OP_addr]: m => m.push(m.r.u32()),
  [dw.DW_OP_addrx]: m => pushIndexed(m),
  [dw.DW_OP_constx]: m => pushIndexed(m),
  [dw.DW_OP_const1u]: m => m.push(m.r.u8()),
  [dw.DW_OP_const1s]: m => m.push(m.r.i8()),
  [dw.DW_OP_const2u]: m => m.push(m.r.u16()),
  [dw.DW_OP_const2s]: m => m.push((m.r.u16() << 16) >> 16),
  [dw.DW_OP_const4u]: m => m.push(m.r.u32()),
  [dw.DW_OP_const4s]: m => m.push(m.r.i32()),
  [dw.DW_OP_const8u]: m => m.push(m.r.u64()),
  [dw.DW_OP_const8s]: m => m.push(m.r.u64()),
  [dw.DW_OP_constu]: m => m.push(m.r.ulebBig()),
  [dw.DW_OP_consts]: m => m.push(m.r.slebBig()),
  [dw.DW_OP_const_type]: m => {
    const type = readType(m);
    const bytes = m.r.slice(m.r.u8());
    if (type) m.push(bytesToBig(bytes), type);
  },

  // Registers and frames. [§2.5.1.2]
  [dw.DW_OP_fbreg]: m => {
    const offset = m.r.sleb();
    const base = m.context.frameBase;
    m.pushKnown(base === undefined ? undefined : (base + offset) >>> 0, 'the frame is not known');
  },
  [dw.DW_OP_bregx]: m => pushBased(m, m.r.uleb()),
  [dw.DW_OP_regval_type]: m => {
    const register = m.r.uleb();
    const type = readType(m);
    m.pushKnown(m.context.registers(register), registerLost(register), type);
  },
  [dw.DW_OP_call_frame_cfa]: m => m.pushKnown(m.context.cfa, 'the frame is not known'),

  // Stack. [§2.5.1.3]
  [dw.DW_OP_dup]: m => repush(m, m.peek(0)),
  [dw.DW_OP_drop]: m => void m.pop(),
  [dw.DW_OP_pick]: m => repush(m, m.peek(m.r.u8())),
  [dw.DW_OP_over]: m => repush(m, m.peek(1)),
  [dw.DW_OP_swap]: m => {
    const [top, second] = [m.pop(), m.pop()];
    repush(m, top);
    repush(m, second);
  },
  [dw.DW_OP_rot]: m => {
    const [top, second, third] = [m.pop(), m.pop(), m.pop()];
    repush(m, top);
    repush(m, third);
    repush(m, second);
  },
  [dw.DW_OP_deref]: m => dereference(m, 4),
  [dw.DW_OP_deref_size]: m => dereference(m, m.r.u8()),
  [dw.DW_OP_deref_type]: m => {
    const size = m.r.u8();
    const type = readType(m);
    if (type) dereference(m, size, type);
  },

  // Arithmetic and logic. [§2.5.1.4]
  [dw.DW_OP_abs]: unary(it => (signedOf(it) < 0n ? -signedOf(it) : signedOf(it))),
  [dw.DW_OP_neg]: unary(it => -it.value),
  [dw.DW_OP_not]: unary(it => ~it.value),
  [dw.DW_OP_and]: binary((a, b) => a.value & b.value),
  [dw.DW_OP_or]: binary((a, b) => a.value | b.value),
  [dw.DW_OP_xor]: binary((a, b) => a.value ^ b.value),
  [dw.DW_OP_plus]: binary((a, b) => a.value + b.value),
  [dw.DW_OP_minus]: binary((a, b) => a.value - b.value),
  [dw.DW_OP_mul]: binary((a, b) => a.value * b.value),
  // Generic division is signed, the remainder is not. [§2.5.1.4]
  [dw.DW_OP_div]: binary((a, b) => (b.value === 0n ? undefined : signedOf(a) / signedOf(b))),
  [dw.DW_OP_mod]: binary((a, b) => (b.value === 0n ? undefined : a.value % b.value)),
  [dw.DW_OP_plus_uconst]: m => {
    const offset = m.r.ulebBig();
    const it = m.pop();
    m.pushResult(it.value + offset, it);
  },
  [dw.DW_OP_shl]: shift((value, by) => value << by),
  [dw.DW_OP_shr]: shift((value, by) => value >> by),
  [dw.DW_OP_shra]: shift((_value, by, signed) => signed >> by),

  // Control flow. [§2.5.1.5]
  [dw.DW_OP_le]: compare((a, b) => a <= b),
  [dw.DW_OP_ge]: compare((a, b) => a >= b),
  [dw.DW_OP_eq]: compare((a, b) => a === b),
  [dw.DW_OP_lt]: compare((a, b) => a < b),
  [dw.DW_OP_gt]: compare((a, b) => a > b),
  [dw.DW_OP_ne]: compare((a, b) => a !== b),
  [dw.DW_OP_skip]: m => m.branch((m.r.u16() << 16) >> 16),
  [dw.DW_OP_bra]: m => {
    const distance = (m.r.u16() << 16) >> 16;
    if (m.pop().value !== 0n) m.branch(distance);
  },
  [dw.DW_OP_nop]: () => undefined,

  // Types. [§2.5.1.6]
  [dw.DW_OP_convert]: m => {
    const { value } = m.pop();
    // Offset 0 means the generic type.
    const offset = m.r.uleb();
    const type = offset === 0 ? undefined : typeAt(m, offset);
    if (offset === 0) m.push(BigInt.asUintN(32, value));
    else if (type) m.push(value, type);
  },
  [dw.DW_OP_reinterpret]: m => {
    const { value, type: from } = m.pop();
    const offset = m.r.uleb();
    const type = offset === 0 ? undefined : typeAt(m, offset);
    const raw = from ? BigInt.asUintN(from.bits, value) : value;
    if (offset === 0 || type) m.push(raw, type);
  },

  // Places and their pieces. [§2.6.1]
  [dw.DW_OP_regx]: m => m.locate({ kind: 'register', number: m.r.uleb() }),
  [dw.DW_OP_implicit_value]: m => m.locate({ kind: 'bytes', bytes: m.r.slice(m.r.uleb()) }),
  [dw.DW_OP_stack_value]: m => m.locate({ kind: 'value', value: m.pop().value }),
  [dw.DW_OP_piece]: m => m.addPiece(m.r.uleb() * 8, 0),
  [dw.DW_OP_bit_piece]: m => m.addPiece(m.r.uleb(), m.r.uleb()),
  [dw.DW_OP_implicit_pointer]: m => {
    m.r.u32();
    m.r.sleb();
    m.locate({ kind: 'unavailable', reason: 'points to a value that is nowhere in memory' });
  },

  // What needs more than this frame.
  [dw.DW_OP_entry_value]: m => skipEntryValue(m),
  [dw.DW_OP_GNU_entry_value]: m => skipEntryValue(m),
  [dw.DW_OP_form_tls_address]: m => m.giveUp('thread-local storage does not exist here'),
  [dw.DW_OP_GNU_push_tls_address]: m => m.giveUp('thread-local storage does not exist here'),
  [dw.DW_OP_push_object_address]: m => m.giveUp('its object is not known'),
  [dw.DW_OP_xderef]: m => m.giveUp('it is in another address space'),
  [dw.DW_OP_xderef_size]: m => m.giveUp('it is in another address space'),
  [dw.DW_OP_xderef_type]: m => m.giveUp('it is in another address space'),
  [dw.DW_OP_call2]: m => m.giveUp('its location calls another expression'),
  [dw.DW_OP_call4]: m => m.giveUp('its location calls another expression'),
  [dw.DW_OP_call_ref]: m => m.giveUp('its location calls another expression'),
};

for (let number = 0; number < 32; number++) {
  rows[dw.DW_OP_lit0 + number] = m => m.push(number);
  rows[dw.DW_OP_reg0 + number] = m => m.locate({ kind: 'register', number });
  rows[dw.DW_OP_breg0 + number] = m => pushBased(m, number);
}

export const operators: Readonly<Partial<Record<number, Operator>>> = rows;

function pushIndexed(m: ExpressionMachine): void {
  m.pushKnown(m.context.indexedAddress?.(m.r.uleb()), 'its address cannot be read');
}

function pushBased(m: ExpressionMachine, register: number): void {
  const offset = m.r.sleb();
  const value = m.context.registers(register);
  m.pushKnown(value === undefined ? undefined : (value + offset) >>> 0, registerLost(register));
}

function registerLost(register: number): string {
  return `x${register} is not known in this frame`;
}

function repush(m: ExpressionMachine, { value, type }: StackValue): void {
  m.push(value, type);
}

function dereference(m: ExpressionMachine, size: number, type?: ValueType): void {
  const bytes = m.context.readMemory(m.popAddress(), size);
  m.pushKnown(bytes && bytesToBig(bytes), 'unreadable memory', type);
}

function unary(operate: (it: StackValue) => bigint): Operator {
  return m => {
    const it = m.pop();
    m.pushResult(operate(it), it);
  };
}

/** undefined is the result of a division by zero. */
function binary(operate: (a: StackValue, b: StackValue) => bigint | undefined): Operator {
  return m => {
    const b = m.pop();
    const a = m.pop();
    const result = operate(a, b);
    if (result === undefined) m.giveUp('its location divides by zero');
    else m.pushResult(result, a, b);
  };
}

function shift(operate: (value: bigint, by: bigint, signed: bigint) => bigint): Operator {
  return m => {
    const by = m.pop().value;
    const it = m.pop();
    // More than the widest type's bits: BigInt would really make a number of that length.
    const distance = by > 128n || by < 0n ? 128n : by;
    const raw = it.type ? BigInt.asUintN(it.type.bits, it.value) : it.value;
    m.pushResult(operate(raw, distance, signedOf(it)), it);
  };
}

function compare(holds: (a: bigint, b: bigint) => boolean): Operator {
  return m => {
    const b = signedOf(m.pop());
    const a = signedOf(m.pop());
    m.push(holds(a, b) ? 1 : 0);
  };
}

function readType(m: ExpressionMachine): ValueType | undefined {
  return typeAt(m, m.r.uleb());
}

/** Gives up on types that are no integers: rustc converts floats in registers only where the target has them. */
function typeAt(m: ExpressionMachine, offset: number): ValueType | undefined {
  const type = m.context.baseType?.(offset);
  if (!type) m.giveUp('its location has a type that cannot be read');
  else if (type.isFloat) m.giveUp('its location computes with floating point');
  return type && !type.isFloat ? type : undefined;
}

/** What a register held when the function was entered: only the caller could know. */
function skipEntryValue(m: ExpressionMachine): void {
  m.r.skip(m.r.uleb());
  m.giveUp('only its value at the function’s entry is recorded, and that is gone');
}
