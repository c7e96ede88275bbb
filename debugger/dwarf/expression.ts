/** Evaluates expressions: a stack machine whose result is a value or the places of one. [DWARF5 §2.5, §2.6] */

import { ByteReader } from '../shared/byteReader';
import { MalformedInput } from '../shared/errors';
import type { StackValue, ValueType } from './arithmetic';
import { fit } from './arithmetic';
import * as dw from './constants';
import type { OffsetSize } from './initialLength';
import { readOffset } from './initialLength';
import { nameOf } from './names';
import { skipOperands } from './operands';
import { operators } from './operators';

/** What an expression may ask of the stopped program; undefined means that it is not known. */
export interface ExpressionContext {
  /** x0 to x31 by number. */
  registers(number: number): number | undefined;
  /** Exactly `length` bytes. */
  readMemory(address: number, length: number): Uint8Array | undefined;
  /** Canonical frame address of the frame. */
  readonly cfa?: number | undefined;
  /** Value of the function's DW_AT_frame_base. */
  readonly frameBase?: number | undefined;
  /** Where the object is whose part is described. [DWARF5 §2.5.1.3 for push_object_address] */
  readonly objectAddress?: number | undefined;
  /** Entry `index` of the unit's part of .debug_addr. */
  indexedAddress?(index: number): number | undefined;
  /** The base type at an offset in the unit, for typed operators. */
  baseType?(offset: number): ValueType | undefined;
  /** DW_AT_location of the entry that DW_OP_call2 and DW_OP_call4 name by its offset in the unit. */
  calledInUnit?(offset: number): CalledExpression | undefined;
  /** The same for DW_OP_call_ref, whose offset is in .debug_info. */
  calledAt?(offset: number): CalledExpression | undefined;
  /** Bytes of an offset in .debug_info: 4 unless the unit is in the 64-bit format. */
  readonly referenceSize?: OffsetSize;
  /** What an expression gave at the function's entry, as a call's parameters tell it. */
  entryValue?(expression: Uint8Array): bigint | undefined;
}

/** It may be of another unit, whose addresses, types and formats are not the caller's. */
export interface CalledExpression {
  readonly bytes: Uint8Array;
  readonly context: ExpressionContext;
}

/** Where a value or a part of it is. */
export type Location =
  | { readonly kind: 'memory'; readonly address: number }
  | { readonly kind: 'register'; readonly number: number }
  /** The value itself: it is nowhere, so it cannot be written. */
  | { readonly kind: 'value'; readonly value: bigint }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  /** A pointer that nobody kept, but what it points to is known: a byte of what an entry of .debug_info describes. */
  | { readonly kind: 'implicitPointer'; readonly entry: number; readonly byteOffset: number }
  | { readonly kind: 'unavailable'; readonly reason: string; readonly isMalformed?: boolean };

/** A part of a value in order of its bits. */
export interface Piece {
  readonly location: Location;
  readonly bits: number;
  /** Bits to leave out at the low end of a register or at the start of memory. */
  readonly bitOffset: number;
}

export type Evaluated = Location | { readonly kind: 'pieces'; readonly pieces: readonly Piece[] };

/** Branches can run in a circle; no compiler's expression takes a hundredth of this. */
const MAX_STEPS = 10_000;
const MAX_STACK = 1024;

/** An expression that calls another may call itself. */
const MAX_CALLS = 16;

export const OPTIMIZED_OUT = 'optimized out';

/** Bits of an address, and of the widest number that is written as a generic one. */
const ADDRESS_BITS = 32;
const ALL_64 = 64;

/** Evaluates to a place; an expression that is malformed or asks what is not known is 'unavailable'. */
export function evaluateLocation(
  bytes: Uint8Array,
  context: ExpressionContext,
  initial: readonly bigint[] = [],
): Evaluated {
  return new ExpressionMachine(bytes, context, initial).run();
}

/** Evaluates to a number on the stack, as unwind rules and frame bases are. */
export function evaluateAddress(
  bytes: Uint8Array,
  context: ExpressionContext,
  initial: readonly bigint[] = [],
): number | undefined {
  const result = evaluateLocation(bytes, context, initial);
  if (result.kind === 'memory') return result.address;
  if (result.kind === 'value') return Number(BigInt.asUintN(ADDRESS_BITS, result.value));
  // A frame base may name the register that holds it. [DWARF5 §3.3.5]
  return result.kind === 'register' ? context.registers(result.number) : undefined;
}

export class ExpressionMachine {
  /** At the operands of the operator that is carried out. */
  r: ByteReader;
  readonly #stack: StackValue[] = [];
  readonly #pieces: Piece[] = [];
  /** Set by operators that name a place outside the stack; a piece operator or the end takes it. */
  #location: Location | undefined;
  /** Why the part that is described cannot be known. */
  #unavailable: string | undefined;
  /** Of the expression that is carried out. */
  #context: ExpressionContext;
  #steps = 0;
  #calls = 0;

