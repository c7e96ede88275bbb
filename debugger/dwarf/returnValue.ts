/**
 * What a Rust function has returned, by its return type and the calling convention of RV32 without floating point.
 * [psABI, integer calling convention] rustc returns a scalar, or two of them, in a0 and a1; anything else of up to four
 * bytes in a0 as it lies in memory; and the rest in memory whose address the caller gives in a0.
 */

import { bigToBytes } from './bits';
import * as dw from './constants';
import type { Scope } from './scopes';
import type { Member, StructType, Type } from './types';
import { typeOf } from './types';
import type { Place, ValueContext } from './values/presentation';
import { bytesStorage } from './values/storage';

/** What is left of the call when it has returned. */
export interface ReturnContext extends ValueContext {
  readonly a0: number;
  readonly a1: number;
  /** What a0 was when the function was called; undefined where nobody knows. */
  readonly a0AtCall: number | undefined;
}

interface Part {
  readonly offset: number;
  readonly size: number;
}

/** How rustc sees a type: none, one or two scalars, or a lump of bytes. undefined: that cannot be told for sure. */
type Shape = readonly Part[] | 'lump' | undefined;

const WORD = 4;
/** The signature was changed by an optimizer, which may have taken the return value away. [LLVM] */
const DW_CC_NOCALL = 3;
const READ_ONLY = 'it was returned: nobody reads it from there again';

/** undefined where the function returns nothing, or nobody can tell what. */
export function readReturnValue(subprogram: Scope, context: ReturnContext): Place | undefined {
  const { entry } = subprogram;
  const type = typeOf(entry.inherited(dw.DW_AT_type) && entry.declaration.reference(dw.DW_AT_type));
  const isChanged = entry.number(dw.DW_AT_calling_convention) === DW_CC_NOCALL;
  if (type.byteSize === 0 || isChanged) return undefined;
  const shape = shapeOf(type);
  if (shape === undefined) return undefined;
  const words = shape === 'lump' ? undefined : wordsOf(shape);
  if (words === undefined && (shape !== 'lump' || type.byteSize > WORD)) {
    const { a0AtCall } = context;
    if (a0AtCall === undefined) return undefined;
    // A copy: the caller may use the memory for something else as soon as it has taken the value.
    const copy = context.readMemory(a0AtCall, type.byteSize);
    return copy && { type, storage: bytesStorage(copy, READ_ONLY), context };
  }
  const bytes = new Uint8Array(type.byteSize);
  const registers = [context.a0, context.a1];
  const lump = [{ offset: 0, size: type.byteSize, first: 0 }];
  for (const { offset, size, first } of words ?? lump) {
    const low = BigInt((registers[first] ?? 0) >>> 0);
    const high = size > WORD ? BigInt((registers[first + 1] ?? 0) >>> 0) : 0n;
    bytes.set(bigToBytes(low | (high << 32n), size), offset);
  }
  return { type, storage: bytesStorage(bytes, READ_ONLY), context };
}

/** The first register of each part; undefined where a0 and a1 are not enough. */
function wordsOf(parts: readonly Part[]): (Part & { first: number })[] | undefined {
  let next = 0;
  const placed = parts.map(it => {
    const first = next;
    next += Math.ceil(it.size / WORD);
    return { ...it, first };
  });
  return next <= 2 ? placed : undefined;
}

function shapeOf(type: Type): Shape {
  switch (type.kind) {
    case 'scalar':
    case 'pointer':
    case 'enumeration':
      return type.byteSize === 0 ? [] : [{ offset: 0, size: type.byteSize }];
    case 'array':
      return type.byteSize === 0 ? [] : 'lump';
    case 'struct':
      return type.variants === undefined ? shapeOfMembers(type) : shapeOfEnum(type);
    default:
      return type.byteSize > 2 * WORD ? 'lump' : undefined;
  }
}

function shapeOfMembers({ members, byteSize }: StructType): Shape {
  const solid = members.filter(it => it.type.byteSize > 0);
  const [only] = solid;
  if (only === undefined) return [];
  const shapes = solid.map(it => shiftedShape(it));
  if (shapes.includes(undefined)) return byteSize > 2 * WORD ? 'lump' : undefined;
  if (solid.length === 1) return only.type.byteSize === byteSize ? shapes[0] : 'lump';
  const parts = shapes.flatMap(it => (Array.isArray(it) && it.length === 1 ? (it as Part[]) : []));
  if (solid.length !== 2 || parts.length !== 2) return 'lump';
  return parts.sort((a, b) => a.offset - b.offset);
}

/**
 * Two variants of the same tag and one scalar at the same place are two scalars; a niche is what holds it, where nothing
 * else is held. Other enums are lumps. [rustc_abi, layout_of_enum]
 */
function shapeOfEnum({ variants, byteSize }: StructType): Shape {
  const unsure = byteSize > 2 * WORD ? 'lump' : undefined;
  if (variants === undefined) return unsure;
  const payloads = variants.variants.map(({ member }) => shiftedShape(member));
  const tag = variants.discriminant;
  if (tag === undefined) return payloads.length === 1 ? payloads[0] : unsure;
  const full = payloads.filter(it => it === undefined || it === 'lump' || it.length > 0);
  const at = { offset: tag.byteOffset, size: tag.type.byteSize };
  if (full.length === 0) return [at];
  if (full.includes(undefined)) return unsure;
  const [first] = full;
  const isNiche = full.some(
    it => Array.isArray(it) && (it as Part[]).some(part => overlaps(part, at)),
  );
  if (isNiche) return full.length === 1 ? first : 'lump';
  const single = full.flatMap(it => (Array.isArray(it) && it.length === 1 ? (it as Part[]) : []));
  const [part] = single;
  if (part === undefined || single.length !== full.length) return 'lump';
  const isSame = single.every(it => it.offset === part.offset && it.size === part.size);
  return isSame ? [at, part].sort((a, b) => a.offset - b.offset) : 'lump';
}

/** A variant's own members leave the tag out. */
function shiftedShape({ byteOffset, type }: Member): Shape {
  const shape =
    type.kind === 'struct' && type.variants === undefined ? shapeOfVariant(type) : shapeOf(type);
  if (shape === undefined || shape === 'lump') return shape;
  return shape.map(it => ({ offset: it.offset + byteOffset, size: it.size }));
}

/** As of the members, but the size counts for nothing: a variant's is that of the whole enum. */
function shapeOfVariant(type: StructType): Shape {
  const solid = type.members.filter(it => it.type.byteSize > 0);
  const [only] = solid;
  return solid.length === 1 && only !== undefined ? shiftedShape(only) : shapeOfMembers(type);
}

function overlaps(a: Part, b: Part): boolean {
  return a.offset < b.offset + b.size && b.offset < a.offset + a.size;
}
