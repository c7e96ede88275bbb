/** A receipt as JSON, for other programs: stable, versioned, written down in schema.json and docs/receipts.md. */

import { bytesToHex } from '../../shared/hex';
import type { CallRecord, Emission, Payment, Receipt, SourcePlace, Trap } from '../receipt';
import type { CallNode } from './callTree';
import { callTree } from './callTree';
import type { AccountChange, AccountImage, SlotChange } from './changes';
import { accountChanges, changesOf, slotChanges } from './changes';
import { gasSplit, syscallName } from './gasSplit';
import { createdAddresses, movements } from './movements';
import { reasonOf } from './reason';

/** Another number is another form. Members may be added under the same one. */
export const RECEIPT_VERSION = 1;

/** What `receiptJson` gives; the schema says what each member means. */
export type ReceiptJson = ReturnType<typeof receiptJson>;

/** Numbers that may be large are decimal text, bytes are hexadecimal text, and what is not there is null. */
export function receiptJson(receipt: Receipt) {
  const { transaction, index, status, errorCode, data, trap } = receipt;
  const tree = callTree(receipt);
  return {
    version: RECEIPT_VERSION,
    index,
    kind: transaction.kind,
    from: transaction.from,
    to: transaction.to,
    value: String(transaction.value),
    status,
    errorCode,
    reason: reasonOf({ status, reason: receipt.reason, data }) ?? null,
    trap: trapJson(trap),
    data: bytesToHex(data),
    gas: {
      limit: String(transaction.gasLimit),
      used: String(receipt.gasUsed),
      ...splitJson(receipt.calls),
    },
    events: inOrder(receipt.events).map(emissionJson),
    logs: inOrder(receipt.logs).map(logJson),
    payments: movements(receipt, tree).map(paymentJson),
    created: createdAddresses(receipt, tree),
    changes: {
      accounts: accountChanges(receipt).map(accountJson),
      slots: slotChanges(receipt).map(slotJson),
    },
    calls: tree.map(callJson),
  };
}

interface CallJson {
  readonly [member: string]: unknown;
  readonly calls: readonly CallJson[];
}

function callJson(node: CallNode): CallJson {
  const { call, isUndone, events, logs, calls } = node;
  return {
    from: call.from,
    to: call.to,
    value: String(call.value),
    input: bytesToHex(call.input),
    ...placeJson(call),
    status: call.status,
    errorCode: call.errorCode,
    reason: reasonOf(call) ?? null,
    trap: trapJson(call.trap),
    data: bytesToHex(call.data),
    isUndone,
    gas: {
      limit: String(call.gasLimit),
      used: String(call.gasUsed),
      ...splitJson([call]),
    },
    events: events.map(emissionJson),
    logs: logs.map(logJson),
    payments: call.payments.map(paymentJson),
    created: call.created,
    changes: changesOf(call.to, call.writes).map(slotJson),
    calls: calls.map(callJson),
  };
}

/** Of a call it is what the call did itself, without those that it made. */
function splitJson(calls: readonly CallRecord[]) {
  const { instructions, syscalls } = gasSplit(calls);
  return {
    instructions: String(instructions),
    syscalls: syscalls.map(({ number, count, gas }) => ({
      name: syscallName(number),
      count,
      gas: String(gas),
    })),
  };
}

/** As they were made. What was undone has left gaps, and nothing else. */
function inOrder(emissions: readonly Emission[]): Emission[] {
  return [...emissions].sort((a, b) => (a.position ?? 0) - (b.position ?? 0));
}

function emissionJson(it: Emission) {
  return { emitter: it.emitter, depth: it.depth, ...placeJson(it), data: bytesToHex(it.data) };
}

function logJson(it: Emission) {
  const text = new TextDecoder().decode(it.data);
  return { emitter: it.emitter, depth: it.depth, ...placeJson(it), text };
}

function placeJson(it: {
  readonly pc: number;
  readonly position: number | undefined;
  readonly place: SourcePlace | undefined;
}) {
  return { pc: it.pc, position: it.position ?? null, source: it.place ?? null };
}

function trapJson(trap: Trap | undefined) {
  return trap ?? null;
}

function paymentJson({ from, to, value }: Payment) {
  return { from, to, value: String(value) };
}

function accountJson({ address, before, after }: AccountChange) {
  return {
    address,
    before: before === undefined ? null : imageJson(before),
    after: imageJson(after),
  };
}

function imageJson({ balance, nonce, isContract, codeHash }: AccountImage) {
  return { balance: String(balance), nonce: String(nonce), isContract, codeHash };
}

function slotJson({ address, key, before, after }: SlotChange) {
  const value = (it: Uint8Array | undefined): string | null =>
    it === undefined ? null : bytesToHex(it);
  return { address, key, before: value(before), after: value(after) };
}
