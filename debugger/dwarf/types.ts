/** Types as values are read by: sizes, members, variants. Entries of types are read when they are asked for. [DWARF5 §5] */

import * as dw from './constants';
import type { Entry } from './entry';
import { holdsFunctionItem } from './functionItems';
import { memberPosition } from './memberPosition';
import type { MoveTo } from './memberPosition';
import { pathOf, shortNameOf } from './paths';
import { arrayCounts, typeName } from './typeNames';
import { complex, memberPointer } from './syntheticTypes';
import { readVariantPart } from './variantPart';
import type { VariantPart } from './variantPart';

interface Named {
  /** As a Rust author writes it. */
  readonly name: string;
  readonly byteSize: number;
}

export type Encoding = 'signed' | 'unsigned' | 'bool' | 'char' | 'float' | 'none';

export interface ScalarType extends Named {
  readonly kind: 'scalar';
  /** 'none' for `()` and `!`. */
  readonly encoding: Encoding;
  /** Where the library's wrapper around it says that it cannot be 0. */
  readonly isNonZero?: boolean;
}

export interface PointerType extends Named {
  readonly kind: 'pointer';
  readonly target: Type;
}

export interface ArrayType extends Named {
  readonly kind: 'array';
  readonly element: Type;
  readonly count: number;
}

export interface Member {
  /** Without what rustc puts before it: `0` for `__0`. */
  readonly name: string;
  /** Of the first byte that holds any of it. */
  readonly byteOffset: number;
  /** Of a base that all who inherit it share: the object in memory tells where it is, and `byteOffset` nothing. */
  readonly within?: MoveTo;
  /** Of a bit-field, which starts and ends within bytes; undefined for any other member. */
  readonly bits?: MemberBits;
  readonly type: Type;
}

/** The part of the bytes from `byteOffset` on that a bit-field has. */
export interface MemberBits {
  /** From the low bit of the first byte: 0 to 7. */
  readonly offset: number;
  readonly size: number;
}

export interface StructType extends Named {
  readonly kind: 'struct' | 'union';
  /** With namespaces and all parameters: `alloc::vec::Vec<u32, alloc::alloc::Global>`. */
  readonly path: string;
  readonly members: readonly Member[];
  /** In bytes; undefined where it is not recorded. */
  readonly alignment?: number | undefined;
  /** Of an enum that holds data. */
  readonly variants: VariantPart | undefined;
  /** The type that stands for a parameter of a generic one. */
  parameter(name: string): Type | undefined;
}

/** An enum without data. */
export interface EnumerationType extends Named {
  readonly kind: 'enumeration';
  /** Whether its numbers have a sign, which its bit-fields are read with; absent means not. */
  readonly isSigned?: boolean;
  /** As unsigned numbers of the type's size. */
  readonly enumerators: ReadonlyMap<bigint, string>;
}

export interface FunctionType extends Named {
  readonly kind: 'function';
  readonly parameters: readonly Type[];
  /** `()` where there is none. */
  readonly result: Type;
}

export interface UnknownType extends Named {
  readonly kind: 'unknown';
  /** Of C's arrays whose length only the running program knows. */
  readonly array?: Entry;
}

export type Type =
  ScalarType | PointerType | ArrayType | StructType | EnumerationType | FunctionType | UnknownType;

const ADDRESS_SIZE = 4;

/** Chains of typedef and const; a malformed one may be a circle. */
const MAX_CHAIN = 16;

/** The widest number that any compiler chooses an enumerator by. */
const MAX_ENUMERATION = 16;

/** Arrays of arrays of arrays: none that a person wrote is this deep, a malformed one may be a circle. */
const MAX_NESTING = 32;

const types = new WeakMap<Entry, Type>();

/** The same type for the same entry. `()` for no entry, which is how DWARF says it. */
export function typeOf(entry: Entry | undefined): Type {
  const bare = entry && withoutQualifiers(entry);
  if (!bare) return UNIT;
  let type = types.get(bare);
  // C's structs may have no other name than the one that was defined to stand for them.
  const named = bare.attribute(dw.DW_AT_name) ? bare : (definedName(entry) ?? bare);
  if (!type) types.set(bare, (type = readType(bare, typeName(named))));
  return type;
}

const UNIT: ScalarType = { kind: 'scalar', name: '()', byteSize: 0, encoding: 'none' };

const encodings: Readonly<Partial<Record<number, Encoding>>> = {
  [dw.DW_ATE_signed]: 'signed',
  [dw.DW_ATE_signed_char]: 'signed',
  [dw.DW_ATE_unsigned]: 'unsigned',
  [dw.DW_ATE_unsigned_char]: 'unsigned',
  [dw.DW_ATE_address]: 'unsigned',
  [dw.DW_ATE_boolean]: 'bool',
  [dw.DW_ATE_float]: 'float',
  [dw.DW_ATE_UTF]: 'char',
};

