/** Positions of a run that it can be taken back to. Between one and the next the run can be repeated. */

import type { ChainSnapshot } from '../chain/run';
import type { HitCounts } from './stops/guard';

export interface Checkpoint {
  readonly snapshot: ChainSnapshot;
  /** How often breakpoints had been hit by then. */
  readonly hits: HitCounts;
  /**
   * begin: the first instruction of a transaction's first contract. change: something was changed by hand, so that what was
   * before does not come to this by itself. between: to be quick at what is near.
   */
  readonly kind: 'begin' | 'change' | 'between';
}

/** A bundle may have thousands of transactions: of older ones fewer are kept, and what lies between is repeated. */
const MOST_KEPT = 128;

export class Checkpoints {
  #all: Checkpoint[] = [];

  get first(): Checkpoint | undefined {
    return this.#all[0];
  }

  /** The last that something has begun at. */
  get start(): Checkpoint | undefined {
    return this.#all.filter(it => it.kind !== 'between').at(-1);
  }

  /** Unless it is one between, in place of what is at its position or behind it. */
  add(checkpoint: Checkpoint): void {
    const position = positionOf(checkpoint);
    const before = this.#all.filter(it => positionOf(it) < position);
    const after = this.#all.filter(it => positionOf(it) > position);
    this.#all = [...before, checkpoint, ...(checkpoint.kind === 'between' ? after : [])];
    if (this.#all.length > MOST_KEPT) this.#thin();
  }

  /** The last that is before a position. */
  before(position: number): Checkpoint | undefined {
    return this.#all.filter(it => positionOf(it) < position).at(-1);
  }

  /** Forgets what came after one of them. @returns the position at which something was changed by hand first after it */
  forgetAfter(checkpoint: Checkpoint): number | undefined {
    const isAfter = (it: Checkpoint) => positionOf(it) > positionOf(checkpoint);
    const change = this.#all.find(it => isAfter(it) && it.kind === 'change');
    this.#all = this.#all.filter(it => !isAfter(it));
    return change && positionOf(change);
  }

  /** Every second of the older half goes, but not the first, and not what nothing else leads to. */
  #thin(): void {
    const half = this.#all.length >> 1;
    this.#all = this.#all.filter((it, at) => at >= half || at % 2 === 0 || it.kind === 'change');
    // So many changes by hand: what was before the newest of them is given up.
    this.#all.splice(0, Math.max(0, this.#all.length - MOST_KEPT));
  }
}

export function positionOf({ snapshot }: Checkpoint): number {
  return snapshot.machine.position;
}
