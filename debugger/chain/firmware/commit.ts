/** COMMIT: the receipt of a transaction and all that it changed, taken as one or refused as one. */

import { MalformedInput } from '../../shared/errors';
import { decode } from '../codec/combinators';
import type { Emission, Receipt, Trap } from '../receipt';
import type { Transaction } from '../transaction';
import type { FirmwareContext } from './context';
import type { FirmwareState } from './firmwareState';
import type { CommitRecord } from './records';
import { commitRecord } from './records';
import type { Answer, FirmwareArguments } from './sbi';
import { SBI, died, waiting } from './sbi';

/** a0: a CommitRecord, a1: its length. A kernel that commits nonsense is dead: its state cannot be trusted. */
export function commit(context: FirmwareContext, [recordAt, length]: FirmwareArguments): Answer {
  const { state, bundle, memory } = context;
  const transaction = bundle[state.transactionIndex ?? -1];
  if (transaction === undefined || state.committed) {
    return died('a commit without a transaction');
  }
  const bytes = memory.readPhysical(recordAt, length);
  if (bytes === undefined) return died('a commit record outside memory');
  try {
    const record = decode(commitRecord, bytes, 'commit record');
    if (!isTree(record.calls)) return died('a commit record whose calls are no tree');
    for (const it of record.accounts) {
      const before = context.chain.readAccount(it.address);
      if ('wait' in before) return waiting(before.wait);
    }
    finish(context, transaction, record);
  } catch (error) {
    if (error instanceof MalformedInput) return died(error.message);
    throw error;
  }
  const done = { kind: 'return', error: SBI.SUCCESS, value: 0 } as const;
  return context.isDurable ? { ...done, after: context.chain.persist() } : done;
}

/** Numbered in the order in which they began, each after the call that made it. */
function isTree(calls: CommitRecord['calls']): boolean {
  return calls.every((it, at) => it.index === at && (it.parent === undefined || it.parent < at));
}

function finish(context: FirmwareContext, transaction: Transaction, record: CommitRecord): void {
  const { state, chain, receipts, observer } = context;
  const receipt = toReceipt(state, transaction, record);
  chain.apply(receipt.writes);
  receipts.push(receipt);
  state.committed = true;
  state.fired = [];
  state.pendingSlots.clear();
  observer.receipt?.(receipt);
}

function toReceipt(state: FirmwareState, transaction: Transaction, record: CommitRecord): Receipt {
  const placed = (it: CommitRecord['events'][number]): Emission => {
    const { ordinal, ...emission } = it;
    const fired = state.fired[ordinal];
    return { ...emission, position: fired?.position, place: fired?.place };
  };
  return {
    index: state.transactionIndex ?? 0,
    transaction,
    status: record.status,
    errorCode: record.errorCode,
    gasUsed: record.gasUsed,
    data: record.data,
    reason: record.reason === '' ? undefined : record.reason,
    trap: toTrap(record),
    failedIn: stoppedByItself(record) ? record.trapContract : undefined,
    events: record.events.map(placed),
    logs: record.logs.map(placed),
    calls: record.calls,
    writes: { accounts: record.accounts, slots: record.slots },
  };
}

function stoppedByItself({ status }: CommitRecord): boolean {
  return status === 'trapped' || status === 'panicked';
}

function toTrap(record: CommitRecord): Trap | undefined {
  if (record.status !== 'trapped') return undefined;
  return {
    cause: record.trapCause,
    pc: record.trapPc,
    value: record.trapValue,
    contract: record.trapContract,
  };
}
