/** The entries of one unit as a flat tree: where each is, its tag and its parent. [DWARF5 §2.3] */

import type { ByteReader } from '../shared/byteReader';
import type { AbbreviationTable } from './abbreviations';
import type { FormContext } from './forms';
import { passOver } from './forms';

/** Index of an entry in its tree; the root is 0. */
export type EntryIndex = number;

/** A column for each thing that is known of an entry; entry n is element n of each. */
export interface EntryTree {
  /** Offsets in .debug_info, ascending. */
  readonly offsets: Uint32Array;
  /** Of the abbreviation of each entry, in the unit's table. */
  readonly codes: Uint32Array;
  /** DW_TAG_* of each entry. */
  readonly tags: Uint16Array;
  /** Index of each entry's parent; -1 for the root. */
  readonly parents: Int32Array;
  /** Index after the last descendant of each entry. */
  readonly ends: Uint32Array;
}

/** The bytes of a usual entry: where the columns start, before they have to grow. */
const USUAL_SIZE = 12;

/** Tags above are nobody's. */
const MAX_TAG = 0xffff;

/** Reads from the unit's first entry to the reader's end; what follows a malformed entry is left out. */
export function readEntryTree(
  r: ByteReader,
  unit: FormContext,
  abbreviations: AbbreviationTable,
  onMalformed: (read: () => void) => void,
): EntryTree {
  const columns = new Columns(Math.ceil(r.remaining / USUAL_SIZE));
  const open: EntryIndex[] = [];
  onMalformed(() => {
    while (!r.atEnd) {
      const offset = r.offset;
      const code = r.uleb();
      if (code === 0) {
        const closed = open.pop();
        if (closed !== undefined) columns.close(closed);
        // Padding may follow the tree; no second root does.
        if (open.length === 0) return;
        continue;
      }
      const abbreviation = abbreviations.get(code) ?? r.fail('unknown-abbreviation', String(code));
      const index = columns.add(offset, code, abbreviation.tag, open.at(-1) ?? -1);
      if (abbreviation.hasChildren) open.push(index);
      passOver(r, unit, abbreviation.steps);
      if (open.length === 0) return;
    }
  });
  // Only a truncated unit leaves entries open.
  for (const index of open) columns.close(index);
  return columns.tree();
}

class Columns {
  #count = 0;
  #offsets: Uint32Array;
  #codes: Uint32Array;
  #tags: Uint16Array;
  #parents: Int32Array;
  #ends: Uint32Array;

  constructor(capacity: number) {
    this.#offsets = new Uint32Array(capacity);
    this.#codes = new Uint32Array(capacity);
    this.#tags = new Uint16Array(capacity);
    this.#parents = new Int32Array(capacity);
    this.#ends = new Uint32Array(capacity);
  }

  add(offset: number, code: number, tag: number, parent: EntryIndex): EntryIndex {
    const index = this.#count++;
    if (index >= this.#offsets.length) this.#grow(index * 2 + 16);
    this.#offsets[index] = offset;
    this.#codes[index] = code;
    this.#tags[index] = Math.min(tag, MAX_TAG);
    this.#parents[index] = parent;
    this.#ends[index] = index + 1;
    return index;
  }

  /** What has been added since is what the entry has inside. */
  close(index: EntryIndex): void {
    this.#ends[index] = this.#count;
  }

  tree(): EntryTree {
    const count = this.#count;
    return {
      offsets: this.#offsets.subarray(0, count),
      codes: this.#codes.subarray(0, count),
      tags: this.#tags.subarray(0, count),
      parents: this.#parents.subarray(0, count),
      ends: this.#ends.subarray(0, count),
    };
  }

  #grow(capacity: number): void {
    this.#offsets = grown(this.#offsets, new Uint32Array(capacity));
    this.#codes = grown(this.#codes, new Uint32Array(capacity));
    this.#tags = grown(this.#tags, new Uint16Array(capacity));
    this.#parents = grown(this.#parents, new Int32Array(capacity));
    this.#ends = grown(this.#ends, new Uint32Array(capacity));
  }
}

function grown<Column extends Uint32Array | Uint16Array | Int32Array>(
  column: Column,
  larger: Column,
): Column {
  larger.set(column);
  return larger;
}

/** Index of the entry at exactly this offset. */
export function indexOfOffset(tree: EntryTree, offset: number): EntryIndex | undefined {
  const { offsets } = tree;
  let low = 0;
  let high = offsets.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = offsets[middle] ?? 0;
    if (found === offset) return middle;
    if (found < offset) low = middle + 1;
    else high = middle - 1;
  }
  return undefined;
}

/** Children in order. */
export function* childrenOf(tree: EntryTree, index: EntryIndex): Generator<EntryIndex> {
  const end = tree.ends[index] ?? 0;
  for (let child = index + 1; child < end; child = tree.ends[child] ?? end) yield child;
}
