/** What remains of an executed transaction: the kernel's commit record with names, and what the host adds to it. */

import type { Address } from './address';
import type { AccountRecord } from './database/keys';
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
  /** What was there before. */
  readonly before: Before;
}

/** The state before a transaction, entry by entry as in its write set. */
export interface Before {
  /** undefined where there was no account. */
  readonly accounts: readonly (AccountRecord | undefined)[];
  /** undefined where there was no slot. */
  readonly slots: readonly (Uint8Array | undefined)[];
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
  /** Index of the call that made it. */
  readonly call: number;
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
  /** Virtual address of the caller's ecall; 0 for the transaction's own. */
  readonly pc: number;
  /** Machine position at which it began. */
  readonly position: number | undefined;
  /** The line that made the call. */
  readonly place: SourcePlace | undefined;
  readonly from: Address;
  readonly to: Address;
  /** Native coin that came with it. */
  readonly value: bigint;
  readonly input: Uint8Array;
  /** Whether what it did stays, as far as this call decides; a caller that fails takes it back all the same. */
  readonly isKept: boolean;
  readonly status: ReceiptStatus;
  readonly errorCode: number;
  readonly data: Uint8Array;
  readonly reason: string | undefined;
  readonly trap: Trap | undefined;
  readonly gasLimit: bigint;
  /** With all that it called. */
  readonly gasUsed: bigint;
  /** Instructions that it retired itself. */
  readonly instructions: bigint;
  /** Its own syscalls by kind, in the order in which each kind came first. */
  readonly syscalls: readonly SyscallTally[];
  /** Native coin that it moved by TRANSFER, PAY and CREATE. */
  readonly payments: readonly Payment[];
  /** Contracts that it made. */
  readonly created: readonly Address[];
  /** Slots of its contract that it wrote, by key, whether or not that was taken back later. */
  readonly writes: readonly CallWrite[];
}

export interface SyscallTally {
  /** As in abi.generated; SYSCALL_UNKNOWN for all that have no meaning. */
  readonly number: number;
  readonly count: number;
  /** What they cost beside their instructions. */
  readonly gas: bigint;
}

export interface Payment {
  readonly from: Address;
  readonly to: Address;
  readonly value: bigint;
}

/** A slot before a call first wrote it, and after it last did; undefined where there was nothing. */
export interface CallWrite {
  readonly key: string;
  readonly before: Uint8Array | undefined;
  readonly after: Uint8Array | undefined;
}
