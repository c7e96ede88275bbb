/** What expressions evaluate to: each operator, and what no compiler writes. */

import { strict as assert } from 'node:assert';
import * as dw from './constants';
import type { ValueType } from './arithmetic';
import type { CalledExpression, ExpressionContext } from './expression';
import { OPTIMIZED_OUT, evaluateAddress, evaluateLocation } from './expression';
import { operators } from './operators';

const I8: ValueType = { bits: 8, isSigned: true, isFloat: false };
const U64: ValueType = { bits: 64, isSigned: false, isFloat: false };
const F32: ValueType = { bits: 32, isSigned: false, isFloat: true };
const F64: ValueType = { bits: 64, isSigned: false, isFloat: true };
const F128: ValueType = { bits: 128, isSigned: false, isFloat: true };

/** Offsets of base types in the unit. */
const TYPE_I8 = 0x10;
const TYPE_U64 = 0x11;
const TYPE_F32 = 0x12;
const TYPE_F64 = 0x13;
const TYPE_F128 = 0x14;
const types = new Map([
  [TYPE_I8, I8],
  [TYPE_U64, U64],
  [TYPE_F32, F32],
  [TYPE_F64, F64],
  [TYPE_F128, F128],
]);

/** x`n` holds 1000 n but for x31, which is lost; memory at `a` holds the low byte of `a`, up to 0xffff. */
const context: ExpressionContext = {
  registers: number => (number === 31 ? undefined : number * 1000),
  readMemory: (address, length) =>
    address + length > 0x10000
      ? undefined
      : Uint8Array.from({ length }, (_, at) => (address + at) & 0xff),
  cfa: 0x8000,
  frameBase: 0x7000,
  indexedAddress: index => 0x1000 + index,
  baseType: offset => types.get(offset),
  calledInUnit: offset => calledAt(offset),
  calledAt: offset => calledAt(offset),
};

function calledAt(offset: number): CalledExpression | undefined {
  const bytes = called[offset];
  // Those from 0x100 on are in a unit of the 64-bit format.
  return bytes && { bytes, context: { ...context, referenceSize: offset < 0x100 ? 4 : 8 } };
}

/** By offset; there is none at others. The last one calls itself. */
const called: Readonly<Record<number, Uint8Array>> = {
  1: Uint8Array.of(dw.DW_OP_lit0 + 2, dw.DW_OP_mul),
  2: Uint8Array.of(dw.DW_OP_call2, 2, 0),
  0x100: Uint8Array.of(dw.DW_OP_call_ref, 1, 0, 0, 0, 0, 0, 0, 0),
};

const S = dw.DW_OP_stack_value;
const lit = (value: number): number => dw.DW_OP_lit0 + value;

/** The operator that pushes a number of 64 bits. */
function float(value: number): number[] {
  return [dw.DW_OP_const_type, TYPE_F64, 8, ...new Uint8Array(Float64Array.of(value).buffer)];
}

function bitsOf(value: number): bigint {
  return new BigUint64Array(Float64Array.of(value).buffer)[0]!;
}

