/** The transactions of a scenario, some of which need values of earlier receipts before they are whole. */

import type { BlockContext } from '../block';
import type { Bundle } from '../bundle';
import type { Receipt } from '../receipt';
import type { Transaction } from '../transaction';

/** A transaction, or how it becomes one; undefined where a value that it needs is not there. */
export type Pending = Transaction | ((receipts: readonly Receipt[]) => Transaction | undefined);

export class ScenarioBundle implements Bundle {
  constructor(
    private readonly items: readonly Pending[],
    private readonly blocks: readonly BlockContext[],
  ) {}

  get length(): number {
    return this.items.length;
  }

  /** A transaction that cannot be made ends the bundle. */
  at(index: number, receipts: readonly Receipt[] = []): Transaction | undefined {
    const item = this.items[index];
    return typeof item === 'function' ? item(receipts) : item;
  }

  blockAt(index: number): BlockContext | undefined {
    return this.blocks[index];
  }
}
