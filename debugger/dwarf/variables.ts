/** The variables of a frame, and those that live outside of frames. [DWARF5 §4.1] */

import { ByteReader } from '../shared/byteReader';
import * as dw from './constants';
import type { Entry } from './entry';
import { evaluateLocation } from './expression';
import { NO_FRAME, expressionContext } from './expressionContext';
import type { FrameScope } from './frames';
import { pathOf, shortNameOf } from './paths';
import { isDiscarded } from './ranges';
import { isScopeTag } from './scopes';
import { typeName } from './typeNames';
import type { Unit } from './unit';

export interface VariableInfo {
  readonly name: string;
  /** As a Rust author writes it: `Option<u32>`. */
  readonly type: string;
  readonly isParameter: boolean;
  readonly declFile: string | undefined;
  /** From 1; undefined where none is recorded. */
  readonly declLine: number | undefined;
  /** 0 for the innermost block at the pc; the function's own, parameters among them, come last. */
  readonly block: number;
  /** A variable of the same name further in or further down hides this one from the source. */
  readonly isShadowed: boolean;
  readonly entry: Entry;
  /** The physical function whose frame base holds; undefined for a static. */
  readonly subprogram: Entry | undefined;
}

/** How rustc ends the names of the variables that it describes vtables as. */
export const VTABLE = '::{vtable}';

/** Innermost block first; within a block in order of declaration. Those without a place here are among them. */
export function variablesOf(frame: FrameScope): VariableInfo[] {
  const blocks = frame.scopes.map(it => distinctEntries(it.entry));
  const hidden = shadowedEntries(blocks);
  const subprogram = frame.subprogram.entry;
  return blocks.flatMap((entries, block) =>
    entries.map(entry => ({
      ...describe(entry),
      block,
      isShadowed: hidden.has(entry),
      subprogram,
    })),
  );
}

/** Variables with a fixed address: statics, those inside functions too. By full path. */
export function staticsOf(unit: Unit): VariableInfo[] {
  const { tags } = unit.tree;
  const found: VariableInfo[] = [];
  for (const [index, tag] of tags.entries()) {
    if (tag !== dw.DW_TAG_variable) continue;
    const entry = unit.entry(index);
    if (!isStatic(entry)) continue;
    const name = pathOf(entry);
    found.push({ ...describe(entry), name, block: 0, isShadowed: false, subprogram: undefined });
  }
  return found;
}

/** The fixed address of a static; undefined for what has none, or none in the linked program. */
export function staticAddress(entry: Entry): number | undefined {
  const bytes = wholeLocation(entry);
  const first = bytes && fixedAddress(entry, bytes);
  if (bytes === undefined || first === undefined || isDiscarded(first)) return undefined;
  // Compilers put small statics behind a common address: the rest of the expression leads to each.
  const result = evaluateLocation(bytes, expressionContext(entry, NO_FRAME));
  return result.kind === 'memory' ? result.address : undefined;
}

/**
 * Whether a variable has a value without a frame: in memory, computed from what is there, or a constant.
 * rustc also writes vtables as variables; they are no one's statics.
 */
export function isStatic(entry: Entry): boolean {
  const name = entry.string(dw.DW_AT_name);
  if (name === undefined || name.endsWith(VTABLE)) return false;
  const bytes = wholeLocation(entry);
  const first = bytes && fixedAddress(entry, bytes);
  if (first !== undefined) return !isDiscarded(first);
  const isOfFunction = entry.parent !== undefined && isScopeTag(entry.parent.tag);
  return !isOfFunction && entry.inherited(dw.DW_AT_const_value) !== undefined;
}

function wholeLocation(entry: Entry): Uint8Array | undefined {
  const value = entry.attribute(dw.DW_AT_location);
  return value?.kind === 'expression' || value?.kind === 'block' ? value.bytes : undefined;
}

