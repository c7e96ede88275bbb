/** Native coin that a transaction moved, and contracts that it made: what stays, without what was undone. */

import type { Address } from '../address';
import type { Payment, Receipt } from '../receipt';
import type { CallNode } from './callTree';
import { everyCall } from './callTree';

/** In the order of the calls; of each call first what came with it, then what it paid. */
export function movements(receipt: Receipt, tree: readonly CallNode[]): Payment[] {
  const kept = [...everyCall(tree)].filter(it => !it.isUndone).map(it => it.call);
  return [
    ...ownPayment(receipt),
    ...kept.flatMap(({ from, to, value, payments }) => [{ from, to, value }, ...payments]),
  ].filter(it => it.value > 0n);
}

export function createdAddresses(receipt: Receipt, tree: readonly CallNode[]): Address[] {
  const { transaction, status } = receipt;
  const own = transaction.kind === 'create' && status === 'success' ? [transaction.to] : [];
  const kept = [...everyCall(tree)].filter(it => !it.isUndone);
  return [...own, ...kept.flatMap(it => it.call.created)];
}

/** What moved with the transaction itself, where no call tells it. */
function ownPayment(receipt: Receipt): Payment[] {
  const { from, to, value, kind } = receipt.transaction;
  if (receipt.status !== 'success' || kind === 'call') return [];
  return kind === 'transfer' || hasArrived(receipt) ? [{ from, to, value }] : [];
}

/** Under `compat` rules the value of a CREATE transaction is ignored. */
function hasArrived({ transaction, writes, before }: Receipt): boolean {
  const at = writes.accounts.findIndex(it => it.address === transaction.to);
  const after = writes.accounts[at]?.balance ?? 0n;
  return after - (before.accounts[at]?.balance ?? 0n) === transaction.value;
}
