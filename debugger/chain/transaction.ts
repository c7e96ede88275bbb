/** One transaction of a bundle, as a person or a codec hands it to the chain. */

import type { Address } from './address';

export const TRANSACTION_KINDS = ['transfer', 'create', 'call'] as const;

/** In the order of aVM's numbers: Transfer 0, CreateAccount 1, ProgramCall 2. [aVM types] */
export type TransactionKind = (typeof TRANSACTION_KINDS)[number];

/** Which semantics the kernel follows. `compat` reproduces aVM v0.3 where a contract can observe it. */
export const RULES = ['strict', 'compat'] as const;
export type Rules = (typeof RULES)[number];

export const DEFAULT_GAS_LIMIT = 100_000_000n;

export interface Transaction {
  readonly kind: TransactionKind;
  readonly from: Address;
  readonly to: Address;
  /** Native coin that moves with it, u128. */
  readonly value: bigint;
  /** `next`: whatever the sender's account asks for when the transaction starts. */
  readonly nonce: bigint | 'next';
  /** Input of a call, code image of a create. */
  readonly data: Uint8Array;
  /** Retired user instructions plus syscall prices that it may cost, u64. */
  readonly gasLimit: bigint;
}