const qualifiers: ReadonlySet<number> = new Set([
  dw.DW_TAG_typedef,
  dw.DW_TAG_const_type,
  dw.DW_TAG_volatile_type,
  dw.DW_TAG_restrict_type,
  dw.DW_TAG_atomic_type,
]);

const pointers: ReadonlySet<number> = new Set([
  dw.DW_TAG_pointer_type,
  dw.DW_TAG_reference_type,
  dw.DW_TAG_rvalue_reference_type,
]);

/** The first definition of a name on the way to a type. */
function definedName(entry: Entry): Entry | undefined {
  let at: Entry | undefined = entry;
  for (let length = 0; at && qualifiers.has(at.tag) && length < MAX_CHAIN; length++) {
    if (at.tag === dw.DW_TAG_typedef) return at;
    at = at.reference(dw.DW_AT_type);
  }
  return undefined;
}

function withoutQualifiers(entry: Entry): Entry | undefined {
  let bare: Entry | undefined = entry;
  for (let length = 0; bare && qualifiers.has(bare.tag); length++) {
    bare = length < MAX_CHAIN ? bare.reference(dw.DW_AT_type) : undefined;
  }
  return bare && (bare.unit.owner.definitionOf(bare) ?? bare);
}

function readType(entry: Entry, name: string): Type {
  const byteSize = entry.number(dw.DW_AT_byte_size) ?? 0;
  if (pointers.has(entry.tag)) return readPointer(entry, name);
  // Only declared, and no unit knows what is in it.
  const isOpaque = byteSize === 0 && entry.flag(dw.DW_AT_declaration);
  if (isOpaque) return { kind: 'unknown', name, byteSize };
  switch (entry.tag) {
    case dw.DW_TAG_base_type: {
      const code = entry.number(dw.DW_AT_encoding) ?? 0;
      if (code === dw.DW_ATE_complex_float) return complex(name, byteSize);
      const encoding = encodings[code];
      if (byteSize === 0) return { kind: 'scalar', name, byteSize, encoding: 'none' };
      return encoding
        ? { kind: 'scalar', name, byteSize, encoding }
        : { kind: 'unknown', name, byteSize };
    }
    case dw.DW_TAG_array_type:
      return readArray(entry, name);
    case dw.DW_TAG_structure_type:
    case dw.DW_TAG_class_type:
    case dw.DW_TAG_interface_type:
      return new Struct('struct', entry, name, byteSize);
    case dw.DW_TAG_union_type:
      return new Struct('union', entry, name, byteSize);
    case dw.DW_TAG_enumeration_type:
      return readEnumeration(entry, name);
    case dw.DW_TAG_ptr_to_member_type:
      return readMemberPointer(entry, name);
    case dw.DW_TAG_unspecified_type:
      // C++ says no size of its null.
      return /nullptr/.test(name)
        ? {
            kind: 'pointer',
            name,
            byteSize: ADDRESS_SIZE,
            target: { kind: 'unknown', name, byteSize },
          }
        : { kind: 'unknown', name, byteSize };
    case dw.DW_TAG_subroutine_type:
      return new FunctionPointed(entry, name);
    default:
      return { kind: 'unknown', name, byteSize };
  }
}

function readPointer(entry: Entry, name: string): PointerType {
  return {
    kind: 'pointer',
    name,
    byteSize: ADDRESS_SIZE,
    get target() {
      return typeOf(entry.reference(dw.DW_AT_type));
    },
  };
}

function readArray(entry: Entry, name: string): ArrayType | UnknownType {
  const counts = arrayCounts(entry);
  // C's arrays whose length only the running program knows, and those at the end of a struct.
  if (counts[0] === undefined) return { kind: 'unknown', name, byteSize: 0, array: entry };
  return arrayOf(entry, name, counts);
}

/** [DWARF5 §5.15; the C++ ABI of Itanium §2.3] */
function readMemberPointer(entry: Entry, name: string): Type {
  const target = typeOf(entry.reference(dw.DW_AT_type));
  return memberPointer(name, target);
}

/** @param counts of its dimensions from the given one on, outermost first */
export function arrayOf(
  entry: Entry,
  name: string,
  counts: readonly (number | undefined)[],
): ArrayType {
  const elementEntry = entry.reference(dw.DW_AT_type);
  const elements = counts.reduce<number>((product, it) => product * (it ?? 0), 1);
  return {
    kind: 'array',
    name,
    count: counts[0] ?? 0,
    byteSize: elements * sizeOf(elementEntry),
    get element() {
      if (counts.length === 1) return typeOf(elementEntry);
      // `[u8; 2]` for `[[u8; 2]; 3]`.
      return arrayOf(entry, name.slice(1, name.lastIndexOf(';')), counts.slice(1));
    },
  };
}

/** The size of a type whose value is still to be read: an array's may depend on itself. */
export function sizeOf(entry: Entry | undefined, depth = 0): number {
  const bare = entry && withoutQualifiers(entry);
  if (!bare || depth > MAX_NESTING) return 0;
  if (pointers.has(bare.tag)) return ADDRESS_SIZE;
  if (bare.tag === dw.DW_TAG_enumeration_type) return enumerationLayout(bare).byteSize;
  if (bare.tag !== dw.DW_TAG_array_type) return bare.number(dw.DW_AT_byte_size) ?? 0;
  const element = sizeOf(bare.reference(dw.DW_AT_type), depth + 1);
  return arrayCounts(bare).reduce<number>((product, it) => product * (it ?? 0), element);
}

