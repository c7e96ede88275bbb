/**
 * How control goes inside a region, as far as WebAssembly's structure lets it: forward out of blocks, back to the start
 * of loops that are open, and for everything else through a switch at the top, which leads into loops through switches
 * at their starts. What has no such entry pays for none.
 */

import { isCall, successors, type Block } from './blocks';
import { findLoops, loopsAround, type Edge, type Loop } from './loops';
import type { Region } from './regions';

export interface Flow {
  readonly loops: readonly Loop[];
  /** By block, the number of its way in through the switches, from 1; 0 where it has none. */
  readonly ways: readonly number[];
  /** How block `from` gets to block `to`. */
  route(from: number, to: number): Route;
}

export type Route =
  | { readonly kind: 'forward'; readonly to: number }
  | { readonly kind: 'back'; readonly to: number }
  /** Into a loop, not by its start: out of the block that ends before it, then through its switch. */
  | { readonly kind: 'into'; readonly loop: Loop; readonly to: number }
  | { readonly kind: 'top'; readonly to: number };

export function planFlow({ blocks, isEntry, blockAt }: Region): Flow {
  const edges = blocks.flatMap((block, from) => edgesOf(block, from, blockAt));
  const loops = findLoops(edges.filter(it => !it.isCall));
  const around = blocks.map((_, block) => loopsAround(loops, block));
  const route = (from: number, to: number): Route => {
    const entered = (around[to] ?? []).filter(it => it.first > from || from > it.last);
    const [outermost] = entered;
    if (to > from) {
      if (outermost === undefined || outermost.first === to) return { kind: 'forward', to };
      return { kind: 'into', loop: outermost, to };
    }
    const isOpen = loops.some(it => it.first === to && from <= it.last);
    return { kind: isOpen ? 'back' : 'top', to };
  };
  const needsWay = [...isEntry];
  for (const { from, to } of edges) {
    const { kind } = route(from, to);
    if (kind === 'into' || kind === 'top') needsWay[to] = true;
  }
  let ways = 0;
  return { loops, ways: needsWay.map(it => (it ? (ways += 1) : 0)), route };
}

interface RegionEdge extends Edge {
  readonly isCall: boolean;
}

function edgesOf(
  block: Block,
  from: number,
  blockAt: (offset: number) => number | undefined,
): RegionEdge[] {
  const { end } = block;
  const isCalling = end.kind === 'jump' && isCall(end.step);
  const offsets = isCalling ? [end.to] : successors(block);
  return offsets.flatMap(offset => {
    const to = blockAt(offset);
    return to === undefined ? [] : [{ from, to, isCall: isCalling }];
  });
}
