/**
 * What no pointer and no length of a Rust value can be. A variable that is not yet written holds whatever was there
 * before: it must be told, not shown.
 */

import { hex32 } from '../../shared/hex';
import type { Type } from '../types';

/** No allocation is longer than isize::MAX. [Rust reference, "Dynamically sized types"] */
const MAX_BYTES = 2 ** 31;
const MEMORY = 2 ** 32;

/** Numbers of 128 bits are aligned as those of 64. [LLVM's data layout of riscv32] */
const MAX_ALIGNMENT = 8;

/** Types within types; a malformed one may contain itself. */
const MAX_DEPTH = 8;

/** Why there can be no elements there; undefined where there may. */
export function unlikely(
  element: Type,
  address: number,
  count: number,
  capacity: number,
): string | undefined {
  const bytes = count * element.byteSize;
  if (count > capacity) return `length ${count} of ${capacity} allocated: not initialized?`;
  if (bytes >= MAX_BYTES || address + bytes > MEMORY) {
    return `impossible length ${count}: not initialized?`;
  }
  return unaligned(element, address);
}

/** Why no value of the type can be there; undefined where one may. Null is left to the caller. */
export function unaligned(type: Type, address: number): string | undefined {
  const alignment = alignmentOf(type);
  if (address % alignment === 0) return undefined;
  return `${hex32(address)} is no address of ${type.name}: not initialized?`;
}

/** 1 where nothing is known. */
export function alignmentOf(type: Type, depth = 0): number {
  if (depth > MAX_DEPTH) return 1;
  switch (type.kind) {
    case 'scalar':
    case 'enumeration':
      return Math.min(MAX_ALIGNMENT, Math.max(1, type.byteSize));
    case 'pointer':
      return 4;
    case 'array':
      return alignmentOf(type.element, depth + 1);
    case 'struct':
    case 'union':
      // Packed structs differ from what their members need, so only what is recorded counts.
      return Math.max(1, type.alignment ?? 1);
    default:
      return 1;
  }
}
