/** The operators of expressions, a row each. [DWARF5 §2.5.1, §2.6.1] */

import type { StackValue, ValueType } from './arithmetic';
import { bitsOf, convert, floatOf, order, signedOf } from './arithmetic';
import { bytesToBig } from './bits';
import * as dw from './constants';
import type { CalledExpression, ExpressionMachine } from './expression';

type Operator = (m: ExpressionMachine) => void;

const ENTRY_VALUE_GONE = 'only its value at the function’s entry is recorded, and that is gone';
const OTHER_SPACE = 'it is in another address space';

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
  [dw.DW_OP_abs]: unary(it => (signedOf(it) < 0n ? -signedOf(it) : signedOf(it)), Math.abs),
  [dw.DW_OP_neg]: unary(
    it => -it.value,
    it => -it,
  ),
  [dw.DW_OP_not]: unary(it => ~it.value),
  [dw.DW_OP_and]: binary((a, b) => a.value & b.value),
  [dw.DW_OP_or]: binary((a, b) => a.value | b.value),
  [dw.DW_OP_xor]: binary((a, b) => a.value ^ b.value),
  [dw.DW_OP_plus]: binary(
    (a, b) => a.value + b.value,
    (a, b) => a + b,
  ),
  [dw.DW_OP_minus]: binary(
    (a, b) => a.value - b.value,
    (a, b) => a - b,
  ),
  [dw.DW_OP_mul]: binary(
    (a, b) => a.value * b.value,
    (a, b) => a * b,
  ),
  // Generic division is signed, the remainder is not. [§2.5.1.4]
  [dw.DW_OP_div]: binary(
    (a, b) => (b.value === 0n ? undefined : signedOf(a) / signedOf(b)),
    (a, b) => a / b,
  ),
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
  [dw.DW_OP_le]: compare(it => it <= 0),
  [dw.DW_OP_ge]: compare(it => it >= 0),
  [dw.DW_OP_eq]: compare(it => it === 0),
  [dw.DW_OP_lt]: compare(it => it < 0),
  [dw.DW_OP_gt]: compare(it => it > 0),
  [dw.DW_OP_ne]: compare(it => it !== 0),
  [dw.DW_OP_skip]: m => m.branch((m.r.u16() << 16) >> 16),
  [dw.DW_OP_bra]: m => {
    const distance = (m.r.u16() << 16) >> 16;
    if (m.pop().value !== 0n) m.branch(distance);
  },
  [dw.DW_OP_call2]: m => callInUnit(m, m.r.u16()),
  [dw.DW_OP_call4]: m => callInUnit(m, m.r.u32()),
  [dw.DW_OP_call_ref]: m => {
    const entry = m.entry();
    call(m, m.context.calledAt?.(entry));
  },
  [dw.DW_OP_nop]: () => undefined,

  // Types. [§2.5.1.6]
  [dw.DW_OP_convert]: m => retype(m, convert),
  [dw.DW_OP_reinterpret]: m => retype(m, rawOf),

  // Places and their pieces. [§2.6.1]
  [dw.DW_OP_regx]: m => m.locate({ kind: 'register', number: m.r.uleb() }),
  [dw.DW_OP_implicit_value]: m => m.locate({ kind: 'bytes', bytes: m.r.slice(m.r.uleb()) }),
  [dw.DW_OP_stack_value]: m => m.locate({ kind: 'value', value: m.pop().value }),
  [dw.DW_OP_piece]: m => m.addPiece(m.r.uleb() * 8, 0),
  [dw.DW_OP_bit_piece]: m => m.addPiece(m.r.uleb(), m.r.uleb()),
  [dw.DW_OP_implicit_pointer]: m => {
    const entry = m.entry();
    m.locate({ kind: 'implicitPointer', entry, byteOffset: m.r.sleb() });
  },

  // What needs more than this frame.
  [dw.DW_OP_entry_value]: m => {
    const expression = m.r.slice(m.r.uleb());
    m.pushKnown(m.context.entryValue?.(expression), ENTRY_VALUE_GONE);
  },
  [dw.DW_OP_push_object_address]: m =>
    m.pushKnown(m.context.objectAddress, 'its object is not known'),
  [dw.DW_OP_form_tls_address]: m => m.giveUp('thread-local storage does not exist here'),
  [dw.DW_OP_xderef]: m => m.giveUp(OTHER_SPACE),
  [dw.DW_OP_xderef_size]: m => {
    m.r.u8();
    m.giveUp(OTHER_SPACE);
  },
  [dw.DW_OP_xderef_type]: m => {
    m.r.u8();
    m.r.uleb();
    m.giveUp(OTHER_SPACE);
  },

  // GNU's own.
  [dw.DW_OP_GNU_uninit]: m => m.giveUp('not initialized yet'),
  [dw.DW_OP_GNU_parameter_ref]: m => {
    m.r.u32();
    m.giveUp(ENTRY_VALUE_GONE);
  },
  [dw.DW_OP_GNU_variable_value]: m => {
    m.entry();
    m.giveUp('it depends on another variable');
  },
};

