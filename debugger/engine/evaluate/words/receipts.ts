/** Receipts: `receipts[2].gas`, `receipt.events[0].amount`. */

import { decodeEvent, eventName } from '../../../chain/abi/events';
import { describeTransaction } from '../../../chain/describe/receipts';
import type { CallRecord, Receipt } from '../../../chain/receipt';
import type { PendingEmission } from '../../emissions';
import { EvaluationError } from '../../evaluationError';
import { abiOf } from '../../stops/trap';
import type { Target } from '../../target';
import type { ChainMember } from '../chainObject';
import { counted, list, record } from '../chainObject';
import { U128, U32, U64 } from '../integer';
import type { Operand } from '../operand';
import { number } from '../operand';
import { bytesOperand, valueOperand } from './abiValue';
import { addressOperandOf } from './accounts';
import { transactionMembers } from './transaction';

export function receiptOperand(target: Target, index: number): Operand {
  const receipt = target.run.receipts[index];
  if (receipt === undefined) throw new EvaluationError(`there is no receipt ${index}`);
  const title = describeTransaction(target.words, receipt.transaction);
  const text = `${receipt.index}: ${title}: ${receipt.status}`;
  return record('Receipt', text, () => receiptMembers(target, receipt));
}

/** What will be the receipt of the transaction that runs, as far as it is; undefined where none does. */
export function runningReceiptOperand(target: Target): Operand | undefined {
  const { transaction, transactionIndex: index, firmware } = target.run;
  if (transaction === undefined || index === undefined || firmware.committed) return undefined;
  const text = `${index}: ${describeTransaction(target.words, transaction)}: running`;
  return record('Receipt', text, () => [
    { name: 'index', value: number({ type: U32, value: BigInt(index) }) },
    { name: 'status', value: { kind: 'text', value: 'running' } },
    ...transactionMembers(target, transaction).filter(it => it.name !== 'input'),
    ...emissionMembers(target, target.emissions),
  ]);
}

interface Emitted {
  readonly events: readonly PendingEmission[];
  readonly logs: readonly PendingEmission[];
}

function emissionMembers(target: Target, { events, logs }: Emitted): ChainMember[] {
  return [
    { name: 'events', value: listOf('event', events, it => eventOperand(target, it)) },
    { name: 'logs', value: listOf('log', logs, it => textOf(it.data)) },
  ];
}

function receiptMembers(target: Target, receipt: Receipt): ChainMember[] {
  const { calls } = receipt;
  return [
    { name: 'index', value: number({ type: U32, value: BigInt(receipt.index) }) },
    ...endMembers(receipt),
    ...transactionMembers(target, receipt.transaction).filter(it => it.name !== 'input'),
    ...emissionMembers(target, receipt),
    { name: 'calls', value: listOf('call', calls, it => callOperand(target, it)) },
  ];
}

type Ended = Pick<Receipt, 'status' | 'gasUsed' | 'errorCode' | 'data' | 'reason'>;

function endMembers({ status, gasUsed, errorCode, data, reason }: Ended): ChainMember[] {
  return [
    { name: 'status', value: { kind: 'text', value: status } },
    { name: 'gas', value: number({ type: U64, value: gasUsed }) },
    { name: 'error_code', value: number({ type: U32, value: BigInt(errorCode) }) },
    { name: 'data', value: bytesOperand(data) },
    ...(reason === undefined
      ? []
      : [{ name: 'reason', value: { kind: 'text', value: reason } as const }]),
  ];
}

function eventOperand(target: Target, event: PendingEmission): Operand {
  const decoded = decodeEvent(abiOf(target, event.emitter), event.data);
  const name = decoded?.name ?? eventName(event.data) ?? 'event';
  return record('Event', `${name} of ${target.labelOf(event.emitter)}`, () => [
    { name: 'name', value: { kind: 'text', value: name } },
    { name: 'emitter', value: addressOperandOf(target, event.emitter) },
    ...(decoded?.fields ?? []).map(it => ({
      name: it.name,
      value: valueOperand(it.value, it.type, target.resolved.labels),
    })),
    { name: 'bytes', value: bytesOperand(event.data) },
  ]);
}

function callOperand(target: Target, call: CallRecord): Operand {
  const text = `${target.labelOf(call.from)} calls ${target.labelOf(call.to)}: ${call.status}`;
  return record('Call', text, () => [
    { name: 'from', value: addressOperandOf(target, call.from) },
    { name: 'to', value: addressOperandOf(target, call.to) },
    { name: 'value', value: number({ type: U128, value: call.value }) },
    { name: 'depth', value: number({ type: U32, value: BigInt(call.depth) }) },
    ...endMembers(call),
    { name: 'input', value: bytesOperand(call.input) },
  ]);
}

function textOf(data: Uint8Array): Operand {
  return { kind: 'text', value: new TextDecoder().decode(data) };
}

function listOf<T>(what: string, items: readonly T[], operand: (it: T) => Operand): Operand {
  return list(`${what}s`, counted(items.length, what), items.length, at => {
    const item = items[at];
    if (item === undefined) throw new EvaluationError(`there is no element ${at}`);
    return operand(item);
  });
}
