/** What the lines and functions of a file were compiled to, for who wants to know all of it. [DWARF5 §6.2, §3.3.8] */

import * as dw from './constants';
import type { Functions } from './functions';
import type { Lines } from './lines';
import type { AddressRange } from './ranges';
import type { Scope } from './scopes';

/** A place where the code of a line begins. */
export interface CodeOfLine {
  readonly line: number;
  readonly address: number;
  /** The function or inlined call that it is in: the same object for the same one. */
  readonly instance: object;
  /** Code of an inlined function, for the line that calls it; undefined for the line's own code. */
  readonly callee: readonly AddressRange[] | undefined;
}

export interface CompiledFunction {
  readonly name: string;
  readonly declFile: string | undefined;
  readonly declLine: number | undefined;
  /** Of each copy, inlined ones included: where its code lies. */
  readonly copies: readonly (readonly AddressRange[])[];
}

export function codeOfFile(lines: Lines, functions: Functions, file: string): CodeOfLine[] {
  const own = lines.statementsWithin(file, 1, Infinity).flatMap(({ address, line }) => {
    const row = lines.rowAt(address);
    const instance = functions.instanceAt(address);
    // Of several rows with one address the last counts; code that the linker dropped is in no function.
    if (instance === undefined || row?.line !== line || row.file !== file) return [];
    return [{ line, address, instance, callee: undefined }];
  });
  return [...own, ...callsIn(functions, file)];
}

export function compiledFunctions(functions: Functions): CompiledFunction[] {
  return functions.named().flatMap(({ name, instances }) => {
    const entry = instances[0]?.entry;
    if (entry === undefined) return [];
    return [
      {
        name,
        declFile: entry.file(dw.DW_AT_decl_file),
        declLine: entry.number(dw.DW_AT_decl_line),
        copies: instances.map(it => it.ranges),
      },
    ];
  });
}

function callsIn(functions: Functions, file: string): CodeOfLine[] {
  const calls: CodeOfLine[] = [];
  for (const { instances } of functions.named()) {
    for (const { entry, ranges } of instances) {
      if (entry.tag !== dw.DW_TAG_inlined_subroutine) continue;
      if (entry.file(dw.DW_AT_call_file) !== file) continue;
      const address = ranges[0]?.low;
      const line = entry.number(dw.DW_AT_call_line) ?? 0;
      const instance = address === undefined ? undefined : callerAt(functions, address, entry);
      if (address === undefined || instance === undefined || line === 0) continue;
      calls.push({ line, address, instance, callee: ranges });
    }
  }
  return calls;
}

/** The function around an inlined call. */
function callerAt(
  functions: Functions,
  address: number,
  { index }: Scope['entry'],
): Scope | undefined {
  const around = functions.scopesAt(address).filter(it => it.isFunction);
  const at = around.findIndex(it => it.entry.index === index);
  return at < 1 ? undefined : around[at - 1];
}
