/**
 * The loops of a region, as intervals of its blocks in the order of addresses: each begins with the block that edges
 * lead back to and ends with the last one that has such an edge. Intervals that cross are widened until they nest.
 */

export interface Edge {
  readonly from: number;
  readonly to: number;
}

export interface Loop {
  readonly first: number;
  readonly last: number;
}

/** Outer ones before inner ones; no two begin with the same block. */
export function findLoops(edges: readonly Edge[]): Loop[] {
  const lastOf = new Map<number, number>();
  for (const { from, to } of edges) {
    if (to <= from) lastOf.set(to, Math.max(from, lastOf.get(to) ?? from));
  }
  const loops = [...lastOf].map(([first, last]) => ({ first, last }));
  loops.sort((a, b) => a.first - b.first);
  for (let isSettled = false; !isSettled;) {
    isSettled = true;
    for (const [number, outer] of loops.entries()) {
      for (const inner of loops.slice(number + 1)) {
        if (inner.first > outer.last || inner.last <= outer.last) continue;
        outer.last = inner.last;
        isSettled = false;
      }
    }
  }
  return loops;
}

/** The loops that hold a block, outer ones first. */
export function loopsAround(loops: readonly Loop[], block: number): Loop[] {
  return loops.filter(it => it.first <= block && block <= it.last);
}