/** Numbers that end on the stack as a value. */
// prettier-ignore
const computed: readonly [name: string, bytes: readonly number[], value: bigint][] = [
  ['addr', [dw.DW_OP_addr, 0x78, 0x56, 0x34, 0x12], 0x12345678n],
  ['addrx', [dw.DW_OP_addrx, 3], 0x1003n],
  ['constx', [dw.DW_OP_constx, 4], 0x1004n],
  ['lit31', [lit(31)], 31n],
  ['const1u', [dw.DW_OP_const1u, 0xff], 255n],
  ['const1s', [dw.DW_OP_const1s, 0xff], 2n ** 64n - 1n],
  ['const2u', [dw.DW_OP_const2u, 0xff, 0xff], 0xffffn],
  ['const2s', [dw.DW_OP_const2s, 0xfe, 0xff], 2n ** 64n - 2n],
  ['const4u', [dw.DW_OP_const4u, 0xff, 0xff, 0xff, 0xff], 0xffffffffn],
  ['const4s', [dw.DW_OP_const4s, 0xff, 0xff, 0xff, 0xff], 2n ** 64n - 1n],
  ['const8u', [dw.DW_OP_const8u, 0xef, 0xcd, 0xab, 0x89, 0x67, 0x45, 0x23, 1], 0x123456789abcdefn],
  ['const8s', [dw.DW_OP_const8s, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], 2n ** 64n - 1n],
  ['constu', [dw.DW_OP_constu, 0x80, 1], 128n],
  ['consts', [dw.DW_OP_consts, 0x7f], 2n ** 64n - 1n],
  ['const_type', [dw.DW_OP_const_type, TYPE_I8, 1, 0xfe], -2n],
  ['breg', [dw.DW_OP_breg0 + 2, 0x7c], 1996n],
  ['breg around the end', [dw.DW_OP_breg0, 0x7c], 0xfffffffcn],
  ['bregx', [dw.DW_OP_bregx, 3, 4], 3004n],
  ['fbreg', [dw.DW_OP_fbreg, 0x70], 0x6ff0n],
  ['call_frame_cfa', [dw.DW_OP_call_frame_cfa], 0x8000n],
  ['regval_type', [dw.DW_OP_regval_type, 1, TYPE_I8], -24n],
  ['dup', [lit(3), dw.DW_OP_dup, dw.DW_OP_mul], 9n],
  ['drop', [lit(3), lit(4), dw.DW_OP_drop], 3n],
  ['pick', [lit(3), lit(4), lit(5), dw.DW_OP_pick, 2], 3n],
  ['over', [lit(3), lit(4), dw.DW_OP_over], 3n],
  ['swap', [lit(3), lit(4), dw.DW_OP_swap, dw.DW_OP_minus], 1n],
  ['rot: the top becomes the third', [lit(1), lit(2), lit(3), dw.DW_OP_rot], 2n],
  ['rot: the third becomes the second', [lit(1), lit(2), lit(3), dw.DW_OP_rot, dw.DW_OP_drop], 1n],
  ['rot, all', [lit(1), lit(2), lit(3), dw.DW_OP_rot, dw.DW_OP_drop, dw.DW_OP_drop], 3n],
  ['deref', [dw.DW_OP_const1u, 0x10, dw.DW_OP_deref], 0x13121110n],
  ['deref_size', [dw.DW_OP_const1u, 0x10, dw.DW_OP_deref_size, 2], 0x1110n],
  ['deref_type', [dw.DW_OP_const1u, 0xf0, dw.DW_OP_deref_type, 1, TYPE_I8], -16n],
  ['abs', [dw.DW_OP_const1s, 0xfb, dw.DW_OP_abs], 5n],
  ['neg', [lit(5), dw.DW_OP_neg], 0xfffffffbn],
  ['not', [lit(5), dw.DW_OP_not], 0xfffffffan],
  ['and', [lit(12), lit(10), dw.DW_OP_and], 8n],
  ['or', [lit(12), lit(10), dw.DW_OP_or], 14n],
  ['xor', [lit(12), lit(10), dw.DW_OP_xor], 6n],
  ['plus', [lit(12), lit(10), dw.DW_OP_plus], 22n],
  ['plus around 32 bits', [dw.DW_OP_const4u, 0xff, 0xff, 0xff, 0xff, lit(2), dw.DW_OP_plus], 1n],
  ['plus of 64 bits', [dw.DW_OP_const8u, 0, 0, 0, 0, 1, 0, 0, 0, lit(2), dw.DW_OP_plus], 0x100000002n],
  ['plus_uconst', [lit(12), dw.DW_OP_plus_uconst, 0x80, 1], 140n],
  ['minus', [lit(3), lit(4), dw.DW_OP_minus], 0xffffffffn],
  ['mul', [lit(12), lit(10), dw.DW_OP_mul], 120n],
  ['div, which is signed', [lit(9), dw.DW_OP_neg, lit(2), dw.DW_OP_div], 0xfffffffcn],
  ['mod, which is not', [lit(9), dw.DW_OP_neg, lit(10), dw.DW_OP_mod], 7n],
  ['shl', [lit(3), lit(4), dw.DW_OP_shl], 48n],
  ['shl by more than there is', [lit(3), dw.DW_OP_const4u, 0, 0, 0, 0x7f, dw.DW_OP_shl], 0n],
  ['shr', [lit(1), dw.DW_OP_neg, lit(28), dw.DW_OP_shr], 15n],
  ['shra', [lit(16), dw.DW_OP_neg, lit(2), dw.DW_OP_shra], 0xfffffffcn],
  ['le', [lit(1), lit(1), dw.DW_OP_le], 1n],
  ['ge', [lit(0), lit(1), dw.DW_OP_ge], 0n],
  ['eq', [lit(1), lit(1), dw.DW_OP_eq], 1n],
  ['ne', [lit(1), lit(1), dw.DW_OP_ne], 0n],
  ['lt, which is signed', [lit(1), dw.DW_OP_neg, lit(1), dw.DW_OP_lt], 1n],
  ['gt, typed', [dw.DW_OP_const_type, TYPE_I8, 1, 0xff, dw.DW_OP_const_type, TYPE_I8, 1, 1, dw.DW_OP_gt], 0n],
  ['skip', [lit(1), dw.DW_OP_skip, 1, 0, dw.DW_OP_not], 1n],
  ['bra taken', [lit(7), lit(1), dw.DW_OP_bra, 1, 0, dw.DW_OP_not], 7n],
  ['bra not taken', [lit(7), lit(0), dw.DW_OP_bra, 1, 0, dw.DW_OP_neg], 0xfffffff9n],
  ['nop', [lit(7), dw.DW_OP_nop], 7n],
  ['call2', [lit(7), dw.DW_OP_call2, 1, 0, lit(1), dw.DW_OP_plus], 15n],
  ['call4', [lit(7), dw.DW_OP_call4, 1, 0, 0, 0], 14n],
  ['call_ref', [lit(7), dw.DW_OP_call_ref, 1, 0, 0, 0], 14n],
  ['a call of what has no location', [lit(7), dw.DW_OP_call2, 9, 0], 7n],
  ['const_type of a float', [...float(1.5)], bitsOf(1.5)],
  ['plus of floats', [...float(1.5), ...float(0.25), dw.DW_OP_plus], bitsOf(1.75)],
  ['minus of floats', [...float(1.5), ...float(0.25), dw.DW_OP_minus], bitsOf(1.25)],
  ['mul of floats', [...float(1.5), ...float(0.25), dw.DW_OP_mul], bitsOf(0.375)],
  ['div of floats', [...float(1.5), ...float(0), dw.DW_OP_div], bitsOf(Infinity)],
  ['neg of a float', [...float(1.5), dw.DW_OP_neg], bitsOf(-1.5)],
  ['abs of a float', [...float(-1.5), dw.DW_OP_abs], bitsOf(1.5)],
  ['lt of floats', [...float(-1.5), ...float(1), dw.DW_OP_lt], 1n],
  ['gt of floats', [...float(-1.5), ...float(1), dw.DW_OP_gt], 0n],
  ['eq of floats', [...float(1.5), ...float(1.5), dw.DW_OP_eq], 1n],
  ['eq of what is no number', [...float(NaN), ...float(NaN), dw.DW_OP_eq], 0n],
  ['ne of what is no number', [...float(NaN), ...float(NaN), dw.DW_OP_ne], 1n],
  ['convert to a float', [lit(3), dw.DW_OP_neg, dw.DW_OP_convert, TYPE_F64], bitsOf(-3)],
  ['convert to a shorter float', [...float(0.1), dw.DW_OP_convert, TYPE_F32], 0x3dcccccdn],
  ['convert to a longer float', [dw.DW_OP_const_type, TYPE_F32, 4, 0, 0, 0xc0, 0x3f, dw.DW_OP_convert, TYPE_F64], bitsOf(1.5)],
  ['convert from a float', [...float(-2.9), dw.DW_OP_convert, TYPE_I8], -2n],
  ['convert from what is no number', [...float(NaN), dw.DW_OP_convert, TYPE_I8], 0n],
  ['reinterpret a float', [...float(1.5), dw.DW_OP_reinterpret, TYPE_U64], bitsOf(1.5)],
  ['GNU_const_type', [dw.DW_OP_GNU_const_type, TYPE_I8, 1, 0xfe], -2n],
  ['GNU_regval_type', [dw.DW_OP_GNU_regval_type, 1, TYPE_I8], -24n],
  ['GNU_deref_type', [dw.DW_OP_const1u, 0xf0, dw.DW_OP_GNU_deref_type, 1, TYPE_I8], -16n],
  ['GNU_convert', [dw.DW_OP_const1u, 0x80, dw.DW_OP_GNU_convert, TYPE_I8], -128n],
  ['GNU_reinterpret', [dw.DW_OP_const1u, 0x80, dw.DW_OP_GNU_convert, TYPE_I8, dw.DW_OP_GNU_reinterpret, TYPE_U64], 0x80n],
  ['GNU_addr_index', [dw.DW_OP_GNU_addr_index, 3], 0x1003n],
  ['GNU_const_index', [dw.DW_OP_GNU_const_index, 4], 0x1004n],
  ['convert', [dw.DW_OP_const1u, 0x80, dw.DW_OP_convert, TYPE_I8], -128n],
  ['convert with its sign', [dw.DW_OP_const1u, 0x80, dw.DW_OP_convert, TYPE_I8, dw.DW_OP_convert, TYPE_U64], 2n ** 64n - 128n],
  ['convert to generic', [dw.DW_OP_const1u, 0x80, dw.DW_OP_convert, TYPE_I8, dw.DW_OP_convert, 0], 0xffffff80n],
  ['reinterpret without its sign', [dw.DW_OP_const1u, 0x80, dw.DW_OP_convert, TYPE_I8, dw.DW_OP_reinterpret, TYPE_U64], 0x80n],
];

