/**
 * Divides a page's blocks into regions, each of which becomes one WebAssembly function. Compilers take more than
 * linear time and give up on big functions, and each change of region stores and loads the registers: so regions are as
 * big as they may be, and cut where the fewest edges are. [decision 0006]
 */

import { HALFWORDS, isCall, isInPage, successors, type Block } from './blocks';

export interface RegionLimits {
  readonly blocks: number;
  readonly instructions: number;
}

export const REGION_LIMITS: RegionLimits = { blocks: 128, instructions: 600 };

/** An edge that closes a loop is worth this many others. */
const LOOP_WEIGHT = 8;

export interface Region {
  readonly blocks: readonly Block[];
  /** By block: whether control may come from outside the region. */
  readonly isEntry: readonly boolean[];
  /** The number of the block that begins at an offset, wherever that is; undefined where it is not in the region. */
  blockAt(offset: number): number | undefined;
}

export function divide(
  blocks: readonly Block[],
  isEntered: Uint8Array,
  limits: RegionLimits = REGION_LIMITS,
): Region[] {
  const numbers = numbersByOffset(blocks);
  const weights = cutWeights(blocks, numbers);
  const ends: number[] = [];
  for (let first = 0; first < blocks.length;) {
    first = cut(blocks, weights, first, limits);
    ends.push(first);
  }
  const isEntry = findEntries(blocks, numbers, regionsByBlock(ends), isEntered);
  return ends.map((end, region) => {
    const first = ends[region - 1] ?? 0;
    return {
      blocks: blocks.slice(first, end),
      isEntry: isEntry.slice(first, end),
      blockAt: offset => {
        const number = numberAt(numbers, offset);
        return number >= first && number < end ? number - first : undefined;
      },
    };
  });
}

/** By half the offset, the number of the block that begins there; -1 for none. */
function numbersByOffset(blocks: readonly Block[]): Int16Array {
  const numbers = new Int16Array(HALFWORDS).fill(-1);
  for (let at = 0; at < blocks.length; at += 1) numbers[(blocks[at]?.start ?? 0) >> 1] = at;
  return numbers;
}

/** -1 where none begins there, or it is in another page. */
function numberAt(numbers: Int16Array, offset: number): number {
  return isInPage(offset) ? (numbers[offset >> 1] ?? -1) : -1;
}

function regionsByBlock(ends: readonly number[]): Int16Array {
  const regions = new Int16Array(ends.at(-1) ?? 0);
  for (const [region, end] of ends.entries()) regions.fill(region, ends[region - 1] ?? 0, end);
  return regions;
}

/** What it costs to cut before each block. */
function cutWeights(blocks: readonly Block[], numbers: Int16Array): Int32Array {
  const changes = new Int32Array(blocks.length + 1);
  for (const [from, block] of blocks.entries()) {
    for (const offset of successors(block)) {
      const to = numberAt(numbers, offset);
      if (to < 0) continue;
      const weight = to <= from ? LOOP_WEIGHT : 1;
      const [low, high] = to < from ? [to, from] : [from, to];
      changes[low + 1] = (changes[low + 1] ?? 0) + weight;
      changes[high + 1] = (changes[high + 1] ?? 0) - weight;
    }
  }
  for (let at = 1; at < changes.length; at += 1)
    changes[at] = (changes[at] ?? 0) + (changes[at - 1] ?? 0);
  return changes;
}

/** The end of the region that begins with block `first`. */
function cut(
  blocks: readonly Block[],
  weights: Int32Array,
  first: number,
  limits: RegionLimits,
): number {
  let instructions = 0;
  let end = first;
  while (end < blocks.length && end - first < limits.blocks) {
    instructions += blocks[end]?.count ?? 0;
    if (instructions > limits.instructions && end > first) break;
    end += 1;
  }
  if (end === blocks.length) return end;
  let best = end;
  // Not in the first half: small regions are worth little.
  for (let at = end; at > first + (end - first) / 2; at -= 1) {
    if ((weights[at] ?? 0) < (weights[best] ?? 0)) best = at;
  }
  return best;
}

/** By block. What is not reached from any other can only be reached from outside. */
function findEntries(
  blocks: readonly Block[],
  numbers: Int16Array,
  regions: Int16Array,
  isEntered: Uint8Array,
): boolean[] {
  const isEntry = blocks.map(({ start }) => isEntered[start >> 1] !== 0);
  const isReached = blocks.map(() => false);
  const mark = (offset: number) => {
    const number = numberAt(numbers, offset);
    if (number >= 0) isEntry[number] = true;
  };
  for (const [from, block] of blocks.entries()) {
    for (const offset of successors(block)) {
      const to = numberAt(numbers, offset);
      if (to < 0) continue;
      isReached[to] = true;
      const closesLoop = to <= from;
      if (closesLoop || regions[to] !== regions[from]) isEntry[to] = true;
    }
    const { end } = block;
    const isCalling = end.kind === 'jump' && isCall(end.step);
    if (isCalling) mark(end.to);
    if (isCalling || end.kind === 'indirect' || end.kind === 'leaves') mark(end.next);
    if (end.kind === 'leaves') {
      // What was executed for the interpreter's instruction has the length of it: the next known block is where it ends.
      mark(end.next + 2);
      mark(end.next + 4);
    }
  }
  return isEntry.map((it, number) => it || isReached[number] !== true);
}
