/** What a chain that persists remembers beside its state: how many transactions it has seen, and the receipt of each. */

import { decode, encode, mapped, struct, u64 } from './codec/combinators';
import { HEIGHT_KEY, receiptKey } from './database/keys';
import type { Receipt } from './receipt';
import { outcome, transaction } from './snapshotRecords';
import type { ChainState, Read } from './state';

/** A receipt without its index in a bundle: its number in the chain is its place. */
export type StoredReceipt = Omit<Receipt, 'index'>;

const storedReceipt = mapped(
  struct({ transaction, outcome }),
  (it: StoredReceipt) => ({ transaction: it.transaction, outcome: it }),
  it => ({ transaction: it.transaction, ...it.outcome }),
);

/** How many transactions the chain has seen. */
export function readHeight(chain: ChainState): Read<bigint> {
  const record = chain.readRecord(HEIGHT_KEY);
  if ('wait' in record) return record;
  const bytes = record.value;
  return { value: bytes === undefined ? 0n : decode(u64, bytes, HEIGHT_KEY) };
}

/** The same, however long the store takes. */
export async function heightOf(chain: ChainState): Promise<bigint> {
  for (;;) {
    const height = readHeight(chain);
    if ('wait' in height) await height.wait;
    else return height.value;
  }
}

/**
 * What goes into the batch of a transaction.
 *
 * @param height how many the chain has seen before
 * @param next the nonce that a transaction without one has had
 */
export function recordsOf(
  height: bigint,
  receipt: Receipt,
  next: bigint,
): [key: string, value: Uint8Array][] {
  const { nonce } = receipt.transaction;
  const transaction = { ...receipt.transaction, nonce: nonce === 'next' ? next : nonce };
  return [
    [HEIGHT_KEY, encode(u64, height + 1n)],
    [receiptKey(height), encode(storedReceipt, { ...receipt, transaction })],
  ];
}

/**
 * The receipt of the n-th transaction of the chain; undefined if it has not seen as many.
 *
 * @throws MalformedInput where the store is damaged
 */
export async function receiptAt(
  chain: ChainState,
  number: bigint,
): Promise<StoredReceipt | undefined> {
  const key = receiptKey(number);
  for (;;) {
    const record = chain.readRecord(key);
    if ('wait' in record) await record.wait;
    else return record.value && decode(storedReceipt, record.value, key);
  }
}