function readEnumeration(entry: Entry, name: string): EnumerationType {
  const { byteSize, isSigned } = enumerationLayout(entry);
  const enumerators = new Map<bigint, string>();
  for (const child of entry.children()) {
    const value = child.wideNumber(dw.DW_AT_const_value);
    if (child.tag !== dw.DW_TAG_enumerator || value === undefined) continue;
    enumerators.set(BigInt.asUintN(byteSize * 8, value), shortNameOf(child));
  }
  return { kind: 'enumeration', name, byteSize, isSigned, enumerators };
}

/** An enumeration may leave its size to the type under it; gcc does for those of C. [DWARF5 §5.7] */
function enumerationLayout(entry: Entry): { byteSize: number; isSigned: boolean } {
  const under = entry.reference(dw.DW_AT_type);
  const bare = under && withoutQualifiers(under);
  const encoding = encodings[bare?.number(dw.DW_AT_encoding) ?? 0];
  const byteSize = entry.number(dw.DW_AT_byte_size) ?? bare?.number(dw.DW_AT_byte_size) ?? 0;
  return { byteSize: Math.min(byteSize, MAX_ENUMERATION), isSigned: encoding === 'signed' };
}

class FunctionPointed implements FunctionType {
  readonly kind = 'function';
  readonly byteSize = 0;
  #parameters: readonly Type[] | undefined;

  constructor(
    readonly entry: Entry,
    readonly name: string,
  ) {}

  get parameters(): readonly Type[] {
    return (this.#parameters ??= [...this.entry.children()]
      .filter(it => it.tag === dw.DW_TAG_formal_parameter)
      .map(it => typeOf(it.reference(dw.DW_AT_type))));
  }

  get result(): Type {
    return typeOf(this.entry.reference(dw.DW_AT_type));
  }
}

class Struct implements StructType {
  #path: string | undefined;
  #members: readonly Member[] | undefined;
  #variants: VariantPart | undefined;

  constructor(
    readonly kind: 'struct' | 'union',
    readonly entry: Entry,
    readonly name: string,
    readonly byteSize: number,
  ) {}

  get path(): string {
    return (this.#path ??= pathOf(this.entry));
  }

  get members(): readonly Member[] {
    return (this.#members ??= membersOf(this.entry));
  }

  get alignment(): number | undefined {
    return this.entry.number(dw.DW_AT_alignment);
  }

  get variants(): VariantPart | undefined {
    if (!this.#variants) {
      const part = childOf(this.entry, dw.DW_TAG_variant_part);
      this.#variants = part && readVariantPart(part);
    }
    return this.#variants;
  }

  parameter(name: string): Type | undefined {
    for (const child of this.entry.children()) {
      const isParameter = child.tag === dw.DW_TAG_template_type_parameter;
      if (isParameter && shortNameOf(child) === name) return typeOf(child.reference(dw.DW_AT_type));
    }
    return undefined;
  }
}

function childOf(entry: Entry, tag: number): Entry | undefined {
  for (const child of entry.children()) if (child.tag === tag) return child;
  return undefined;
}

export function membersOf(entry: Entry): Member[] {
  const members: Member[] = [];
  for (const child of entry.children()) if (isMember(child)) members.push(memberOf(child));
  return members;
}

/** Members, and bases of what inherits; what is shared by all values of a class is in none of them. [DWARF4 §5.5.6] */
function isMember(child: Entry): boolean {
  if (child.tag === dw.DW_TAG_inheritance) return true;
  return child.tag === dw.DW_TAG_member && !child.flag(dw.DW_AT_external);
}

export function memberOf(entry: Entry): Member {
  return {
    name: memberName(entry),
    ...memberPosition(entry),
    get type() {
      return heldType(entry);
    },
  };
}

/** The type of a member or variable. */
export function heldType(holder: Entry): Type {
  const type = typeOf(holder.reference(dw.DW_AT_type));
  const isPointer = type.kind === 'pointer' && type.target.kind === 'function';
  return isPointer && holdsFunctionItem(holder) ? functionItem(type.name) : type;
}

/** The type of a function as a value by itself, which has no bytes. */
export function functionItem(name: string): StructType {
  const parts = { path: name, members: [], variants: undefined, parameter: () => undefined };
  return { kind: 'struct', name, byteSize: 0, ...parts };
}

function memberName(entry: Entry): string {
  const name = entry.string(dw.DW_AT_name);
  if (name !== undefined) return name.replace(/^(?:__(?=\d)|_ref__)/, '');
  const isBase = entry.tag === dw.DW_TAG_inheritance;
  return isBase ? typeName(entry.reference(dw.DW_AT_type)) : shortNameOf(entry);
}
