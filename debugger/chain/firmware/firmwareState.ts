/** What the firmware remembers between two calls: plain data, so that a snapshot is a copy of it. */

import type { Address } from '../address';
import type { SourcePlace } from '../receipt';

/** One activation of a contract, from its first instruction to its result. */
export interface Task {
  readonly id: number;
  /** The task that called it; undefined where the transaction itself did. */
  readonly callerId: number | undefined;
  /** The address space it runs in. */
  readonly satp: number;
  /** Physical address of x0 to x31 and pc; valid while the task is suspended. */
  readonly trapFrame: number;
  readonly to: Address;
  readonly from: Address;
  /** Virtual address of the input in the task's own space. */
  readonly inputAddress: number;
  readonly inputLength: number;
  readonly value: bigint;
  readonly depth: number;
  readonly gasLimit: bigint;
}

/** In the order of the kernel's numbers. */
export const FIRED_KINDS = ['event', 'log', 'call'] as const;

/** An event, a log line or a call at the moment the kernel sees it, before anybody knows if it will last. */
export interface FiredEvent {
  /** Index among the transaction's announcements. */
  readonly ordinal: number;
  readonly kind: (typeof FIRED_KINDS)[number];
  /** Virtual address of the ecall. */
  readonly pc: number;
  /** Machine position of the announcement. */
  readonly position: number;
  /** The task that fired it; undefined for the transaction's own call, and if the kernel announced none. */
  readonly task: Task | undefined;
}

/** The same with the line of source that a debugger found for it. */
export interface PlacedEvent extends FiredEvent {
  readonly place: SourcePlace | undefined;
}

/** A storage slot as the running transaction has left it so far. */
export interface PendingSlot {
  readonly address: Address;
  readonly key: string;
  /** undefined where there is nothing, or nothing any more. */
  readonly value: Uint8Array | undefined;
}

export interface FirmwareState {
  /** Index of the transaction that runs; undefined before the first. */
  transactionIndex: number | undefined;
  /** The running transaction has its receipt. */
  committed: boolean;
  /** TRANSACTION_NEXT has said that there is no more. */
  exhausted: boolean;
  /** Live tasks, outermost first. */
  tasks: readonly Task[];
  /** Announcements of the running transaction, by ordinal. */
  fired: PlacedEvent[];
  /** Slots that the running transaction has written, with what they hold now, by address and key. */
  pendingSlots: Map<string, PendingSlot>;
  /** Hash of the code that the running transaction has deployed, by address. */
  pendingCode: Map<Address, string>;
  /** Console bytes after the last newline. */
  consoleTail: readonly number[];
}

/** An independent copy. */
export function copyFirmwareState(state: FirmwareState): FirmwareState {
  return {
    ...state,
    fired: [...state.fired],
    pendingSlots: new Map(state.pendingSlots),
    pendingCode: new Map(state.pendingCode),
  };
}

export function createFirmwareState(): FirmwareState {
  return {
    transactionIndex: undefined,
    committed: false,
    exhausted: false,
    tasks: [],
    fired: [],
    pendingSlots: new Map(),
    pendingCode: new Map(),
    consoleTail: [],
  };
}
