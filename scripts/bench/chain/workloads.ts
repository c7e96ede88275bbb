/** What is measured: bundles of one kind of transaction each, by holders that are drawn from all there are. */

import { secp256k1 } from '@noble/curves/secp256k1.js';
import { sha256 } from '@noble/hashes/sha2.js';
import type { Transaction } from '../../../debugger/chain/transaction';
import { call, holder, market, signatures, token, transaction } from './population';

export interface Workload {
  readonly name: string;
  transactions(count: number): Transaction[];
}

/** The same numbers in every run. [Numerical Recipes, 7.1: the constants of a linear congruential generator] */
function draw(below: number): () => number {
  let x = 12345;
  return () => {
    x = (Math.imul(x, 1664525) + 1013904223) >>> 0;
    return Math.floor((x / 2 ** 32) * below);
  };
}

export function workloads(accounts: number, root: string): Workload[] {
  const next = draw(accounts);
  const many = (one: (at: number) => Transaction): Workload['transactions'] => {
    return count => Array.from({ length: count }, (_, at) => one(at));
  };
  const message = new TextEncoder().encode('pay bob 5');
  const secret = new Uint8Array(32).fill(7);
  const signature = secp256k1.sign(sha256(message), secret, { prehash: false });
  const verify = call(
    'signatures',
    'verify',
    [signature, secp256k1.getPublicKey(secret), message],
    root,
  );
  return [
    {
      name: 'payment',
      transactions: many(() => ({
        ...transaction(holder(next()), holder(next()), new Uint8Array(), { value: 1n }),
        kind: 'transfer',
      })),
    },
    {
      name: 'ERC-20 transfer',
      transactions: many(() => {
        const data = call('erc20', 'transfer', [{ address: holder(next()) }, 1n], root);
        return transaction(holder(next()), token, data);
      }),
    },
    {
      name: 'DEX buy',
      transactions: many(() => {
        const data = call('dex', 'buy', [0n], root);
        return transaction(holder(next()), market, data, { value: 10_000n });
      }),
    },
    {
      name: 'ECDSA verify',
      transactions: many(() => transaction(holder(next()), signatures, verify)),
    },
  ];
}
