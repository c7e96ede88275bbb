/** From an instruction word to its row. The rows are indexed once; no list is searched per instruction. */

import { extract, FIELDS } from './fields';
import type { BaseInstruction, CompressedInstruction, Instruction } from './instruction';
import { isShort } from './instruction';
import { BASE_INSTRUCTIONS, COMPRESSED_INSTRUCTIONS } from './instructions';

/** The row of this encoding; undefined where no extension of ours defines it. Only the low half counts if it is short. */
export function decode(word: number): Instruction | undefined {
  return isShort(word) ? decodeCompressed(word & 0xffff) : decodeBase(word);
}

export function decodeBase(word: number): BaseInstruction | undefined {
  return baseRows[baseIndex(word)]?.find(it => matches(it, word));
}

export function decodeCompressed(word: number): CompressedInstruction | undefined {
  return compressedRows[compressedIndex(word)]?.find(it => matches(it, word));
}

/** Whether the word has the row's fixed bits, and operands that the row allows. */
export function matches(row: Instruction, word: number): boolean {
  if ((word & row.mask) >>> 0 !== row.match) return false;
  if (row.nonzero?.some(it => extract(FIELDS[it], word) === 0)) return false;
  return row.except === undefined || extract(FIELDS[row.except.field], word) !== row.except.value;
}

/** Opcode and funct3, the bits that nearly every row fixes. [Unpriv §2.2] */
function baseIndex(word: number): number {
  return ((word >>> 2) & 0x1f) | ((word >>> 7) & 0xe0);
}

/** Quadrant and funct3. [Unpriv §16.8] */
function compressedIndex(word: number): number {
  return (word & 3) | ((word >>> 11) & 0x1c);
}

const baseRows = index(BASE_INSTRUCTIONS, 256, baseIndex, 0x707c);
const compressedRows = index(COMPRESSED_INSTRUCTIONS, 32, compressedIndex, 0xe003);

/** Lists, for each index, the rows that a word of this index may belong to. */
function index<Row extends Instruction>(
  rows: readonly Row[],
  size: number,
  indexOf: (word: number) => number,
  indexedBits: number,
): readonly (readonly Row[])[] {
  const lists: Row[][] = Array.from({ length: size }, () => []);
  for (let filler = 0; filler < 0x10000; filler += 1) {
    const bits = filler & indexedBits;
    if (bits !== filler) continue;
    const list = lists[indexOf(bits)];
    list?.push(...rows.filter(it => ((it.match ^ bits) & it.mask & indexedBits) === 0));
  }
  return lists;
}
