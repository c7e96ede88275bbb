/** COMMIT: the receipt of a transaction and all that it changed, taken as one or refused as one. */

import { MalformedInput } from '../../shared/errors';
import type { Address } from '../address';
import { decode } from '../codec/combinators';
import type { Before, CallRecord, Emission, Receipt, ReceiptStatus, Trap } from '../receipt';
import type { ChainState, Read } from '../state';
import { readHeight, recordsOf } from '../storedChain';
import type { Transaction } from '../transaction';
import type { FirmwareContext } from './context';
import { currentTransaction } from './context';
import type { FirmwareState } from './firmwareState';
import type { CommitRecord } from './records';
import { commitRecord } from './records';
import type { Answer, FirmwareArguments } from './sbi';
import { SBI, died, waiting } from './sbi';

/** a0: a CommitRecord, a1: its length. A kernel that commits nonsense is dead: its state cannot be trusted. */
export function commit(context: FirmwareContext, [recordAt, length]: FirmwareArguments): Answer {
  const { state, memory } = context;
  const transaction = currentTransaction(context);
  if (transaction === undefined || state.committed) {
    return died('a commit without a transaction');
  }
  const bytes = memory.viewPhysical(recordAt, length);
  if (bytes === undefined) return died('a commit record outside memory');
  try {
    const record = decode(commitRecord, bytes, 'commit record');
    if (!isTree(record.calls)) return died('a commit record whose calls are no tree');
    const before = stateBefore(context.chain, record);
    if ('wait' in before) return waiting(before.wait);
    const height = readHeight(context.chain);
    if ('wait' in height) return waiting(height.wait);
    const sender = context.chain.readAccount(transaction.from);
    if ('wait' in sender) return waiting(sender.wait);
    const receipt = finish(context, transaction, record, before.value);
    const done = { kind: 'return', error: SBI.SUCCESS, value: 0 } as const;
    if (!context.isDurable) return done;
    const records = recordsOf(height.value, receipt, sender.value?.nonce ?? 0n);
    return { ...done, after: context.chain.persist(records) };
  } catch (error) {
    if (error instanceof MalformedInput) return died(error.message);
    throw error;
  }
}

/** What the transaction found where it wrote. */
function stateBefore(chain: ChainState, { accounts, slots }: CommitRecord): Read<Before> {
  const before = {
    accounts: [] as Before['accounts'][number][],
    slots: [] as Before['slots'][number][],
  };
  for (const { address } of accounts) {
    const found = chain.readAccount(address);
    if ('wait' in found) return found;
    before.accounts.push(found.value);
  }
  for (const { address, key } of slots) {
    const found = chain.readSlot(address, key);
    if ('wait' in found) return found;
    before.slots.push(found.value);
  }
  return { value: before };
}

/** Numbered in the order in which they began, each after the call that made it. */
function isTree(calls: CommitRecord['calls']): boolean {
  return calls.every((it, at) => it.index === at && (it.parent === undefined || it.parent < at));
}

function finish(
  context: FirmwareContext,
  transaction: Transaction,
  record: CommitRecord,
  before: Before,
): Receipt {
  const { state, chain, receipts, observer } = context;
  const receipt = toReceipt(state, transaction, record, before);
  chain.apply(receipt.writes, before.accounts);
  receipts.push(receipt);
  state.committed = true;
  state.fired = [];
  state.pendingSlots.clear();
  state.pendingCode.clear();
  observer.receipt?.(receipt);
  return receipt;
}

function toReceipt(
  state: FirmwareState,
  transaction: Transaction,
  record: CommitRecord,
  before: Before,
): Receipt {
  const { status, errorCode, gasUsed, data, reason, fault, failedIn } = record;
  return {
    index: state.transactionIndex ?? 0,
    transaction,
    status,
    errorCode,
    gasUsed,
    data,
    reason: orNothing(reason),
    trap: toTrap(status, fault, failedIn),
    failedIn: status === 'trapped' || status === 'panicked' ? failedIn : undefined,
    events: record.events.map(it => toEmission(state, it)),
    logs: record.logs.map(it => toEmission(state, it)),
    calls: record.calls.map(it => toCall(state, it)),
    writes: { accounts: record.accounts, slots: record.slots },
    before,
  };
}

// Field by field: a copy of the rest of a record takes several times as long, and each transaction has some.

function toEmission(state: FirmwareState, it: CommitRecord['events'][number]): Emission {
  const { call, emitter, depth, pc, data } = it;
  const fired = state.fired[it.ordinal];
  return { call, emitter, depth, pc, data, position: fired?.position, place: fired?.place };
}

function toCall(state: FirmwareState, it: CommitRecord['calls'][number]): CallRecord {
  const fired = state.fired[it.ordinal];
  return {
    index: it.index,
    parent: it.parent,
    depth: it.depth,
    pc: it.pc,
    position: fired?.position,
    place: fired?.place,
    from: it.from,
    to: it.to,
    value: it.value,
    input: it.input,
    isKept: it.isKept,
    status: it.status,
    errorCode: it.errorCode,
    data: it.data,
    reason: orNothing(it.reason),
    trap: toTrap(it.status, it.fault, it.to),
    gasLimit: it.gasLimit,
    gasUsed: it.gasUsed,
    instructions: it.instructions,
    syscalls: it.syscalls,
    payments: it.payments,
    created: it.created,
    writes: it.writes,
  };
}

function orNothing(reason: string): string | undefined {
  return reason === '' ? undefined : reason;
}

function toTrap(
  status: ReceiptStatus,
  fault: CommitRecord['fault'],
  contract: Address,
): Trap | undefined {
  return status === 'trapped' ? { ...fault, contract } : undefined;
}
