/** The operands of operators, a row each: what follows an operator's byte. [DWARF5 §7.7.1] */

import type { ByteReader } from '../shared/byteReader';
import * as dw from './constants';
import type { OffsetSize } from './initialLength';

export type OperandKind =
  | 'address'
  | 'u8'
  | 'i8'
  | 'u16'
  | 'i16'
  | 'u32'
  | 'i32'
  | 'u64'
  | 'i64'
  | 'uleb'
  | 'sleb'
  /** A register's number. */
  | 'register'
  /** What is added to a register or to the frame's base. */
  | 'offset'
  /** An entry of .debug_info by its offset there, whose size is the unit's. */
  | 'entry'
  /** A base type by its offset in the unit; 0 is the generic type. */
  | 'type'
  /** Bytes to pass over, counted from the end of the operator. */
  | 'branch'
  /** A number's bytes, after a byte that counts them. */
  | 'number'
  /** Bytes, after an unsigned LEB128 that counts them. */
  | 'block'
  /** An expression, after an unsigned LEB128 that counts its bytes. */
  | 'expression';

const rows: Record<number, readonly OperandKind[]> = {
  [dw.DW_OP_addr]: ['address'],
  [dw.DW_OP_const1u]: ['u8'],
  [dw.DW_OP_const1s]: ['i8'],
  [dw.DW_OP_const2u]: ['u16'],
  [dw.DW_OP_const2s]: ['i16'],
  [dw.DW_OP_const4u]: ['u32'],
  [dw.DW_OP_const4s]: ['i32'],
  [dw.DW_OP_const8u]: ['u64'],
  [dw.DW_OP_const8s]: ['i64'],
  [dw.DW_OP_constu]: ['uleb'],
  [dw.DW_OP_consts]: ['sleb'],
  [dw.DW_OP_pick]: ['u8'],
  [dw.DW_OP_plus_uconst]: ['uleb'],
  [dw.DW_OP_bra]: ['branch'],
  [dw.DW_OP_skip]: ['branch'],
  [dw.DW_OP_regx]: ['register'],
  [dw.DW_OP_fbreg]: ['offset'],
  [dw.DW_OP_bregx]: ['register', 'offset'],
  [dw.DW_OP_piece]: ['uleb'],
  [dw.DW_OP_deref_size]: ['u8'],
  [dw.DW_OP_xderef_size]: ['u8'],
  [dw.DW_OP_call2]: ['u16'],
  [dw.DW_OP_call4]: ['u32'],
  [dw.DW_OP_call_ref]: ['entry'],
  [dw.DW_OP_bit_piece]: ['uleb', 'uleb'],
  [dw.DW_OP_implicit_value]: ['block'],
  [dw.DW_OP_implicit_pointer]: ['entry', 'offset'],
  [dw.DW_OP_addrx]: ['uleb'],
  [dw.DW_OP_constx]: ['uleb'],
  [dw.DW_OP_entry_value]: ['expression'],
  [dw.DW_OP_const_type]: ['type', 'number'],
  [dw.DW_OP_regval_type]: ['register', 'type'],
  [dw.DW_OP_deref_type]: ['u8', 'type'],
  [dw.DW_OP_xderef_type]: ['u8', 'type'],
  [dw.DW_OP_convert]: ['type'],
  [dw.DW_OP_reinterpret]: ['type'],

  // GNU's forms of what became standard in DWARF 5, and some of its own.
  [dw.DW_OP_GNU_implicit_pointer]: ['entry', 'offset'],
  [dw.DW_OP_GNU_entry_value]: ['expression'],
  [dw.DW_OP_GNU_const_type]: ['type', 'number'],
  [dw.DW_OP_GNU_regval_type]: ['register', 'type'],
  [dw.DW_OP_GNU_deref_type]: ['u8', 'type'],
  [dw.DW_OP_GNU_convert]: ['type'],
  [dw.DW_OP_GNU_reinterpret]: ['type'],
  [dw.DW_OP_GNU_parameter_ref]: ['u32'],
  [dw.DW_OP_GNU_addr_index]: ['uleb'],
  [dw.DW_OP_GNU_const_index]: ['uleb'],
  [dw.DW_OP_GNU_variable_value]: ['entry'],
};

for (let number = 0; number < 32; number++) rows[dw.DW_OP_breg0 + number] = ['offset'];

const NONE: readonly OperandKind[] = [];

/** Empty for operators without operands, those that nobody knows among them. */
export function operandsOf(operator: number): readonly OperandKind[] {
  return rows[operator] ?? NONE;
}

const skips: Readonly<Record<OperandKind, (r: ByteReader, referenceSize: OffsetSize) => void>> = {
  address: r => r.skip(4),
  u8: r => r.skip(1),
  i8: r => r.skip(1),
  u16: r => r.skip(2),
  i16: r => r.skip(2),
  u32: r => r.skip(4),
  i32: r => r.skip(4),
  u64: r => r.skip(8),
  i64: r => r.skip(8),
  uleb: r => r.skipLeb(),
  sleb: r => r.skipLeb(),
  register: r => r.skipLeb(),
  offset: r => r.skipLeb(),
  entry: (r, size) => r.skip(size),
  type: r => r.skipLeb(),
  branch: r => r.skip(2),
  number: r => r.skip(r.u8()),
  block: r => r.skip(r.uleb()),
  expression: r => r.skip(r.uleb()),
};

/**
 * Passes over the operands of an operator.
 * @param referenceSize of the unit that the expression is in
 */
export function skipOperands(r: ByteReader, operator: number, referenceSize: OffsetSize): void {
  for (const kind of operandsOf(operator)) skips[kind](r, referenceSize);
}
