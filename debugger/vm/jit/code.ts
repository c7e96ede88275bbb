/** Writes the body of a WebAssembly function, with labels in the place of counted depths. [Wasm §5.4] */

import { ByteSink } from './byteSink';
import { WASM, WASM_MEMORY, type WasmMemoryOperator, type WasmOperator } from './opcodes';

const UNREACHABLE = 0x00;
const BLOCK = 0x02;
const LOOP = 0x03;
const IF = 0x04;
const ELSE = 0x05;
const END = 0x0b;
const BR = 0x0c;
const BR_IF = 0x0d;
const BR_TABLE = 0x0e;
const RETURN = 0x0f;
const CALL_INDIRECT = 0x11;
const DROP = 0x1a;
const LOCAL_GET = 0x20;
const LOCAL_SET = 0x21;
const LOCAL_TEE = 0x22;
const I32_CONST = 0x41;
const I64_CONST = 0x42;

const NO_RESULT = 0x40;
export const I32 = 0x7f;

/** Where a branch can go: the end of a block, or the start of a loop. */
export interface Label {
  readonly depth: number;
}

export class WasmCode {
  readonly #sink = new ByteSink();
  readonly #rare: number[] = [];
  #depth = 0;

  get bytes(): Uint8Array {
    return this.#sink.bytes;
  }

  /** Offsets of the branches that are rarely taken, ascending. */
  get rare(): readonly number[] {
    return this.#rare;
  }

  /** The `if` or `br_if` that comes next is rarely taken: a compiler may put what it leads to out of the way. */
  rarely(): this {
    this.#rare.push(this.#sink.length);
    return this;
  }

  op(operator: WasmOperator): this {
    this.#sink.u8(WASM[operator]);
    return this;
  }

  /** A load, or a store, at the address on the stack and `offset`. */
  memory(operator: WasmMemoryOperator, offset: number): this {
    const row = WASM_MEMORY[operator];
    this.#sink.u8(row[0]).u8(row[1]).unsigned(offset);
    return this;
  }

  const(value: number): this {
    this.#sink.u8(I32_CONST).signed(value | 0);
    return this;
  }

  /** A small one: it fits 32 bits. */
  longConst(value: number): this {
    this.#sink.u8(I64_CONST).signed(value);
    return this;
  }

  get(local: number): this {
    this.#sink.u8(LOCAL_GET).unsigned(local);
    return this;
  }

  set(local: number): this {
    this.#sink.u8(LOCAL_SET).unsigned(local);
    return this;
  }

  tee(local: number): this {
    this.#sink.u8(LOCAL_TEE).unsigned(local);
    return this;
  }

  block(): Label {
    return this.#open(BLOCK, NO_RESULT);
  }

  loop(): Label {
    return this.#open(LOOP, NO_RESULT);
  }

  if(result = NO_RESULT): Label {
    return this.#open(IF, result);
  }

  else(): this {
    this.#sink.u8(ELSE);
    return this;
  }

  end(): this {
    this.#sink.u8(END);
    this.#depth -= 1;
    return this;
  }

  br(to: Label): this {
    this.#sink.u8(BR).unsigned(this.#depth - to.depth);
    return this;
  }

  brIf(to: Label): this {
    this.#sink.u8(BR_IF).unsigned(this.#depth - to.depth);
    return this;
  }

  /** By the number on the stack; the last label for every number that has none. */
  brTable(to: readonly Label[], otherwise: Label): this {
    this.#sink.u8(BR_TABLE).unsigned(to.length);
    for (const it of [...to, otherwise]) this.#sink.unsigned(this.#depth - it.depth);
    return this;
  }

  return(): this {
    this.#sink.u8(RETURN);
    return this;
  }

  drop(): this {
    this.#sink.u8(DROP);
    return this;
  }

  /** Where control never comes: whatever is on the stack will do. */
  unreachable(): this {
    this.#sink.u8(UNREACHABLE);
    return this;
  }

  callIndirect(type: number): this {
    this.#sink.u8(CALL_INDIRECT).unsigned(type).u8(0);
    return this;
  }

  #open(opcode: number, type: number): Label {
    this.#sink.u8(opcode).u8(type);
    this.#depth += 1;
    return { depth: this.#depth };
  }
}
