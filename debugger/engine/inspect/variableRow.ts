/** A value of the debug information as a row that can be opened. */

import type { DwarfValue } from '../../dwarf/values/value';
import { hex32 } from '../../shared/hex';
import type { VariableView } from '../views';

/** A longer list comes as ranges of its elements: a wrong length must not make a million rows. */
const MAX_ELEMENTS = 1000;

/** @param expression what `evaluate` gives the same value for; undefined where there is nothing */
export function variableRow(
  name: string,
  value: DwarfValue,
  expression: string | undefined,
): VariableView {
  const { text, type, indexedCount = 0 } = value;
  const reference = value.pointsTo ?? value.address;
  const isIndexed = indexedCount > 0 && indexedCount <= MAX_ELEMENTS;
  return {
    name,
    value: text,
    type,
    readOnly: true,
    ...(expression !== undefined && { evaluateName: expression }),
    ...(reference !== undefined && { memoryReference: hex32(reference) }),
    ...(value.children && { children: () => childRows(value, expression, isIndexed) }),
    ...(isIndexed && { indexedCount }),
  };
}

function childRows(
  { children, indexedCount }: DwarfValue,
  expression: string | undefined,
  isIndexed: boolean,
): VariableView[] {
  const parts = (isIndexed ? children?.(0, indexedCount) : children?.()) ?? [];
  return parts.map(it => variableRow(it.name, it.value, partOf(expression, it.name)));
}

/** `a.b`, `a.0`, `a[1]`, `(*a)`; a range of elements has no expression, and so have its elements. */
function partOf(whole: string | undefined, part: string): string | undefined {
  if (whole === undefined) return undefined;
  if (part === '*') return `(*${whole})`;
  if (/^\w+(?:\[\d+\.\.\d+\])?$/.test(part)) return `${whole}.${part}`;
  return /^\[\d+\]$/.test(part) ? `${whole}${part}` : undefined;
}