/** Expressions without a value, and the reason. */
// prettier-ignore
const missing: readonly [name: string, bytes: readonly number[], reason: RegExp][] = [
  ['nothing', [], new RegExp(OPTIMIZED_OUT)],
  ['a lost register', [dw.DW_OP_breg0 + 31, 0], /x31 is not known/],
  ['unreadable memory', [dw.DW_OP_addr, 0, 0, 1, 0, dw.DW_OP_deref, S], /unreadable memory/],
  ['a division by zero', [lit(1), lit(0), dw.DW_OP_div, S], /divides by zero/],
  ['a remainder by zero', [lit(1), lit(0), dw.DW_OP_mod, S], /divides by zero/],
  ['entry_value', [dw.DW_OP_entry_value, 1, dw.DW_OP_reg0, S], /entry/],
  ['GNU_entry_value', [dw.DW_OP_GNU_entry_value, 1, dw.DW_OP_reg0, S], /entry/],
  ['form_tls_address', [lit(1), dw.DW_OP_form_tls_address], /thread-local/],
  ['GNU_push_tls_address', [lit(1), dw.DW_OP_GNU_push_tls_address], /thread-local/],
  ['push_object_address', [dw.DW_OP_push_object_address], /object/],
  ['xderef', [lit(1), lit(1), dw.DW_OP_xderef], /address space/],
  ['xderef_size', [lit(1), lit(1), dw.DW_OP_xderef_size, 1], /address space/],
  ['xderef_type', [lit(1), lit(1), dw.DW_OP_xderef_type, 1, TYPE_I8], /address space/],
  ['GNU_uninit', [dw.DW_OP_reg0, dw.DW_OP_GNU_uninit], /not initialized/],
  ['GNU_parameter_ref', [dw.DW_OP_GNU_parameter_ref, 0, 0, 0, 0, S], /entry/],
  ['GNU_variable_value', [dw.DW_OP_GNU_variable_value, 0, 0, 0, 0, S], /another variable/],
  ['a float of a size that no arithmetic here has', [lit(1), dw.DW_OP_convert, TYPE_F128, S], /type that cannot be read/],
  ['an unknown type', [lit(1), dw.DW_OP_convert, 0x30, S], /type that cannot be read/],
];

