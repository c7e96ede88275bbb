/** What a transaction has come to, for views: in words, and compared with what the scenario expects of it. */

import { describeReceipt } from '../chain/describe/receipts';
import type { Receipt } from '../chain/receipt';
import type { Mismatch } from '../chain/scenario/expectations';
import { checkTransaction } from '../chain/scenario/expectations';
import type { ReceiptView } from '../protocol';
import type { Target } from './target';

/** While the state is as the transaction has left it; undefined where the scenario expects nothing. */
export function mismatchesOf(
  { resolved, run }: Target,
  receipt: Receipt,
): readonly Mismatch[] | undefined {
  if (resolved.scenario.transactions[receipt.index]?.expect === undefined) return undefined;
  return checkTransaction(resolved, receipt, { receipts: run.receipts, stateAfter: run.state });
}

export function receiptView(
  { words }: Target,
  receipt: Receipt,
  mismatches: readonly Mismatch[] | undefined,
): ReceiptView {
  return describeReceipt(words, receipt, mismatches);
}

const NOTHING = {
  errorCode: 0,
  gasUsed: 0n,
  data: new Uint8Array(),
  reason: undefined,
  trap: undefined,
} as const;

/**
 * The receipt of the running transaction if it succeeded where it stands, with what it has fired and written so far: what
 * the true one will be asked is known by it. undefined while none runs.
 */
export function receiptSoFar({ run, emissions }: Target): Receipt | undefined {
  const { transaction } = run;
  const { transactionIndex: index, committed, pendingSlots } = run.firmware;
  if (transaction === undefined || index === undefined || committed) return undefined;
  const slots = [...pendingSlots.values()];
  const { from, to, value, data: input, gasLimit } = transaction;
  const nowhere = { depth: 0, pc: 0, position: undefined, place: undefined };
  const ownSlots = slots.filter(it => it.address === to);
  return {
    ...NOTHING,
    index,
    transaction,
    status: 'success',
    failedIn: undefined,
    events: emissions.events.map(it => ({ ...it, ...nowhere, call: 0 })),
    logs: emissions.logs.map(it => ({ ...it, ...nowhere, call: 0 })),
    calls: [
      {
        ...NOTHING,
        ...nowhere,
        index: 0,
        parent: undefined,
        from,
        to,
        value,
        input,
        isKept: true,
        status: 'success',
        gasLimit,
        instructions: 0n,
        syscalls: [],
        payments: [],
        created: [],
        writes: ownSlots.map(it => ({ key: it.key, before: undefined, after: it.value })),
      },
    ],
    writes: { accounts: [], slots },
    before: { accounts: [], slots: slots.map(() => undefined) },
  };
}