  constructor(bytes: Uint8Array, context: ExpressionContext, initial: readonly bigint[]) {
    this.r = new ByteReader(bytes, 'expression');
    this.#context = context;
    for (const value of initial) this.#stack.push({ value });
  }

  run(): Evaluated {
    try {
      this.#run();
    } catch (error) {
      if (!(error instanceof MalformedInput)) throw error;
      const reason = `malformed location: ${error.message}`;
      return { kind: 'unavailable', reason, isMalformed: true };
    }
    if (this.#pieces.length > 0) return { kind: 'pieces', pieces: this.#pieces };
    return this.#takeLocation();
  }

  push(value: number | bigint, type?: ValueType): void {
    if (this.#stack.length >= MAX_STACK) this.r.fail('stack-overflow');
    const wide = BigInt(value);
    // Generic values keep 64 bits: compilers write constants of 64-bit variables as generic ones even on RV32.
    this.#stack.push({ value: type ? fit(wide, type) : BigInt.asUintN(ALL_64, wide), type });
  }

  pop(): StackValue {
    return this.#stack.pop() ?? this.r.fail('stack-underflow');
  }

  /** The element `depth` below the top, which has depth 0. */
  peek(depth: number): StackValue {
    return this.#stack.at(-1 - depth) ?? this.r.fail('stack-underflow');
  }

  /** Takes the top as an address. */
  popAddress(): number {
    return Number(BigInt.asUintN(ADDRESS_BITS, this.pop().value));
  }

  /** Pushes the result of an operator in the type of its operands. */
  pushResult(value: bigint, ...operands: readonly StackValue[]): void {
    const type = operands[0]?.type;
    const isNarrow = operands.every(it => it.value >> BigInt(ADDRESS_BITS) === 0n);
    if (!type && isNarrow) this.push(BigInt.asUintN(ADDRESS_BITS, value));
    else this.push(value, type);
  }

  /** Pushes what is known, or makes what is described unavailable. */
  pushKnown(value: number | bigint | undefined, reason: string, type?: ValueType): void {
    if (value === undefined) this.giveUp(reason);
    else this.push(value, type);
  }

  locate(location: Location): void {
    this.#location = location;
  }

  addPiece(bits: number, bitOffset: number): void {
    this.#pieces.push({ location: this.#takeLocation(), bits, bitOffset });
  }

  branch(distance: number): void {
    const target = this.r.offset + distance;
    if (target < 0 || target > this.r.bytes.length) this.r.fail('branch-outside-expression');
    this.r.offset = target;
  }

  /** Carries out another expression on the same stack. [DWARF5 §2.5.1.5] */
  call({ bytes, context }: CalledExpression): void {
    if (++this.#calls > MAX_CALLS) this.r.fail('endless-expression');
    const caller = { r: this.r, context: this.#context };
    this.r = new ByteReader(bytes, 'expression');
    this.#context = context;
    this.#run();
    this.r = caller.r;
    this.#context = caller.context;
  }

  /** The operand that names an entry of .debug_info. */
  entry(): number {
    return readOffset(this.r, this.#referenceSize);
  }

  get context(): ExpressionContext {
    return this.#context;
  }

  get #referenceSize(): OffsetSize {
    return this.#context.referenceSize ?? 4;
  }

  /** The part that is described cannot be known; those after it may be. */
  giveUp(reason: string): void {
    this.#unavailable ??= reason;
  }

  #run(): void {
    while (!this.r.atEnd) {
      if (++this.#steps > MAX_STEPS) this.r.fail('endless-expression');
      const code = this.r.u8();
      const operator = operators[code] ?? this.r.fail('unknown-operator', nameOf('OP', code));
      // The stack lacks what could not be known: nothing up to the end of the part can be computed.
      if (this.#unavailable === undefined || endsPart(code)) operator(this);
      else skipOperands(this.r, code, this.#referenceSize);
    }
  }

  /** An empty description is a part that exists nowhere. [DWARF5 §2.6.1.1.4] */
  #takeLocation(): Location {
    const location = this.#location;
    const reason = this.#unavailable;
    this.#location = undefined;
    this.#unavailable = undefined;
    if (reason !== undefined) {
      this.#stack.length = 0;
      return { kind: 'unavailable', reason };
    }
    if (location) return location;
    if (this.#stack.length === 0) return { kind: 'unavailable', reason: OPTIMIZED_OUT };
    return { kind: 'memory', address: this.popAddress() };
  }
}

function endsPart(operator: number): boolean {
  return operator === dw.DW_OP_piece || operator === dw.DW_OP_bit_piece;
}