// prettier-ignore
const malformed: readonly [name: string, bytes: readonly number[], reason: RegExp][] = [
  ['an empty stack', [dw.DW_OP_plus], /stack-underflow/],
  ['a pick below the stack', [lit(1), dw.DW_OP_pick, 1], /stack-underflow/],
  ['an unknown operator', [0x01], /unknown-operator \(DW_OP 0x1\)/],
  ['a cut operand', [dw.DW_OP_addr, 0, 0], /truncated/],
  ['a branch before its start', [dw.DW_OP_skip, 0xf0, 0xff], /branch-outside-expression/],
  ['a branch behind its end', [dw.DW_OP_skip, 2, 0], /branch-outside-expression/],
  ['a circle', [dw.DW_OP_skip, 0xfd, 0xff], /endless-expression/],
  ['a circle of calls', [dw.DW_OP_call2, 2, 0], /endless-expression/],
  ['bits of a float', [...float(1), ...float(1), dw.DW_OP_and], /floating-point-operand/],
  ['a circle that fills the stack', [lit(1), dw.DW_OP_skip, 0xfc, 0xff], /stack-overflow/],
  ['an entry value of more bytes than there are', [dw.DW_OP_entry_value, 9], /truncated/],
];

const IMPLICIT_POINTERS = [dw.DW_OP_implicit_pointer, dw.DW_OP_GNU_implicit_pointer];

