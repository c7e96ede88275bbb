/** What an expression has come to, as storage; pieces are each in a place of its own, or nowhere. [DWARF5 §2.6.1] */

import { bigToBytes, bytesToBig } from '../bits';
import type { Evaluated, Piece } from '../expression';
import { OPTIMIZED_OUT } from '../expression';
import type { Described, Fragment, Missing, Storage, StorageContext } from './storage';
import { isMissing, limited, locationStorage } from './storage';

/** A part of the value: the bits from `start` on. */
interface Placed {
  readonly start: number;
  readonly end: number;
  readonly bitOffset: number;
  readonly storage: Storage;
}

export function storageOf(
  evaluated: Evaluated,
  context: StorageContext,
  described?: Described,
): Storage {
  if (evaluated.kind === 'pieces') return piecesStorage(evaluated.pieces, context, described);
  return locationStorage(evaluated, context, described);
}

function piecesStorage(
  pieces: readonly Piece[],
  context: StorageContext,
  described: Described | undefined,
): Storage {
  const placed: Placed[] = [];
  let start = 0;
  for (const { location, bits, bitOffset } of pieces) {
    const end = start + bits;
    const storage = locationStorage(location, context, described);
    placed.push({ start, end, bitOffset, storage });
    start = end;
  }
  return {
    address: undefined,
    register: undefined,
    missing: undefined,
    read: limited((offset, length) => {
      const bits = gather(placed, offset * 8, length * 8);
      return typeof bits === 'bigint' ? bigToBytes(bits, length) : bits;
    }),
    readBits: (first, count) => gather(placed, first, count),
    pointee: offset => placed.find(it => it.start === offset * 8)?.storage.pointee?.(0),
    fragments: (offset, length) => fragmentsOf(placed, offset * 8, length * 8),
  };
}

/** The bits that a piece has of those from `from` to `to`, counted from the piece's own first bit. */
function overlap({ start, end, bitOffset }: Placed, from: number, to: number) {
  const low = Math.max(start, from);
  const high = Math.min(end, to);
  return { low, bits: high - low, first: bitOffset + low - start };
}

/** Bits of a value that is in pieces, each of which may start within a byte. */
function gather(pieces: readonly Placed[], from: number, bits: number): bigint | Missing {
  let value = 0n;
  let found = 0;
  for (const piece of pieces) {
    const part = overlap(piece, from, from + bits);
    if (part.bits <= 0) continue;
    const firstByte = Math.floor(part.first / 8);
    const lastByte = Math.ceil((part.first + part.bits) / 8);
    const bytes = piece.storage.read(firstByte, lastByte - firstByte);
    if (isMissing(bytes)) return bytes;
    const read = bytesToBig(bytes) >> BigInt(part.first - firstByte * 8);
    value |= BigInt.asUintN(part.bits, read) << BigInt(part.low - from);
    found += part.bits;
  }
  // Compilers leave out the pieces at the end that are nowhere.
  return found === bits ? value : { missing: OPTIMIZED_OUT };
}

function fragmentsOf(
  pieces: readonly Placed[],
  from: number,
  bits: number,
): readonly Fragment[] | Missing {
  const fragments: Fragment[] = [];
  let found = 0;
  for (const piece of pieces) {
    const part = overlap(piece, from, from + bits);
    if (part.bits <= 0) continue;
    if (part.bits % 8 !== 0 || part.first % 8 !== 0) {
      return { missing: 'its bits share bytes with others' };
    }
    const inside = piece.storage.fragments(part.first / 8, part.bits / 8);
    if (isMissing(inside)) return inside;
    fragments.push(...inside);
    found += part.bits;
  }
  return found === bits ? fragments : { missing: OPTIMIZED_OUT };
}
