/** Types that the standard has one entry for and that are shown by their parts. */

import type { ScalarType, StructType, Type } from './types';

const WORD = 4;

/** C's complex numbers: two of half the size. [DWARF5 §5.1.1, DW_ATE_complex_float] */
export function complex(name: string, byteSize: number): StructType {
  const half = byteSize / 2;
  const type: Type = { kind: 'scalar', name: `f${half * 8}`, byteSize: half, encoding: 'float' };
  return struct(name, byteSize, { re: type, im: type });
}

/**
 * Of data the distance from the object, and -1 for none; of a function its address, or its place in the vtable, and what is
 * added to `this`. [Itanium C++ ABI §2.3]
 */
export function memberPointer(name: string, target: Type): ScalarType | StructType {
  const offset: ScalarType = { kind: 'scalar', name, byteSize: WORD, encoding: 'signed' };
  if (target.kind !== 'function') return offset;
  const pointer: Type = { kind: 'pointer', name: target.name, byteSize: WORD, target };
  return struct(name, 2 * WORD, { ptr: pointer, adj: { ...offset, name: 'isize' } });
}

/** Parts of one size, one after the other. */
function struct(name: string, byteSize: number, parts: Readonly<Record<string, Type>>): StructType {
  const members = Object.entries(parts).map(([part, type], at) => ({
    name: part,
    byteOffset: at * type.byteSize,
    type,
  }));
  return {
    kind: 'struct',
    name,
    path: name,
    byteSize,
    members,
    variants: undefined,
    parameter: () => undefined,
  };
}
