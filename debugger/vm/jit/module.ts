/** Writes a WebAssembly module: functions of one type that share the machine's memory and table. [Wasm §5.5] */

import { ByteSink } from './byteSink';
import { I32 } from './code';

const MAGIC = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);
const SECTION = { TYPE: 1, IMPORT: 2, FUNCTION: 3, EXPORT: 7, CODE: 10 } as const;
const FUNCTION_TYPE = 0x60;
const FUNCREF = 0x70;
const IMPORTED = { TABLE: 1, MEMORY: 2 } as const;
const NO_MAXIMUM = 0;

export interface WasmFunction {
  /** All are i32. */
  readonly locals: number;
  /** Without the end that closes the function. */
  readonly code: Uint8Array;
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
  const module = new ByteSink().raw(MAGIC);
  const types = called === undefined ? [parameters] : [parameters, called];
  section(
    module,
    SECTION.TYPE,
    types.map(count => functionType(count)),
  );
  const memory = entity(IMPORTED.MEMORY, 'm', it => it.u8(NO_MAXIMUM).unsigned(1));
  const table = entity(IMPORTED.TABLE, 't', it => it.u8(FUNCREF).u8(NO_MAXIMUM).unsigned(0));
  section(module, SECTION.IMPORT, called === undefined ? [memory] : [memory, table]);
  section(
    module,
    SECTION.FUNCTION,
    functions.map(() => Uint8Array.of(0)),
  );
  section(
    module,
    SECTION.EXPORT,
    functions.map(
      (_, index) =>
        new ByteSink()
          .raw(name(String(index)))
          .u8(0)
          .unsigned(index).bytes,
    ),
  );
  section(
    module,
    SECTION.CODE,
    functions.map(it => functionBody(it)),
  );
  return module.bytes;
}

function functionType(parameters: number): Uint8Array {
  const sink = new ByteSink().u8(FUNCTION_TYPE).unsigned(parameters);
  for (let at = 0; at < parameters; at += 1) sink.u8(I32);
  return sink.unsigned(1).u8(I32).bytes;
}

function functionBody({ locals, code }: WasmFunction): Uint8Array {
  const body = new ByteSink();
  if (locals === 0) body.unsigned(0);
  else body.unsigned(1).unsigned(locals).u8(I32);
  body.raw(code).u8(END);
  return new ByteSink().counted(body.bytes).bytes;
}

const END = 0x0b;

function entity(kind: number, field: string, describe: (sink: ByteSink) => void): Uint8Array {
  const sink = new ByteSink().raw(name('m')).raw(name(field)).u8(kind);
  describe(sink);
  return sink.bytes;
}

function name(text: string): Uint8Array {
  return new ByteSink().counted(Uint8Array.from(text, it => it.charCodeAt(0))).bytes;
}

function section(module: ByteSink, id: number, items: readonly Uint8Array[]): void {
  const content = new ByteSink().unsigned(items.length);
  for (const it of items) content.raw(it);
  module.u8(id).counted(content.bytes);
}
