/** The entries of a program as llvm-dwarfdump prints them. */

import { llvm } from './tools';

/** What llvm-dwarfdump prints of an entry. */
export interface Dumped {
  readonly tag: string;
  readonly offset: number;
  readonly attributes: ReadonlyMap<string, string>;
  readonly parent: Dumped | undefined;
  readonly children: Dumped[];
}

/** All entries by offset. */
export function dumpedTree(path: string): Map<number, Dumped> {
  const byOffset = new Map<number, Dumped>();
  let open: { depth: number; entry: Dumped }[] = [];
  let attributes = new Map<string, string>();
  let last = '';
  for (const line of llvm('llvm-dwarfdump', ['--debug-info', path]).split('\n')) {
    const head = /^0x([0-9a-f]{8}):( +)(DW_TAG_\w+)/.exec(line);
    if (head) {
      const depth = head[2]!.length;
      attributes = new Map();
      open = open.filter(it => it.depth < depth);
      const parent = open.at(-1)?.entry;
      const offset = Number.parseInt(head[1]!, 16);
      const entry: Dumped = { tag: head[3]!, offset, attributes, parent, children: [] };
      parent?.children.push(entry);
      open.push({ depth, entry });
      byOffset.set(entry.offset, entry);
      continue;
    }
    const attribute = /^ +(DW_AT_\w+)\t\((.*)$/.exec(line);
    if (attribute) attributes.set((last = attribute[1]!), attribute[2]!);
    // Lists go on over the following lines.
    else if (/^ {10,}[[0(<]/.test(line))
      attributes.set(last, `${attributes.get(last)}\n${line.trim()}`);
  }
  return byOffset;
}

/** Code of an entry, without what the linker left out. */
export function rangesOf(entry: Dumped): [number, number][] {
  return writtenRangesOf(entry).filter(([low, high]) => low > 1 && low < high);
}

/** As they are in the file. */
export function writtenRangesOf({ attributes }: Dumped): [number, number][] {
  const list = attributes.get('DW_AT_ranges');
  const text = list ?? `[${attributes.get('DW_AT_low_pc')}, ${attributes.get('DW_AT_high_pc')})`;
  return [...text.matchAll(/\[\(?(0x[0-9a-f]+)\)?, \(?(0x[0-9a-f]+)/g)].map(it => [
    Number(it[1]),
    Number(it[2]),
  ]);
}

/** Follows DW_AT_abstract_origin and DW_AT_specification to the entry that has the attribute. */
export function inherited(
  tree: ReadonlyMap<number, Dumped>,
  entry: Dumped,
  name: string,
): string | undefined {
  for (let at: Dumped | undefined = entry; at; at = originOf(tree, at)) {
    const value = at.attributes.get(name);
    if (value !== undefined) return value.slice(0, -1);
  }
  return undefined;
}

export function originOf(tree: ReadonlyMap<number, Dumped>, entry: Dumped): Dumped | undefined {
  const value =
    entry.attributes.get('DW_AT_abstract_origin') ?? entry.attributes.get('DW_AT_specification');
  return value === undefined ? undefined : tree.get(Number.parseInt(value, 16));
}
