/** Writes a WebAssembly module: functions of one type that share the machine's memory and table. [Wasm §5.5] */

import { ByteSink } from './byteSink';
import { I32 } from './code';

const MAGIC = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);
const SECTION = { CUSTOM: 0, TYPE: 1, IMPORT: 2, FUNCTION: 3, EXPORT: 7, CODE: 10 } as const;
const FUNCTION_TYPE = 0x60;
const FUNCREF = 0x70;
const IMPORTED = { TABLE: 1, MEMORY: 2 } as const;
const NO_MAXIMUM = 0;

export interface WasmFunction {
  /** All are i32. */
  readonly locals: number;
  /** Without the end that closes the function. */
  readonly code: Uint8Array;
  /** Offsets in the code of branches that are rarely taken, ascending. */
  readonly rare: readonly number[];
}

export interface ModuleShape {
  /** All are i32, as is the one result. */
  readonly parameters: number;
  /** A second type of as many parameters, for calls through the table. */
  readonly called?: number;
}

/** Exports its functions by their numbers. It imports `m.m`, any machine's memory, and with `called` `m.t`, the table. */
export function writeModule(shape: ModuleShape, functions: readonly WasmFunction[]): Uint8Array {
  const { parameters, called } = shape;
  const types = called === undefined ? [parameters] : [parameters, called];
  const module = new ByteSink().raw(MAGIC);
  section(module, SECTION.TYPE, types, functionType);
  section(module, SECTION.IMPORT, called === undefined ? [memory] : [memory, table], (it, sink) => {
    it(sink.name('m'));
  });
  section(module, SECTION.FUNCTION, functions, (_, sink) => sink.u8(0));
  section(module, SECTION.EXPORT, functions, (_, sink, index) =>
    sink.name(String(index)).u8(0).unsigned(index),
  );
  branchHints(module, functions);
  section(module, SECTION.CODE, functions, functionBody);
  return module.bytes;
}

function memory(sink: ByteSink): void {
  sink.name('m').u8(IMPORTED.MEMORY).u8(NO_MAXIMUM).unsigned(1);
}

function table(sink: ByteSink): void {
  sink.name('t').u8(IMPORTED.TABLE).u8(FUNCREF).u8(NO_MAXIMUM).unsigned(0);
}

function functionType(parameters: number, sink: ByteSink): void {
  sink.u8(FUNCTION_TYPE).unsigned(parameters);
  for (let at = 0; at < parameters; at += 1) sink.u8(I32);
  sink.unsigned(1).u8(I32);
}

const END = 0x0b;
const BRANCH_HINTS = 'metadata.code.branch_hint';
const UNLIKELY = 0;

function functionBody({ locals, code }: WasmFunction, sink: ByteSink): void {
  // One run of locals, none of which is none.
  sink.unsigned(1 + lengthOf(locals) + 1 + code.length + 1);
  sink.u8(1).unsigned(locals).u8(I32).raw(code).u8(END);
}

/** Of each function, the branches that are rarely taken. A compiler that does not know the section passes it by. [Wasm metadata §2.2] */
function branchHints(module: ByteSink, functions: readonly WasmFunction[]): void {
  const content = new ByteSink().name(BRANCH_HINTS).unsigned(functions.length);
  for (const [index, { locals, rare }] of functions.entries()) {
    // Offsets count from the function's locals: one run of them, of one type.
    const start = 1 + lengthOf(locals) + 1;
    content.unsigned(index).unsigned(rare.length);
    for (const offset of rare)
      content
        .unsigned(start + offset)
        .unsigned(1)
        .u8(UNLIKELY);
  }
  module.u8(SECTION.CUSTOM).counted(content.bytes);
}

/** Bytes of a number as `unsigned` writes it. */
function lengthOf(value: number): number {
  return value < 0x80 ? 1 : 1 + lengthOf(value >>> 7);
}

function section<T>(
  module: ByteSink,
  id: number,
  items: readonly T[],
  write: (item: T, sink: ByteSink, index: number) => void,
): void {
  const content = new ByteSink().unsigned(items.length);
  for (const [index, it] of items.entries()) write(it, content, index);
  module.u8(id).counted(content.bytes);
}
