/** What aVM's bytes have no room for: a transaction of aVM moves 64 bits of coin, one of ours up to 128. */

import type { Transaction } from '../chain/transaction';
import { Refusal } from './services';

const MOST_VALUE = (1n << 64n) - 1n;

/** @throws Refusal for a transaction that cannot be said in aVM's bytes */
export function checkAvmValue({ value }: Pick<Transaction, 'value'>, index: number | bigint): void {
  if (value <= MOST_VALUE) return;
  const why = `transaction ${index} moves ${value}, and aVM's bytes have room for ${MOST_VALUE} at most`;
  throw new Refusal(
    'not-writable',
    `${why}: take JSON, by avm receipts --json or avm run --receipts`,
  );
}
