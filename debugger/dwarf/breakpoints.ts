/** Where breakpoints go: from a line or a function to addresses at which the program's state is complete. */

import * as dw from './constants';
import type { CodeLine } from './functionFacts';
import type { Functions } from './functions';
import type { InlinedCalls } from './inlinedCalls';
import { entranceOf } from './inlinedCalls';
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

/** Program code, and the line that it is of in one of the functions there. */
interface PlacedLine extends CodeLine {
  readonly address: number;
  /** The function or inlined call; undefined where the code is in none that the debug information knows. */
  readonly instance: Scope | undefined;
}

/**
 * One address for each function, generic instance and inlined call that has code of the line: its lowest.
 * A line's code may lie in several pieces of one function; a stop at each of them would be several for one visit.
 * Where a function has nothing of a line but a call that was inlined, it is where that begins.
 */
export function placeOnLine(
  lines: Lines,
  functions: Functions,
  calls: InlinedCalls,
  file: string,
  line: number,
  column?: number,
): BreakpointPlace | undefined {
  const found = codeOfLine(lines, functions, calls, file, line);
  const first = found[0];
  if (first === undefined) return undefined;
  const chosen = column === undefined || first.line !== line ? undefined : columnOf(found, column);
  const wanted = chosen === undefined ? found : found.filter(it => it.column === chosen);
  const lowest = new Map<Scope | PlacedLine, PlacedLine>();
  for (const it of wanted) {
    const instance = it.instance ?? it;
    if (!lowest.has(instance)) lowest.set(instance, it);
  }
  const placed = [...lowest.values()].map(it => afterPrologue(lines, functions, it));
  const addresses = [...new Set(placed.map(it => it.address))].sort((a, b) => a - b);
  // Past the prologue may be past the line; where every instance agrees on that, the breakpoint has moved.
  const moved = new Set(placed.map(it => it.line));
  const [only] = moved;
  return {
    line: moved.size === 1 && only !== undefined ? only : first.line,
    ...(chosen === undefined ? {} : { column: chosen }),
    addresses,
  };
}

/** At the asked line or the next that has code, by address; what functions have of their own before their calls. */
function codeOfLine(
  lines: Lines,
  functions: Functions,
  inlined: InlinedCalls,
  file: string,
  from: number,
): PlacedLine[] {
  const own = lines.firstStatements(file, from);
  const calls = inlined.within(file, from, own?.line ?? Infinity);
  const line = calls.reduce((lowest, it) => Math.min(lowest, it.line), own?.line ?? Infinity);
  const rows = own?.line === line ? own.rows : [];
  const ofRows = rows.map(it => ({ ...it, instance: instanceOfLine(lines, functions, it) }));
  const withRows = new Set(ofRows.map(it => it.instance));
  const ofCalls = calls
    .filter(it => it.line === line && !withRows.has(it.caller))
    .map(({ caller, ...it }) => ({ ...it, instance: caller }));
  return [...ofRows, ...ofCalls].sort((a, b) => a.address - b.address);
}

/** The innermost function at an address that stands in the line there. */
function instanceOfLine(
  lines: Lines,
  functions: Functions,
  { address, file, line }: CodeLine & { address: number },
): Scope | undefined {
  const around = functions.scopesAt(address).filter(it => it.isFunction);
  const stands = (it: Scope): boolean => {
    const place = placeIn(lines, around, it, address);
    return place?.line === line && place.file === file;
  };
  return [...around].reverse().find(stands) ?? around.at(-1);
}

/** The line of an address in one of the functions around it: where that has inlined the code, of the call. */
function placeIn(
  lines: Lines,
  around: readonly Scope[],
  instance: Scope,
  address: number,
): CodeLine | undefined {
  const inlined = around[around.indexOf(instance) + 1]?.entry;
  if (inlined === undefined) return lines.rowAt(address);
  return {
    file: inlined.file(dw.DW_AT_call_file) ?? '',
    line: inlined.number(dw.DW_AT_call_line) ?? 0,
    column: inlined.number(dw.DW_AT_call_column) ?? 0,
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
function columnOf(rows: readonly CodeLine[], column: number): number | undefined {
  const columns = [...new Set(rows.map(it => it.column))].sort((a, b) => a - b);
  return columns.find(it => it >= column) ?? columns.at(-1);
}

/**
 * At a function's entry its arguments are not yet where the debug information says.
 * A statement that was moved up to the entry of an optimized function is no prologue and stays.
 */
function afterPrologue(lines: Lines, functions: Functions, placed: PlacedLine): PlacedLine {
  const { instance } = placed;
  if (instance?.entry.tag !== dw.DW_TAG_subprogram) return placed;
  if (placed.address !== lowestAddress(instance)) return placed;
  const address = entryPoint(lines, instance);
  const around = functions.scopesAt(address).filter(it => it.isFunction);
  const after = placeIn(lines, around, instance, address);
  if (!after || after.line === 0) return placed;
  const isSameLine = after.line === placed.line && after.file === placed.file;
  const isDeclared = placed.line === instance.entry.number(dw.DW_AT_decl_line);
  return isSameLine || isDeclared ? { ...after, address, instance } : placed;
}

function entryPoint(lines: Lines, instance: Scope): number {
  const { entry, ranges } = instance;
  const range = ranges[0];
  if (!range) return 0;
  if (entry.tag !== dw.DW_TAG_subprogram) return entranceOf(instance) ?? range.low;
  return lines.placeOf(range.low)?.table.prologueEnd(range.low, range.high) ?? range.low;
}

function lowestAddress({ ranges }: Scope): number {
  return ranges.reduce((lowest, it) => Math.min(lowest, it.low), Infinity);
}
