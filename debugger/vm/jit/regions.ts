/**
 * Divides a page's blocks into regions, each of which becomes one WebAssembly function. Compilers take more than
 * linear time and give up on big functions, and each change of region stores and loads the registers: so regions are as
 * big as they may be, and cut where the fewest edges are. [decision 0006]
 */

import { isCall, isInPage, PAGE_BYTES, successors, type Block } from './blocks';

export interface RegionLimits {
  readonly blocks: number;
  readonly instructions: number;
}

export const REGION_LIMITS: RegionLimits = { blocks: 64, instructions: 400 };

/** An edge that closes a loop is worth this many others. */
const LOOP_WEIGHT = 8;

export interface Region {
  readonly blocks: readonly Block[];
  /** By block: whether control may come from outside the region. */
  readonly isEntry: readonly boolean[];
}

export function divide(
  blocks: readonly Block[],
  isEntered: Uint8Array,
  limits: RegionLimits = REGION_LIMITS,
): Region[] {
  const numbers = numbersByOffset(blocks);
  const weights = cutWeights(blocks, numbers);
  const regions: Region[] = [];
  for (let first = 0; first < blocks.length;) {
    const end = cut(blocks, weights, first, limits);
    regions.push({ blocks: blocks.slice(first, end), isEntry: [] });
    first = end;
  }
  return regions.map(({ blocks: inside }) => ({
    blocks: inside,
    isEntry: findEntries(inside, blocks, isEntered),
  }));
}

/** By offset, the number of the block that begins there; -1 for none. */
export function numbersByOffset(blocks: readonly Block[]): Int16Array {
  const numbers = new Int16Array(PAGE_BYTES).fill(-1);
  for (const [number, { start }] of blocks.entries()) numbers[start] = number;
  return numbers;
}

/** What it costs to cut before each block. */
function cutWeights(blocks: readonly Block[], numbers: Int16Array): Int32Array {
  const changes = new Int32Array(blocks.length + 1);
  for (const [from, block] of blocks.entries()) {
    for (const offset of successors(block)) {
      const to = isInPage(offset) ? (numbers[offset] ?? -1) : -1;
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

function findEntries(
  inside: readonly Block[],
  all: readonly Block[],
  isEntered: Uint8Array,
): boolean[] {
  const numbers = numbersByOffset(inside);
  const isEntry = inside.map(({ start }) => isEntered[start >> 1] !== 0);
  const isReached = inside.map(() => false);
  const enter = (offset: number, from: Block) => {
    const to = isInPage(offset) ? (numbers[offset] ?? -1) : -1;
    if (to < 0) return;
    isReached[to] = true;
    const isOutside = numbers[from.start] === -1;
    const closesLoop = from.start >= offset;
    if (isOutside || closesLoop) isEntry[to] = true;
  };
  for (const block of all) {
    for (const offset of successors(block)) enter(offset, block);
    const { end } = block;
    const isCalled = end.kind === 'jump' && isCall(end.step) && isInPage(end.to);
    if (isCalled) markAt(isEntry, numbers[end.to]);
    const returns =
      end.kind === 'indirect' || end.kind === 'leaves' || (end.kind === 'jump' && isCall(end.step));
    // What was executed for the interpreter's instruction has the length of it: the next known block is where it ends.
    if (returns) {
      markAt(isEntry, numbers[end.next]);
      if (end.kind === 'leaves') {
        markAt(isEntry, numbers[end.next + 2]);
        markAt(isEntry, numbers[end.next + 4]);
      }
    }
  }
  return isEntry.map((it, number) => it || !isReached[number]);
}

function markAt(flags: boolean[], number: number | undefined): void {
  if (number !== undefined && number >= 0) flags[number] = true;
}
