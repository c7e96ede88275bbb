/** The transaction that runs: `tx.from == alice`. */

import { describeTransaction } from '../../../chain/describe/receipts';
import type { Transaction } from '../../../chain/transaction';
import type { Target } from '../../target';
import type { ChainMember } from '../chainObject';
import { record } from '../chainObject';
import { U128, U32, U64 } from '../integer';
import type { Operand } from '../operand';
import { number } from '../operand';
import { bytesOperand } from './abiValue';
import { addressOperandOf } from './accounts';

/** None before the first one and after the last. */
export function transactionOperand(target: Target): Operand | undefined {
  const { transaction, transactionIndex: index, firmware } = target.run;
  if (transaction === undefined || index === undefined || firmware.committed) return undefined;
  const text = describeTransaction(target.words, transaction);
  return record('Transaction', text, () => [
    { name: 'index', value: number({ type: U32, value: BigInt(index) }) },
    ...transactionMembers(target, transaction),
  ]);
}

export function transactionMembers(target: Target, transaction: Transaction): ChainMember[] {
  const { kind, from, to, value, data, gasLimit } = transaction;
  return [
    { name: 'kind', value: { kind: 'text', value: kind } },
    { name: 'from', value: addressOperandOf(target, from) },
    { name: 'to', value: addressOperandOf(target, to) },
    { name: 'value', value: number({ type: U128, value }) },
    { name: 'gas_limit', value: number({ type: U64, value: gasLimit }) },
    { name: 'input', value: bytesOperand(data) },
  ];
}
