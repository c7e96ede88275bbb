/** TRANSACTION_NEXT and TRANSACTION_DATA: the bundle, one transaction after another. */

import type { FirmwareContext } from './context';
import { currentTransaction } from './context';
import { transactionHeader } from './records';
import type { Answer, FirmwareArguments } from './sbi';
import { SBI, copyOut, died, refused, returned, waiting, writeRecord } from './sbi';

/** a0: where the header goes. Answers 1, or 0 at the end of the bundle. */
export function nextTransaction(context: FirmwareContext, [header]: FirmwareArguments): Answer {
  const { state, bundle } = context;
  if (state.transactionIndex !== undefined && !state.committed) {
    return died(`transaction ${state.transactionIndex} was left without a receipt`);
  }
  const index = state.transactionIndex === undefined ? 0 : state.transactionIndex + 1;
  const transaction = bundle.at(index, context.receipts);
  if (transaction === undefined) {
    state.exhausted = true;
    return returned(0);
  }
  const sender = context.chain.readAccount(transaction.from);
  if ('wait' in sender) return waiting(sender.wait);

  const written = writeRecord(context.memory, transactionHeader, header, {
    kind: transaction.kind,
    rules: context.rules,
    to: transaction.to,
    from: transaction.from,
    value: transaction.value,
    nonce: transaction.nonce === 'next' ? (sender.value?.nonce ?? 0n) : transaction.nonce,
    gasLimit: transaction.gasLimit,
    dataLength: transaction.data.length,
    index,
  });
  if (!written) return refused(SBI.ERR_INVALID_ADDRESS);
  state.transactionIndex = index;
  state.committed = false;
  state.fired = [];
  state.pendingSlots.clear();
  state.pendingCode.clear();
  context.observer.transactionStarted?.(index);
  return returned(1);
}

/** a0: offset, a1: destination, a2: length. Answers the bytes copied, fewer at the end of the data. */
export function copyTransactionData(
  context: FirmwareContext,
  [offset, destination, length]: FirmwareArguments,
): Answer {
  const transaction = currentTransaction(context);
  if (transaction === undefined) return refused(SBI.ERR_DENIED);
  const part = transaction.data.subarray(offset, offset + length);
  return copyOut(context.memory, destination, part);
}
