/**
 * BTreeMap and BTreeSet: the nodes are walked in the order of the keys.
 *
 * ```text
 *   root, height 1:  edge 0 | key 0 | edge 1 | key 1 | edge 2       each node: len, keys[11], vals[11]
 *                      |                |                |          an inner one: that, then edges[12]
 *                    leaf             leaf             leaf
 * ```
 */

import type { ArrayType, Member, StructType } from '../types';
import { leafLayouts, mapLayouts, nodeLayouts, placesIn, setLayouts, thinPointer } from './layouts';
import { initialized, placeOf, pointerWithin } from './members';
import { memoryPlace, withFields } from './pointers';
import type { EntryPlace, Place, Presentation, ValueContext } from './presentation';
import { unaligned } from './sanity';
import { readNumber } from './scalars';
import type { Missing } from './storage';
import { isMissing, partOf } from './storage';
import { variantFields } from './structs';

/** Each level multiplies by six at least: no memory of 32 bits holds a higher tree. */
const MAX_HEIGHT = 12;

export function presentMap(place: Place<StructType>): Presentation | undefined {
  return presentTree(place, place, true);
}

export function presentSet(place: Place<StructType>): Presentation | undefined {
  const map = placesIn(place, setLayouts)?.map;
  return map && presentTree(place, map, false);
}

function presentTree(
  whole: Place<StructType>,
  map: Place,
  hasValues: boolean,
): Presentation | undefined {
  const members = placesIn(map, mapLayouts);
  const count = readNumber(members?.length);
  if (!members || count === undefined) return undefined;
  const root = variantFields(members.root, 'Some')?.[0]?.place;
  const broken = (reason: string): Presentation =>
    withFields(whole, { kind: 'broken', reason, fields: [] });
  if (count === 0) return { kind: 'entries', count, at: () => ({ missing: 'no such entry' }) };
  if (!root) return broken(`length ${count} without a tree: not initialized?`);
  const node = placesIn(root, nodeLayouts);
  const address = readNumber(thinPointer(node?.node));
  const height = readNumber(node?.height);
  const shape = node && shapeOf(node.node);
  if (!shape || address === undefined || height === undefined) return undefined;
  if (height > MAX_HEIGHT || count > shape.capacity * (shape.capacity + 1) ** height) {
    return broken(`a tree of height ${height} with ${count} entries: not initialized?`);
  }
  const walk = new Walk(shape, whole.context, { address, height });
  // The way to the first entry shows whether this is a tree at all.
  const first = walk.entry(0);
  if (isMissing(first)) return broken(first.missing);
  return {
    kind: 'entries',
    count,
    at(index) {
      const entry = walk.entry(index);
      return isMissing(entry) || hasValues ? entry : { ...entry, value: undefined };
    },
  };
}

/** What the nodes of one tree are made of. */
interface Shape {
  readonly leaf: StructType;
  readonly keys: Member;
  readonly values: Member;
  readonly length: Member;
  readonly key: ArrayType;
  readonly value: ArrayType;
  /** Of an inner node. */
  readonly edges: Member | undefined;
  /** Keys in a node, at most. */
  readonly capacity: number;
}

/** @param node the library's pointer to a node */
function shapeOf(node: Place): Shape | undefined {
  const pointer = thinPointer(node)?.type;
  const leaf = pointer?.kind === 'pointer' ? pointer.target : undefined;
  if (leaf?.kind !== 'struct') return undefined;
  const [layout] = leafLayouts;
  const member = ([name]: readonly [string]): Member | undefined =>
    leaf.members.find(it => it.name === name);
  const keys = member(layout.keys);
  const values = member(layout.values);
  const length = member(layout.length);
  const parent = member(layout.parent);
  if (!keys || !values || !length || !parent) return undefined;
  const { type: key } = keys;
  const { type: value } = values;
  if (key.kind !== 'array' || value.kind !== 'array') return undefined;
  const edges = innerNodeOf(parent)?.members.find(it => it.name === 'edges');
  return { leaf, keys, values, length, key, value, edges, capacity: key.count };
}

