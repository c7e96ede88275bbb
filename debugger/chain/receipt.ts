/** What remains of an executed transaction: the kernel's commit record with names, and what the host adds to it. */

import type { Address } from './address';
import type { WriteSet } from './state';
import type { Transaction } from './transaction';

/** In the order of the kernel's numbers. [guest/abi CommitRecord] */
export const STATUSES = [
  'success',
  'failed', // The contract said success = false.
  'reverted', // The contract undid itself, with or without a reason.
  'panicked',
  'trapped',
  'outOfGas',
  'rejected', // It never ran: a wrong nonce, no money, no such contract.
] as const;
export type ReceiptStatus = (typeof STATUSES)[number];

/** A line of source, counted from 1. */
export interface SourcePlace {
  readonly path: string;
  readonly line: number;
  readonly column: number;
}

export interface Receipt {
  /** Index in the bundle. */
  readonly index: number;
  readonly transaction: Transaction;
  readonly status: ReceiptStatus;
  readonly errorCode: number;
  readonly gasUsed: bigint;
  readonly data: Uint8Array;
  /** A sentence of the kernel or the contract's panic message; undefined when there is nothing to say. */
  readonly reason: string | undefined;
  /** What the hart said; undefined unless the transaction ended as `trapped`. */
  readonly trap: Trap | undefined;
  /** The contract that trapped or panicked, which need not be the one that was called. */
  readonly failedIn: Address | undefined;
  readonly events: readonly Emission[];
  readonly logs: readonly Emission[];
  /** Every call, callers before callees; the transaction's own call is the first. */
  readonly calls: readonly CallRecord[];
  /** What the transaction changed. */
  readonly writes: WriteSet;
}

export interface Trap {
  /** Exception code of scause. */
  readonly cause: number;
  readonly pc: number;
  /** stval. */
  readonly value: number;
  /** The contract that was running. */
  readonly contract: Address;
}

/** An event or a log line, with where it came from. */
export interface Emission {
  readonly emitter: Address;
  /** Call depth, 0 for the contract that the transaction calls. */
  readonly depth: number;
  /** Virtual address of the ecall. */
  readonly pc: number;
  /** Machine position of the announcement; undefined if the kernel announced none. */
  readonly position: number | undefined;
  readonly place: SourcePlace | undefined;
  readonly data: Uint8Array;
}

export interface CallRecord {
  readonly index: number;
  /** Index of the call that made this one; undefined for the transaction's own. */
  readonly parent: number | undefined;
  readonly depth: number;
  readonly from: Address;
  readonly to: Address;
  readonly value: bigint;
  readonly input: Uint8Array;
  readonly status: ReceiptStatus;
  readonly errorCode: number;
  readonly gasUsed: bigint;
  readonly data: Uint8Array;
}
