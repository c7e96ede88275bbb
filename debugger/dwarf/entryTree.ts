/** The entries of one unit as a flat tree: where each is, its tag and its parent. [DWARF5 §2.3] */

import type { ByteReader } from '../shared/byteReader';
import type { AbbreviationTable } from './abbreviations';
import type { FormContext } from './forms';
import { skipAttribute } from './forms';

/** Index of an entry in its tree; the root is 0. */
export type EntryIndex = number;

export interface EntryTree {
  /** Offsets in .debug_info, ascending. */
  readonly offsets: readonly number[];
  /** DW_TAG_* of each entry. */
  readonly tags: readonly number[];
  /** Index of each entry's parent; -1 for the root. */
  readonly parents: readonly EntryIndex[];
  /** Index after the last descendant of each entry. */
  readonly ends: readonly EntryIndex[];
}

/** Reads from the unit's first entry to the reader's end; what follows a malformed entry is left out. */
export function readEntryTree(
  r: ByteReader,
  unit: FormContext,
  abbreviations: AbbreviationTable,
  onMalformed: (read: () => void) => void,
): EntryTree {
  const tree = {
    offsets: [] as number[],
    tags: [] as number[],
    parents: [] as number[],
    ends: [] as number[],
  };
  const open: EntryIndex[] = [];
  onMalformed(() => {
    while (!r.atEnd) {
      const offset = r.offset;
      const code = r.uleb();
      if (code === 0) {
        const closed = open.pop();
        if (closed !== undefined) tree.ends[closed] = tree.offsets.length;
        // Padding may follow the tree; no second root does.
        if (open.length === 0) return;
        continue;
      }
      const abbreviation = abbreviations.get(code) ?? r.fail('unknown-abbreviation', String(code));
      const index = tree.offsets.push(offset) - 1;
      tree.tags.push(abbreviation.tag);
      tree.parents.push(open.at(-1) ?? -1);
      tree.ends.push(index + 1);
      if (abbreviation.hasChildren) open.push(index);
      if (abbreviation.fixedSize !== undefined) r.skip(abbreviation.fixedSize);
      else for (const spec of abbreviation.attributes) skipAttribute(r, unit, spec);
      if (open.length === 0) return;
    }
  });
  // Only a truncated unit leaves entries open.
  for (const index of open) tree.ends[index] = tree.offsets.length;
  return tree;
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
