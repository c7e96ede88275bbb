/** Lines that call what was inlined: they have code, and often no row of the line table. [DWARF5 §3.3.8.2] */

import * as dw from './constants';
import type { EntryIndex } from './entryTree';
import type { CodeLine } from './functionFacts';
import type { Functions } from './functions';
import { functionsIn } from './functions';
import type { Scope } from './scopes';
import { scopeOf } from './scopes';
import type { Unit } from './unit';

export interface InlinedCall extends CodeLine {
  /** Where its code is entered. */
  readonly address: number;
  /** The function, or the inlined call, that makes it. */
  readonly caller: Scope;
}

export class InlinedCalls {
  readonly #byLine = new Map<Unit, ReadonlyMap<number, readonly EntryIndex[]>>();

  constructor(private readonly functions: Functions) {}

  /** Those that stand in a file within lines `from` to `to`, both included. Reads no unit without the file. */
  within(file: string, from: number, to: number): InlinedCall[] {
    return this.functions.units
      .withCode()
      .filter(unit => unit.lines?.header.files.some(it => it?.path === file) === true)
      .flatMap(unit =>
        [...this.#linesOf(unit)]
          .filter(([line]) => line >= from && line <= to)
          .flatMap(([, calls]) => calls.flatMap(it => this.#read(unit, it, file))),
      );
  }

  #linesOf(unit: Unit): ReadonlyMap<number, readonly EntryIndex[]> {
    let lines = this.#byLine.get(unit);
    if (!lines) this.#byLine.set(unit, (lines = callsByLine(unit)));
    return lines;
  }

  #read(unit: Unit, index: EntryIndex, file: string): InlinedCall[] {
    const entry = unit.entry(index);
    if (entry.file(dw.DW_AT_call_file) !== file) return [];
    const address = entranceOf(scopeOf(entry));
    const caller = address === undefined ? undefined : this.#callerOf(index, address);
    if (address === undefined || caller === undefined) return [];
    const line = entry.number(dw.DW_AT_call_line) ?? 0;
    return [{ file, line, column: entry.number(dw.DW_AT_call_column) ?? 0, address, caller }];
  }

  /** None where the linker has dropped the code. */
  #callerOf(index: EntryIndex, address: number): Scope | undefined {
    const around = this.functions.scopesAt(address).filter(it => it.isFunction);
    return around[around.findIndex(it => it.entry.index === index) - 1];
  }
}

/** Where the code of a function or of an inlined call begins to run. [DWARF5 §2.18] */
export function entranceOf({ entry, ranges }: Scope): number | undefined {
  return entry.address(dw.DW_AT_entry_pc) ?? ranges[0]?.low;
}

function callsByLine(unit: Unit): Map<number, EntryIndex[]> {
  const calls = new Map<number, EntryIndex[]>();
  for (const index of functionsIn(unit)) {
    if (unit.tree.tags[index] !== dw.DW_TAG_inlined_subroutine) continue;
    const line = unit.attribute(index, dw.DW_AT_call_line);
    if (line?.kind !== 'constant') continue;
    const known = calls.get(Number(line.value));
    if (known) known.push(index);
    else calls.set(Number(line.value), [index]);
  }
  return calls;
}