/** GNU's names for what DWARF 5 took over. */
const standardOf: Readonly<Record<number, number>> = {
  [dw.DW_OP_GNU_push_tls_address]: dw.DW_OP_form_tls_address,
  [dw.DW_OP_GNU_implicit_pointer]: dw.DW_OP_implicit_pointer,
  [dw.DW_OP_GNU_entry_value]: dw.DW_OP_entry_value,
  [dw.DW_OP_GNU_const_type]: dw.DW_OP_const_type,
  [dw.DW_OP_GNU_regval_type]: dw.DW_OP_regval_type,
  [dw.DW_OP_GNU_deref_type]: dw.DW_OP_deref_type,
  [dw.DW_OP_GNU_convert]: dw.DW_OP_convert,
  [dw.DW_OP_GNU_reinterpret]: dw.DW_OP_reinterpret,
  [dw.DW_OP_GNU_addr_index]: dw.DW_OP_addrx,
  [dw.DW_OP_GNU_const_index]: dw.DW_OP_constx,
};

for (const [gnu, standard] of Object.entries(standardOf)) {
  const row = rows[standard];
  if (row) rows[Number(gnu)] = row;
}

for (let number = 0; number < 32; number++) {
  rows[dw.DW_OP_lit0 + number] = m => m.push(number);
  rows[dw.DW_OP_reg0 + number] = m => m.locate({ kind: 'register', number });
  rows[dw.DW_OP_breg0 + number] = m => pushBased(m, number);
}

/** A row for every operator of the standard. */
export const operators: Readonly<Partial<Record<number, Operator>>> = rows;

function pushIndexed(m: ExpressionMachine): void {
  const index = m.r.uleb();
  m.pushKnown(m.context.indexedAddress?.(index), 'its address cannot be read');
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

function unary(whole: (it: StackValue) => bigint, real?: (it: number) => number): Operator {
  return m => {
    const it = m.pop();
    if (it.type?.isFloat) pushReal(m, real?.(floatOf(it)), it.type);
    else m.pushResult(whole(it), it);
  };
}

/** undefined is the result of a division by zero. */
function binary(
  whole: (a: StackValue, b: StackValue) => bigint | undefined,
  real?: (a: number, b: number) => number,
): Operator {
  return m => {
    const b = m.pop();
    const a = m.pop();
    if (a.type?.isFloat) return pushReal(m, real?.(floatOf(a), floatOf(b)), a.type);
    const result = whole(a, b);
    if (result === undefined) m.giveUp('its location divides by zero');
    else m.pushResult(result, a, b);
  };
}

function pushReal(m: ExpressionMachine, result: number | undefined, type: ValueType): void {
  m.push(bitsOf(result ?? m.r.fail('floating-point-operand'), type.bits), type);
}

function shift(operate: (value: bigint, by: bigint, signed: bigint) => bigint): Operator {
  return m => {
    const by = m.pop().value;
    const it = m.pop();
    // More than the widest type's bits: BigInt would really make a number of that length.
    const distance = by > 128n || by < 0n ? 128n : by;
    m.pushResult(operate(rawOf(it), distance, signedOf(it)), it);
  };
}

function compare(holds: (order: number) => boolean): Operator {
  return m => {
    const b = m.pop();
    const a = m.pop();
    m.push(holds(order(a, b)) ? 1 : 0);
  };
}

/** A value without its sign: the bits that its type stores. */
function rawOf({ value, type }: StackValue): bigint {
  return type ? BigInt.asUintN(type.bits, value) : value;
}

function retype(
  m: ExpressionMachine,
  operate: (from: StackValue, to: ValueType | undefined) => bigint,
): void {
  const from = m.pop();
  // Offset 0 means the generic type.
  const offset = m.r.uleb();
  const type = offset === 0 ? undefined : typeAt(m, offset);
  if (offset === 0 || type) m.push(operate(from, type), type);
}

function callInUnit(m: ExpressionMachine, offset: number): void {
  call(m, m.context.calledInUnit?.(offset));
}

function call(m: ExpressionMachine, expression: CalledExpression | undefined): void {
  // An entry without a location has an empty one. [§2.5.1.5]
  if (expression) m.call(expression);
}

function readType(m: ExpressionMachine): ValueType | undefined {
  return typeAt(m, m.r.uleb());
}

function typeAt(m: ExpressionMachine, offset: number): ValueType | undefined {
  const type = m.context.baseType?.(offset);
  const isKnown = type && (!type.isFloat || type.bits === 32 || type.bits === 64);
  if (!isKnown) m.giveUp('its location has a type that cannot be read');
  return isKnown ? type : undefined;
}