describe('expressions', () => {
  for (const [name, bytes, value] of computed) {
    it(name, () => {
      const result = evaluateLocation(Uint8Array.of(...bytes, S), context);
      assert.deepEqual(result, { kind: 'value', value });
    });
  }

  for (const operator of IMPLICIT_POINTERS) {
    it(`a pointer without an address: operator 0x${operator.toString(16)}`, () => {
      const result = evaluateLocation(Uint8Array.of(operator, 0x10, 0x20, 0, 0, 0x7c), context);
      assert.deepEqual(result, { kind: 'implicitPointer', entry: 0x2010, byteOffset: -4 });
    });
  }

  it('name entries with eight bytes in the 64-bit format', () => {
    const wide: ExpressionContext = { ...context, referenceSize: 8 };
    for (const operator of IMPLICIT_POINTERS) {
      const bytes = Uint8Array.of(operator, 0x10, 0x20, 0, 0, 0, 0, 0, 0, 0x7c);
      const result = evaluateLocation(bytes, wide);
      assert.deepEqual(result, { kind: 'implicitPointer', entry: 0x2010, byteOffset: -4 });
    }
    const call = [dw.DW_OP_call_ref, 1, 0, 0, 0, 0, 0, 0, 0];
    const result = evaluateLocation(Uint8Array.of(lit(7), ...call, S), wide);
    assert.deepEqual(result, { kind: 'value', value: 14n });
  });

  it('are read in the format of the unit that each of them is in', () => {
    // Called from a unit of the 32-bit format, which goes on behind it.
    const call = [dw.DW_OP_call_ref, 0, 1, 0, 0];
    const bytes = Uint8Array.of(lit(7), ...call, dw.DW_OP_call_ref, 1, 0, 0, 0, S);
    assert.deepEqual(evaluateLocation(bytes, context), { kind: 'value', value: 28n });
  });

  for (const [name, bytes, reason] of missing) {
    it(`without a value: ${name}`, () => {
      const result = evaluateLocation(Uint8Array.from(bytes), context);
      assert.ok(result.kind === 'unavailable' && !result.isMalformed, JSON.stringify(result.kind));
      assert.match(result.reason, reason);
    });
  }

  for (const [name, bytes, reason] of malformed) {
    it(`malformed: ${name}`, () => {
      const result = evaluateLocation(Uint8Array.from(bytes), context);
      assert.ok(result.kind === 'unavailable' && result.isMalformed);
      assert.match(result.reason, reason);
    });
  }

  it('has a case for every operator', () => {
    const cases = [...computed, ...missing].flatMap(([, bytes]) => bytes);
    const tested = new Set([
      ...cases,
      ...IMPLICIT_POINTERS,
      S,
      dw.DW_OP_regx,
      dw.DW_OP_implicit_value,
    ]);
    const isNumbered = (code: number): boolean => code >= dw.DW_OP_lit0 && code < dw.DW_OP_regx;
    const pieces: number[] = [dw.DW_OP_piece, dw.DW_OP_bit_piece];
    const untested = Object.keys(operators)
      .map(Number)
      .filter(it => !tested.has(it) && !isNumbered(it) && !pieces.includes(it));
    assert.deepEqual(untested, []);
  });
});