/** The address that an expression starts with. */
function fixedAddress({ unit }: Entry, bytes: Uint8Array): number | undefined {
  return unit.owner.problems.guard(undefined, () => {
    const r = new ByteReader(bytes, 'expression');
    const operator = r.u8();
    if (operator === dw.DW_OP_addr) return r.u32();
    const isIndexed = operator === dw.DW_OP_addrx || operator === dw.DW_OP_GNU_addr_index;
    return isIndexed ? unit.indexedAddress(r.uleb()) : undefined;
  });
}

function describe(entry: Entry): Omit<VariableInfo, 'block' | 'isShadowed' | 'subprogram'> {
  return {
    name: shortNameOf(entry),
    type: typeName(entry.reference(dw.DW_AT_type)),
    isParameter: entry.tag === dw.DW_TAG_formal_parameter,
    declFile: entry.file(dw.DW_AT_decl_file),
    declLine: entry.number(dw.DW_AT_decl_line),
    entry,
  };
}

/** A scope's own variables, and those of the function it is an instance of that the compiler left out. */
export function variableEntries(entry: Entry): Entry[] {
  return allVariableEntries(entry).filter(isNamed);
}

/** With those that have no name: the compiler's own temporaries, and parameters that a pattern takes apart. */
export function allVariableEntries(entry: Entry): Entry[] {
  const own = [...variableChildren(entry)];
  const { origin } = entry;
  if (!origin) return own;
  const present = new Set(own.map(it => it.declaration.offset));
  const left = [...variableChildren(origin)].filter(it => !present.has(it.declaration.offset));
  return [...own, ...left];
}

/**
 * Each variable of the source once. For a closure's parameter rustc describes a parameter and a variable, and an
 * inlined instance keeps the one that has a value.
 */
function distinctEntries(scope: Entry): Entry[] {
  const seen = new Set<string>();
  return variableEntries(scope).filter(it => {
    const key = `${shortNameOf(it)}:${it.number(dw.DW_AT_decl_line)}`;
    const isLeftOut = it.parent?.offset !== scope.offset;
    const isAgain = isLeftOut && seen.has(key);
    seen.add(key);
    return !isAgain;
  });
}

function* variableChildren(entry: Entry): Generator<Entry> {
  for (const child of entry.children()) {
    const isVariable = child.tag === dw.DW_TAG_variable || child.tag === dw.DW_TAG_formal_parameter;
    if (isVariable) yield child;
  }
}

function isNamed(entry: Entry): boolean {
  return entry.string(dw.DW_AT_name) !== undefined;
}

/** All but the last one declared in the innermost block that has the name; what was bound for a guard comes before. */
function shadowedEntries(blocks: readonly (readonly Entry[])[]): Set<Entry> {
  const seen = new Set<string>();
  const hidden = new Set<Entry>();
  for (const entries of blocks) {
    const ofGuards = referencesForGuards(entries);
    for (const entry of entries.slice().reverse()) {
      const name = shortNameOf(entry);
      if (seen.has(name) || ofGuards.has(entry)) hidden.add(entry);
      if (!ofGuards.has(entry)) seen.add(name);
    }
  }
  return hidden;
}

/**
 * A pattern with a guard has its names twice: while it asks the guard, rustc looks at what was found through references,
 * which nobody has written. Both are described in the arm, in either order.
 */
function referencesForGuards(entries: readonly Entry[]): Set<Entry> {
  const key = (it: Entry, type: Entry | undefined): string =>
    `${shortNameOf(it)}:${it.number(dw.DW_AT_decl_line)}:${type?.offset}`;
  const bound = new Set(entries.map(it => key(it, it.reference(dw.DW_AT_type))));
  const found = entries.filter(it => {
    const type = it.reference(dw.DW_AT_type);
    const isPointer = type?.tag === dw.DW_TAG_pointer_type;
    return isPointer && bound.has(key(it, type.reference(dw.DW_AT_type)));
  });
  return new Set(found);
}
