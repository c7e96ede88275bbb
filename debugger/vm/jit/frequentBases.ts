/**
 * Registers from which a block reaches memory many times: a frame, or a state that is worked on. Most of such accesses
 * meet the page that the one before has met, and are spared the look into the TLB, which no region changes while it
 * runs. Found by hand: with fewer in a block what is saved is less than the larger code costs.
 */

import type { Block, GuestStep } from './blocks';

export type AccessKind = 'loads' | 'stores';

/** Accesses in one block, in between which the register stays the same. */
const MANY = 8;
/** Bases of a region: each takes two locals. */
const MOST_BASES = 2;

/** The registers, those with the most accesses first. */
export function frequentBases(blocks: readonly Block[], kind: AccessKind): number[] {
  const most = new Uint32Array(32);
  for (const { steps } of blocks) {
    const counts = new Uint32Array(32);
    for (const step of steps) {
      const { rs1, rd } = step;
      if (isAccess(step, kind)) counts[rs1] = (counts[rs1] ?? 0) + 1;
      most[rs1] = Math.max(most[rs1] ?? 0, counts[rs1] ?? 0);
      if (!('stores' in step.row.effect)) counts[rd] = 0;
    }
  }
  return [...most.keys()]
    .filter(register => register > 0 && (most[register] ?? 0) >= MANY)
    .sort((a, b) => (most[b] ?? 0) - (most[a] ?? 0))
    .slice(0, MOST_BASES);
}

function isAccess({ row, lowering }: GuestStep, kind: AccessKind): boolean {
  return kind in row.effect && lowering !== undefined && 'memory' in lowering;
}