describe('places', () => {
  const evaluate = (...bytes: number[]): ReturnType<typeof evaluateLocation> =>
    evaluateLocation(Uint8Array.from(bytes), context);

  it('are memory, registers or bytes', () => {
    assert.deepEqual(evaluate(dw.DW_OP_fbreg, 8), { kind: 'memory', address: 0x7008 });
    assert.deepEqual(evaluate(dw.DW_OP_reg0 + 10), { kind: 'register', number: 10 });
    assert.deepEqual(evaluate(dw.DW_OP_regx, 11), { kind: 'register', number: 11 });
    assert.deepEqual(evaluate(dw.DW_OP_implicit_value, 2, 7, 8), {
      kind: 'bytes',
      bytes: Uint8Array.of(7, 8),
    });
  });

  it('come in pieces, of which one may be nowhere', () => {
    const pieces = evaluate(
      ...[dw.DW_OP_reg0 + 10, dw.DW_OP_piece, 4],
      ...[dw.DW_OP_piece, 2],
      ...[lit(5), S, dw.DW_OP_bit_piece, 3, 1],
      ...[dw.DW_OP_fbreg, 0, dw.DW_OP_piece, 1],
    );
    assert.deepEqual(pieces, {
      kind: 'pieces',
      pieces: [
        { location: { kind: 'register', number: 10 }, bits: 32, bitOffset: 0 },
        { location: { kind: 'unavailable', reason: OPTIMIZED_OUT }, bits: 16, bitOffset: 0 },
        { location: { kind: 'value', value: 5n }, bits: 3, bitOffset: 1 },
        { location: { kind: 'memory', address: 0x7000 }, bits: 8, bitOffset: 0 },
      ],
    });
  });

  it('come in pieces, of which one may not be known', () => {
    const pieces = evaluate(
      ...[dw.DW_OP_entry_value, 1, dw.DW_OP_reg0, lit(4), dw.DW_OP_plus, S, dw.DW_OP_piece, 4],
      ...[dw.DW_OP_reg0 + 10, dw.DW_OP_piece, 4],
    );
    assert.ok(pieces.kind === 'pieces');
    const [lost, kept] = pieces.pieces;
    assert.ok(lost?.location.kind === 'unavailable' && /entry/.test(lost.location.reason));
    assert.deepEqual(kept?.location, { kind: 'register', number: 10 });
  });

  it('are known where the caller says what a parameter was', () => {
    const entryValue = (expression: Uint8Array): bigint | undefined =>
      expression[0] === dw.DW_OP_reg0 + 10 ? 41n : undefined;
    const bytes = Uint8Array.of(
      dw.DW_OP_entry_value,
      1,
      dw.DW_OP_reg0 + 10,
      lit(1),
      dw.DW_OP_plus,
      S,
    );
    assert.deepEqual(evaluateLocation(bytes, { ...context, entryValue }), {
      kind: 'value',
      value: 42n,
    });
  });

  it('of parts of an object count from it', () => {
    const bytes = Uint8Array.of(dw.DW_OP_push_object_address, dw.DW_OP_plus_uconst, 4);
    assert.deepEqual(evaluateLocation(bytes, { ...context, objectAddress: 0x100 }), {
      kind: 'memory',
      address: 0x104,
    });
  });

  it('as numbers are what a frame base or an unwind rule names', () => {
    assert.equal(evaluateAddress(Uint8Array.of(dw.DW_OP_reg0 + 2), context), 2000);
    assert.equal(evaluateAddress(Uint8Array.of(dw.DW_OP_breg0 + 2, 8), context), 2008);
    assert.equal(evaluateAddress(Uint8Array.of(dw.DW_OP_plus_uconst, 8), context, [16n]), 24);
    assert.equal(evaluateAddress(Uint8Array.of(), context), undefined);
  });
});
