/** Where breakpoints go: from a line or a function to addresses at which the program's state is complete. */

import * as dw from './constants';
import type { Functions } from './functions';
import type { LineRow } from './lineTable';
import type { Lines } from './lines';
import type { Scope } from './scopes';

export interface BreakpointPlace {
  /** The line that was found: the asked one, or the next with code. */
  readonly line: number;
  /** Only where a column was asked for. */
  readonly column?: number;
  readonly addresses: readonly number[];
}

export interface FunctionPlace {
  readonly name: string;
  /** One after the prologue of each instance, and one at each inlined call. */
  readonly addresses: readonly number[];
  readonly lowPc: number;
}

/**
 * One address for each function, generic instance and inlined call that has code of the line: its lowest.
 * A line's code may lie in several pieces of one function; a stop at each of them would be several for one visit.
 */
export function placeOnLine(
  lines: Lines,
  functions: Functions,
  file: string,
  line: number,
  column?: number,
): BreakpointPlace | undefined {
  const found = lines.firstStatements(file, line);
  if (!found) return undefined;
  const chosen =
    column === undefined || found.line !== line ? undefined : columnOf(found.rows, column);
  const rows = chosen === undefined ? found.rows : found.rows.filter(it => it.column === chosen);
  const first = new Map<Scope | LineRow, LineRow>();
  for (const row of rows) {
    const instance = functions.instanceAt(row.address) ?? row;
    if (!first.has(instance)) first.set(instance, row);
  }
  const placed = [...first].map(([instance, row]) =>
    'entry' in instance ? afterPrologue(lines, instance, row) : row,
  );
  const addresses = [...new Set(placed.map(it => it.address))].sort((a, b) => a - b);
  // Past the prologue may be past the line; where every instance agrees on that, the breakpoint has moved.
  const moved = new Set(placed.map(it => it.line));
  const [only] = moved;
  return {
    line: moved.size === 1 && only !== undefined ? only : found.line,
    ...(chosen === undefined ? {} : { column: chosen }),
    addresses,
  };
}

/** A set of names, as a regular expression is one. */
export interface NamePattern {
  test(name: string): boolean;
}

/** Functions whose name is the text or ends with it as a path, or matches the pattern. */
export function placesOfFunctions(
  lines: Lines,
  functions: Functions,
  pattern: string | NamePattern,
): FunctionPlace[] {
  return functions
    .named()
    .filter(it => matchesName(it.name, pattern))
    .map(({ name, instances }) => {
      const starts = instances.map(it => entryPoint(lines, it));
      return {
        name,
        addresses: [...new Set(starts)].sort((a, b) => a - b),
        lowPc: instances.reduce((lowest, it) => Math.min(lowest, lowestAddress(it)), Infinity),
      };
    });
}

/** Behind the prologue of the function that begins at an address; undefined where none does. */
export function prologueEndOf(lines: Lines, functions: Functions, pc: number): number | undefined {
  const [subprogram] = functions.scopesAt(pc);
  return subprogram && lowestAddress(subprogram) === pc ? entryPoint(lines, subprogram) : undefined;
}

/** `transfer` and `ledger::transfer` both mean `erc20::ledger::transfer`; generic arguments may be left out. */
export function matchesName(name: string, pattern: string | NamePattern): boolean {
  if (typeof pattern !== 'string') return pattern.test(name);
  return [name, withoutArguments(name)].some(it => it === pattern || it.endsWith(`::${pattern}`));
}

/** `largest<u32>` and `largest::<u32>` as `largest`; `<T as Trait>::f` keeps its first part. */
function withoutArguments(name: string): string {
  if (!name.endsWith('>')) return name;
  let depth = 0;
  for (let at = name.length - 1; at > 0; at--) {
    // The arrow of a function's type is no bracket.
    if (name[at] === '>' && name[at - 1] !== '-') depth++;
    if (name[at] === '<' && --depth === 0) return name.slice(0, at).replace(/::$/, '');
  }
  return name;
}

/** The column with code at or after the asked one, else the last before it. */
function columnOf(rows: readonly LineRow[], column: number): number | undefined {
  const columns = [...new Set(rows.map(it => it.column))].sort((a, b) => a - b);
  return columns.find(it => it >= column) ?? columns.at(-1);
}

/**
 * At a function's entry its arguments are not yet where the debug information says.
 * A statement that was moved up to the entry of an optimized function is no prologue and stays.
 */
function afterPrologue(lines: Lines, instance: Scope, row: LineRow): LineRow {
  const { entry } = instance;
  if (entry.tag !== dw.DW_TAG_subprogram || row.address !== lowestAddress(instance)) return row;
  const after = lines.rowAt(entryPoint(lines, instance));
  if (!after || after.line === 0) return row;
  const isSameLine = after.line === row.line && after.file === row.file;
  return isSameLine || row.line === entry.number(dw.DW_AT_decl_line) ? after : row;
}

function entryPoint(lines: Lines, { entry, ranges }: Scope): number {
  const range = ranges[0];
  if (!range) return 0;
  if (entry.tag !== dw.DW_TAG_subprogram) return entry.address(dw.DW_AT_entry_pc) ?? range.low;
  return lines.placeOf(range.low)?.table.prologueEnd(range.low, range.high) ?? range.low;
}

function lowestAddress({ ranges }: Scope): number {
  return ranges.reduce((lowest, it) => Math.min(lowest, it.low), Infinity);
}
