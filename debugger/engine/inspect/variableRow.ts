/** A value of the debug information as a row that can be opened, and changed. */

import { IS_CONSTANT } from '../../dwarf/values/storage';
import type { DwarfValue, NamedValue } from '../../dwarf/values/value';
import { hex32 } from '../../shared/hex';
import type { PageOfRows, SourcePlaceView, VariableHint, VariableView } from '../views';

/** What the rows of one frame have in common. Without it they cannot be changed and know no places. */
export interface RowContext {
  /** @throws EvaluationError with a sentence */
  write(value: DwarfValue, text: string): void;
  /** Whether a data breakpoint is on it. */
  isWatched(value: DwarfValue): boolean;
  /** Where a function is. */
  placeOf(address: number): SourcePlaceView | undefined;
}

export interface RowParts {
  /** What `evaluate` gives the same value for; undefined where there is nothing. */
  readonly expression: string | undefined;
  readonly context?: RowContext | undefined;
  readonly hint?: VariableHint;
  readonly declaration?: SourcePlaceView | undefined;
}

/** @param expression what `evaluate` gives the same value for; undefined where there is nothing */
export function variableRow(
  name: string,
  value: DwarfValue,
  expression: string | undefined,
): VariableView {
  return rowOf(name, value, { expression });
}

export function rowOf(name: string, value: DwarfValue, parts: RowParts): VariableView {
  const { expression, context, declaration } = parts;
  const { text, type, children, readOnly } = value;
  const reference = value.pointsTo ?? value.code ?? value.address;
  const count = value.indexedCount ?? value.entryCount ?? 0;
  const target = value.code === undefined ? undefined : context?.placeOf(value.code);
  const hint = hintOf(value, parts);
  return {
    name,
    value: text,
    valueIn: base => value.textIn(base),
    type,
    ...(context === undefined || readOnly !== undefined
      ? { readOnly: true, ...(readOnly !== undefined && { readOnlyReason: readOnly }) }
      : { write: (typed: string) => context.write(value, typed) }),
    ...(expression !== undefined && { evaluateName: expression }),
    ...(reference !== undefined && { memoryReference: hex32(reference) }),
    ...(hint && { hint }),
    ...(declaration && { declaration }),
    ...(target && { target }),
    ...(children && { children: page => childRows(value, parts, page) }),
    ...(count > 0 && { indexedCount: count }),
  };
}

function hintOf(value: DwarfValue, { hint, context }: RowParts): VariableHint | undefined {
  const attributes = [
    ...(hint?.attributes ?? []),
    ...(value.readOnly === IS_CONSTANT ? (['constant'] as const) : []),
    ...(value.isText ? (['rawString'] as const) : []),
    ...(context?.isWatched(value) === true ? (['hasDataBreakpoint'] as const) : []),
  ];
  if (hint === undefined && attributes.length === 0) return undefined;
  return { ...hint, ...(attributes.length > 0 && { attributes }) };
}

function childRows(value: DwarfValue, parts: RowParts, page: PageOfRows | undefined) {
  const { children } = value;
  const found = page ? children?.(page.start, page.count) : children?.();
  return (found ?? []).map(it => childRow(value, it, parts));
}

function childRow(
  whole: DwarfValue,
  part: NamedValue,
  { expression, context }: RowParts,
): VariableView {
  const { name, value, key } = part;
  // The key of an entry may be a range too.
  if (RANGE.test(name) && !('key' in part))
    return rangeRow(whole, { name, value }, { expression, context });
  const isEntry = whole.entryCount !== undefined;
  // Counts beside what a shared pointer points to.
  const isNote = whole.pointsTo !== undefined && name !== '*';
  return rowOf(name, value, {
    expression: isEntry ? entryOf(expression, key) : isNote ? undefined : partOf(expression, name),
    context,
    hint: { kind: isNote ? 'virtual' : 'property' },
  });
}

const RANGE = /^\[\d+\.\.\d+\]$/;

/** No value of the program's: its elements are those of the whole list, and it is a slice of that. */
function rangeRow(
  { entryCount }: DwarfValue,
  { name, value }: NamedValue,
  { expression, context }: RowParts,
): VariableView {
  const row = rowOf(name, value, { expression: undefined, context, hint: { kind: 'virtual' } });
  const isSlice = expression !== undefined && entryCount === undefined;
  return {
    ...row,
    ...(isSlice && { evaluateName: `${expression}${name}` }),
    children: () => childRows({ ...value, entryCount }, { expression, context }, undefined),
  };
}

function entryOf(whole: string | undefined, key: string | undefined): string | undefined {
  return whole === undefined || key === undefined ? undefined : `${whole}[${key}]`;
}

/** `a.b`, `a.0`, `a[1]`, `a.data[0..4]`, `(*a)`. */
function partOf(whole: string | undefined, part: string): string | undefined {
  if (whole === undefined) return undefined;
  if (part === '*') return `(*${whole})`;
  if (/^\w+(?:\[\d+\.\.\d+\])?$/.test(part)) return `${whole}.${part}`;
  return /^\[\d+\]$/.test(part) ? `${whole}${part}` : undefined;
}
