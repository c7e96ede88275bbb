/** Values that are kept as the memory of a repr(C) struct on riscv32imac: `persist_struct!` of the lower layer. */

import { PACKED, decodeValue } from './codec';
import type { ContractAbi, StructAbi } from './contractAbi';
import type { DecodedField } from './events';
import type { ValueType } from './valueType';
import { typeName } from './valueType';

/** A declaration is only text: one that contains itself must not be followed for ever. */
const MAX_NESTING = 8;

/** Reads the memory of a struct, structs inside it as `outer.inner`; undefined where its size is another. */
export function decodeStruct(
  abi: ContractAbi,
  struct: StructAbi,
  value: Uint8Array,
): DecodedField[] | undefined {
  const layout = layoutOf(abi, struct, 0);
  if (layout?.size !== value.length) return undefined;
  const fields: DecodedField[] = [];
  for (const { name, type, offset, size } of layout.fields) {
    const field = decodeValue(PACKED, type, value.subarray(offset, offset + size));
    if (field === undefined) return undefined;
    fields.push({ name, type, typeName: typeName(type), value: field });
  }
  return fields;
}

interface Extent {
  readonly size: number;
  readonly alignment: number;
}

interface Layout extends Extent {
  readonly fields: readonly PlacedField[];
}

interface PlacedField {
  readonly name: string;
  readonly type: ValueType;
  readonly offset: number;
  readonly size: number;
}

/** undefined where a field's type is unknown, has no fixed size, or contains itself. */
function layoutOf(abi: ContractAbi, struct: StructAbi, depth: number): Layout | undefined {
  if (depth > MAX_NESTING) return undefined;
  const fields: PlacedField[] = [];
  let end = 0;
  let alignment = 1;
  for (const { name, type } of struct.fields) {
    const inner = structNamed(abi, type);
    const nested = inner && layoutOf(abi, inner, depth + 1);
    const extent = nested ?? (type && extentOf(type));
    if (type === undefined || extent === undefined) return undefined;
    const offset = roundUp(end, extent.alignment);
    if (nested === undefined) fields.push({ name, type, offset, size: extent.size });
    for (const it of nested?.fields ?? []) {
      fields.push({ ...it, name: `${name}.${it.name}`, offset: offset + it.offset });
    }
    end = offset + extent.size;
    alignment = Math.max(alignment, extent.alignment);
  }
  return { size: roundUp(end, alignment), alignment, fields };
}

function structNamed(abi: ContractAbi, type: ValueType | undefined): StructAbi | undefined {
  if (type?.kind !== 'named') return undefined;
  return abi.types.find((it): it is StructAbi => it.kind === 'struct' && it.name === type.name);
}

/**
 * An address and a byte array are bytes. LLVM's data layout for riscv32 names no alignment for i128, so u128 has that
 * of i64. undefined where the value decides on its size, or the compiler is free to choose a layout.
 */
function extentOf(type: ValueType): Extent | undefined {
  switch (type.kind) {
    case 'address':
      return { size: 20, alignment: 1 };
    case 'bool':
      return { size: 1, alignment: 1 };
    case 'uint':
    case 'int':
      return { size: type.bits / 8, alignment: Math.min(type.bits / 8, 8) };
    case 'fixedBytes':
      return { size: type.length, alignment: 1 };
    case 'array': {
      const item = extentOf(type.item);
      return item && { size: item.size * type.length, alignment: item.alignment };
    }
    default:
      return undefined;
  }
}

function roundUp(value: number, alignment: number): number {
  return Math.ceil(value / alignment) * alignment;
}
