/** Every variable of every function and inlined call, and where its value is at each address. [DWARF5 §4.1] */

import * as dw from '../constants';
import type { Entry } from '../entry';
import { expressionText } from '../expressionText';
import { referenceSize } from '../forms';
import { locationsOf } from '../locations';
import type { Demangle } from '../paths';
import { functionPathOf, pathOf } from '../paths';
import type { AddressRange } from '../ranges';
import { writtenRangesOf } from '../ranges';
import { isScopeTag } from '../scopes';
import { typeName } from '../typeNames';
import type { Unit } from '../unit';
import type { Units } from '../units';
import { allVariableEntries } from '../variables';

export interface ListedVariables {
  /** Full path of the function; undefined for variables outside of functions. */
  readonly function: string | undefined;
  /** Of the function or the inlined call in .debug_info. */
  readonly offset: number | undefined;
  readonly isInlined: boolean;
  readonly variables: readonly ListedVariable[];
}

export interface ListedVariable {
  /** Of the entry in .debug_info; of its origin for one that an instance of a function left out. */
  readonly offset: number;
  /** undefined for a parameter that a pattern takes apart, and for the compiler's own temporaries. */
  readonly name: string | undefined;
  readonly type: string;
  readonly isParameter: boolean;
  readonly file: string | undefined;
  readonly line: number | undefined;
  /** Where the block is that declares it; empty outside of functions. */
  readonly scope: readonly AddressRange[];
  /** The one expression that holds everywhere, or wherever `locations` has none. */
  readonly location: string | undefined;
  /** By address, in the order of the list. */
  readonly locations: readonly ListedLocation[];
  /** The value itself, where it is a constant: a number, or bytes in hexadecimal digits. */
  readonly constant: string | undefined;
}

export interface ListedLocation extends AddressRange {
  /** In the spelling of llvm-dwarfdump. */
  readonly expression: string;
}

/** A function and what is inlined into it at a time, after each unit's functions its statics. */
export function* listVariables(units: Units, demangle: Demangle): Generator<ListedVariables> {
  for (const unit of units.all) {
    const { tags, ends } = unit.tree;
    const statics: ListedVariable[] = [];
    for (let index = 0; index < tags.length; index++) {
      const tag = tags[index];
      if (tag === dw.DW_TAG_variable && !isInFunction(unit, index)) {
        const entry = unit.entry(index);
        if (isDefinition(entry)) statics.push(listedStatic(entry));
      }
      if (tag !== dw.DW_TAG_subprogram) continue;
      const subprogram = unit.entry(index);
      if (rangesIn(subprogram).length === 0) continue;
      yield* variablesWithin(subprogram, ends[index] ?? index, demangle);
    }
    if (statics.length > 0) {
      yield { function: undefined, offset: undefined, isInlined: false, variables: statics };
    }
  }
}

/** The function itself first, then the calls inlined into it in order of the tree. */
function variablesWithin(subprogram: Entry, end: number, demangle: Demangle): ListedVariables[] {
  const { tree } = subprogram.unit;
  const functions = new Map<number, { entry: Entry; variables: ListedVariable[] }>();
  /** The function or inlined call that each scope is in. */
  const owners = new Map<number, number>();
  for (let index = subprogram.index; index < end;) {
    const tag = tree.tags[index] ?? 0;
    const isNested = tag === dw.DW_TAG_subprogram && index !== subprogram.index;
    const owner = owners.get(tree.parents[index] ?? -1) ?? index;
    if (isScopeTag(tag) && !isNested) {
      const entry = subprogram.unit.entry(index);
      const isFunction = tag === dw.DW_TAG_subprogram || tag === dw.DW_TAG_inlined_subroutine;
      if (isFunction) functions.set(index, { entry, variables: [] });
      owners.set(index, isFunction ? index : owner);
      const ranges = rangesIn(entry);
      const variables = allVariableEntries(entry).map(it => listed(it, ranges));
      functions.get(isFunction ? index : owner)?.variables.push(...variables);
    }
    // What is no scope has none inside; a nested function is listed by itself.
    index = isScopeTag(tag) && !isNested ? index + 1 : (tree.ends[index] ?? end);
  }
  return [...functions.values()].map(({ entry, variables }) => ({
    function: functionPathOf(entry, demangle),
    offset: entry.offset,
    isInlined: entry.tag === dw.DW_TAG_inlined_subroutine,
    variables,
  }));
}

/** By full path, but for the text of a literal, which has no name. */
function listedStatic(entry: Entry): ListedVariable {
  const variable = listed(entry, []);
  return variable.name === undefined ? variable : { ...variable, name: pathOf(entry) };
}

function listed(entry: Entry, scope: readonly AddressRange[]): ListedVariable {
  const { unit } = entry;
  const { always, ranges } = locationsOf(entry, dw.DW_AT_location);
  const names = {
    unitOffset: unit.unitOffset,
    referenceSize: referenceSize(unit),
    nameAt: (offset: number) => unit.owner.entryAt(offset)?.string(dw.DW_AT_name),
  };
  return {
    offset: entry.offset,
    name: entry.string(dw.DW_AT_name),
    type: typeName(entry.reference(dw.DW_AT_type)),
    isParameter: entry.tag === dw.DW_TAG_formal_parameter,
    file: entry.file(dw.DW_AT_decl_file),
    line: entry.number(dw.DW_AT_decl_line),
    scope,
    location: always && expressionText(always, names),
    locations: ranges.map(({ low, high, expression }) => ({
      low,
      high,
      expression: expressionText(expression, names),
    })),
    constant: constantText(entry),
  };
}

function constantText(entry: Entry): string | undefined {
  const value = entry.inherited(dw.DW_AT_const_value);
  if (value?.kind === 'constant' || value?.kind === 'address') return String(value.value);
  if (value?.kind === 'block') {
    return Array.from(value.bytes, it => it.toString(16).padStart(2, '0')).join('');
  }
  return value && entry.unit.string(value);
}

/** A variable of another unit is only declared. */
function isDefinition(entry: Entry): boolean {
  return entry.attribute(dw.DW_AT_declaration) === undefined;
}

function isInFunction({ tree: { tags, parents } }: Unit, index: number): boolean {
  let outer = parents[index] ?? -1;
  // Parents stand before their children: the chain ends.
  while (outer >= 0 && !isScopeTag(tags[outer] ?? 0)) outer = parents[outer] ?? -1;
  return outer >= 0;
}

/** As written: those of code that the linker left out are among them. */
function rangesIn(entry: Entry): AddressRange[] {
  const { unit } = entry;
  const attribute = entry.attribute.bind(entry);
  return unit.owner.problems.guard([], () => writtenRangesOf(unit, attribute));
}
