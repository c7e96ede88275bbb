/** All that a firmware function may touch. Nothing else of the host is visible to the kernel. */

import type { Address } from '../address';
import type { BlockContext } from '../block';
import type { Bundle } from '../bundle';
import type { Receipt, SourcePlace } from '../receipt';
import type { ChainState } from '../state';
import type { Rules, Transaction } from '../transaction';
import type { FiredEvent, FirmwareState, Task } from './firmwareState';
import type { GuestMemory } from './sbi';

/** A storage slot is about to become something else, or what it was before a call that failed. */
export interface SlotChange {
  readonly address: Address;
  readonly key: string;
  /** undefined where there is nothing. */
  readonly before: Uint8Array | undefined;
  readonly after: Uint8Array | undefined;
}

/** What happens on the chain while it runs, for a debugger or a terminal. Nothing here can change a result. */
export interface ChainObserver {
  transactionStarted?(index: number): void;
  taskStarted?(task: Task): void;
  taskEnded?(task: Task): void;
  /** An event, a log line or a call. Answers the source line, if it can tell. */
  eventFired?(event: FiredEvent): SourcePlace | undefined;
  /** Every write of a slot, of the same value too, and everything that is taken back. */
  slotChanged?(change: SlotChange): void;
  receipt?(receipt: Receipt): void;
  /** A line that the kernel printed, with its newline. */
  console?(text: string): void;
}

export interface FirmwareContext {
  readonly memory: GuestMemory;
  readonly chain: ChainState;
  readonly bundle: Bundle;
  readonly rules: Rules;
  /** Of the bundle, where the transaction has none of its own. */
  readonly block: BlockContext;
  readonly state: FirmwareState;
  readonly receipts: Receipt[];
  readonly observer: ChainObserver;
  /** Every commit goes to the store at once, in one batch. A debug session keeps it in the overlay instead. */
  readonly isDurable: boolean;
  /** Machine position of the call. */
  readonly position: number;
}

/** The transaction that runs, or has run last; undefined before the first. */
export function currentTransaction({
  bundle,
  state: { transactionIndex: index },
  receipts,
}: FirmwareContext): Transaction | undefined {
  return index === undefined ? undefined : bundle.at(index, receipts);
}
