/** Transactions that run one after another in one boot of the kernel. */

import type { BlockContext } from './block';
import type { Receipt } from './receipt';
import type { Transaction } from './transaction';

/** A list is one. */
export interface Bundle {
  /**
   * The transaction at an index; undefined behind the last.
   *
   * @param receipts of those before it, on which it may depend and on nothing else: it is asked for again
   */
  at(index: number, receipts: readonly Receipt[]): Transaction | undefined;
  /** The block that it is in, where that is not the run's. */
  blockAt?(index: number): BlockContext | undefined;
}