/** The parent of a node is an inner one; nothing else names its type. */
function innerNodeOf({ type }: Member): StructType | undefined {
  const some =
    type.kind === 'struct'
      ? type.variants?.variants.find(it => it.member.name === 'Some')
      : undefined;
  const nowhere: Place | undefined = some && {
    type: some.member.type,
    storage: NO_BYTES,
    context: NO_CONTEXT,
  };
  const pointer = pointerWithin(nowhere)?.type;
  return pointer?.kind === 'pointer' && pointer.target.kind === 'struct'
    ? pointer.target
    : undefined;
}

const NOTHING: Missing = { missing: 'only the type is asked for' };
const NO_CONTEXT: ValueContext = { registers: () => undefined, readMemory: () => undefined };
const NO_BYTES = {
  address: undefined,
  register: undefined,
  missing: NOTHING.missing,
  read: () => NOTHING,
  fragments: () => NOTHING,
};

interface Node {
  readonly address: number;
  /** 0 for a leaf. */
  readonly height: number;
}

/** A node on the way from the root to where the walk is. */
interface Level extends Node {
  readonly length: number;
  /** Of the key that comes when what is below it is done. */
  index: number;
}

/** Goes over the entries once and remembers where each is: a page at the end costs no second walk. */
class Walk {
  readonly #levels: Level[] = [];
  readonly #entries: { readonly address: number; readonly index: number }[] = [];
  #broken: string | undefined;

  constructor(
    private readonly shape: Shape,
    private readonly context: ValueContext,
    root: Node,
  ) {
    this.#descend(root);
  }

  entry(index: number): EntryPlace | Missing {
    while (this.#entries.length <= index && this.#broken === undefined) this.#step();
    const found = this.#entries[index];
    if (!found) return { missing: this.#broken ?? 'no such entry' };
    const node = memoryPlace(this.shape.leaf, found.address, this.context);
    return {
      key: elementOf(node, this.shape.keys, this.shape.key, found.index),
      value: elementOf(node, this.shape.values, this.shape.value, found.index),
    };
  }

  /** To the next key: the node's own next one, or that of the nearest node above that has one left. */
  #step(): void {
    const level = this.#levels.at(-1);
    if (!level) {
      this.#broken ??= 'the tree ends before its length';
      return;
    }
    if (level.index >= level.length) {
      this.#levels.pop();
      return;
    }
    const { address, index, height } = level;
    this.#entries.push({ address, index });
    level.index++;
    if (height > 0) this.#descend(this.#child(level, level.index));
  }

  /** To the leftmost leaf below a node. */
  #descend(top: Node | undefined): void {
    for (let node = top; node;) {
      const level = this.#open(node);
      if (!level) return;
      this.#levels.push(level);
      node = node.height > 0 ? this.#child(level, 0) : undefined;
    }
  }

  #open({ address, height }: Node): Level | undefined {
    const { leaf, length: member, capacity } = this.shape;
    const broken = unaligned(leaf, address);
    const length = readNumber(placeOf(memoryPlace(leaf, address, this.context), member));
    if (broken !== undefined || length === undefined || length === 0 || length > capacity) {
      this.#broken = broken ?? `no node of a tree at 0x${address.toString(16)}: not initialized?`;
      return undefined;
    }
    return { address, height, length, index: 0 };
  }

  #child({ address, height }: Node, index: number): Node | undefined {
    const { edges } = this.shape;
    if (edges?.type.kind !== 'array') {
      this.#broken = 'the type of the tree’s inner nodes is not recorded';
      return undefined;
    }
    const node = memoryPlace(this.shape.leaf, address, this.context);
    const edge = thinPointer(elementOf(node, edges, edges.type, index));
    const child = readNumber(edge);
    if (child === undefined) {
      this.#broken = `unreadable node at 0x${address.toString(16)}`;
      return undefined;
    }
    return { address: child, height: height - 1 };
  }
}

/** An element of an array in a node, out of the wrappers that let it be uninitialized. */
function elementOf(node: Place, member: Member, { element }: ArrayType, index: number): Place {
  const array = placeOf(node, member);
  const storage = partOf(array.storage, index * element.byteSize);
  return initialized({ type: element, storage, context: node.context });
}
