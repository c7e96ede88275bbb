/** aVM's bytes of a transaction and of a bundle. [aVM types: Transaction, TransactionBundle] */

import { InvariantError } from '../../shared/errors';
import type { Transaction } from '../transaction';
import { DEFAULT_GAS_LIMIT, TRANSACTION_KINDS } from '../transaction';
import type { Codec } from './combinators';
import { address, bytes, decode, encode, list, mapped, oneOf, struct, u64 } from './combinators';

const wire = struct({
  kind: oneOf(...TRANSACTION_KINDS),
  to: address,
  from: address,
  data: bytes(),
  value: u64,
  nonce: u64,
});

/** aVM knows no gas limit, so a decoded transaction has the default one. */
export const transaction: Codec<Transaction> = mapped(
  wire,
  it => {
    if (it.nonce === 'next') throw new InvariantError('a nonce is fixed before it is encoded');
    return { ...it, nonce: it.nonce };
  },
  it => ({ ...it, gasLimit: DEFAULT_GAS_LIMIT }),
);

const bundle = list(transaction);

export function encodeBundle(transactions: readonly Transaction[]): Uint8Array {
  return encode(bundle, transactions);
}

/** Stricter than aVM, which ignores trailing bytes. */
export function decodeBundle(encoded: Uint8Array, source: string): readonly Transaction[] {
  return decode(bundle, encoded, source);
}
