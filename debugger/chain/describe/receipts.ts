/** Receipts as plain JSON for views: names for addresses, functions, events and causes. */

import type {
  CallView,
  EventView,
  LogView,
  PlaceView,
  ReceiptView,
  TrapView,
} from '../../protocol';
import { bytesToHex, hex32 } from '../../shared/hex';
import { trapName } from '../../vm/isa/traps';
import { decodeCalls, decodeReturn, formatCall } from '../abi/calls';
import { decodeEvent, eventName } from '../abi/events';
import { formatValue } from '../abi/value';
import { isUnit } from '../abi/valueType';
import type { Address } from '../address';
import { formatAddress } from '../address';
import type { CallRecord, Emission, Receipt, Trap } from '../receipt';
import type { CallNode } from '../receipts/callTree';
import { callTree } from '../receipts/callTree';
import { changesOf } from '../receipts/changes';
import { reasonInWords } from '../receipts/reason';
import type { Mismatch } from '../scenario/expectations';
import { formatMismatch } from '../scenario/expectations';
import type { Transaction } from '../transaction';
import type { DescribeContext } from './context';
import { describeChanges, describeSlotChange } from './changes';
import { abiAt } from './context';
import { describeGas } from './gas';

/** @param mismatches of the whole scenario; undefined where the scenario expects nothing of this transaction */
export function describeReceipt(
  context: DescribeContext,
  receipt: Receipt,
  mismatches?: readonly Mismatch[],
): ReceiptView {
  const { transaction, trap } = receipt;
  const reason = describeReason(context, transaction.to, receipt);
  const { from, to } = transaction;
  const call =
    transaction.kind === 'call' ? describeInput(context, to, transaction.data) : undefined;
  const decodedData = describeReturn(context, receipt);
  const differences = mismatches
    ?.filter(it => it.transaction === receipt.index)
    .map(formatMismatch);
  return {
    index: receipt.index,
    title: describeTransaction(context, transaction),
    kind: transaction.kind,
    status: receipt.status,
    from,
    to,
    fromLabel: formatAddress(from, context.labels),
    toLabel: formatAddress(to, context.labels),
    ...(call !== undefined && { function: call }),
    value: coinMoved(context, transaction).toString(),
    gasUsed: receipt.gasUsed.toString(),
    gasLimit: transaction.gasLimit.toString(),
    data: bytesToHex(receipt.data),
    ...(decodedData !== undefined && { decodedData }),
    ...(reason !== undefined && { reason }),
    ...(trap && { trap: describeTrap(context, trap) }),
    events: receipt.events.map(it => describeEvent(context, it)),
    logs: receipt.logs.map(describeLog),
    calls: callTree(receipt).map(it => describeCall(context, it)),
    gasParts: describeGas(receipt.calls),
    changes: describeChanges(context, receipt),
    ...(differences && { expectation: { met: differences.length === 0, differences } }),
  };
}

/** `alice → token.transfer(to: bob, amount: 50000000)`, `alice → vault.deposit() with 500 coin`. */
export function describeTransaction(context: DescribeContext, it: Transaction): string {
  const from = formatAddress(it.from, context.labels);
  const to = formatAddress(it.to, context.labels);
  switch (it.kind) {
    case 'create':
      return `${from} creates ${to}${coinWith(context, it)}`;
    case 'transfer':
      return `${from} → ${to}: ${it.value}`;
    case 'call': {
      const call = describeInput(context, it.to, it.data);
      const callee = call === undefined ? to : `${to}.${call}`;
      return `${from} → ${callee}${coinWith(context, it)}`;
    }
  }
}

/** Most calls bring no coin: then nothing is said of it. */
function coinWith(context: DescribeContext, it: Transaction): string {
  const coin = coinMoved(context, it);
  return coin === 0n ? '' : ` with ${coin} coin`;
}

/** What leaves the sender's account, if the transaction succeeds. */
function coinMoved({ rules }: DescribeContext, { kind, value }: Transaction): bigint {
  return rules === 'compat' && kind !== 'transfer' ? 0n : value;
}

/** An event with its name and fields, where the emitter's ABI declares it. */
export function describeEvent(context: DescribeContext, it: Emission): EventView {
  const decoded = decodeEvent(abiAt(context, it.emitter), it.data);
  const name = decoded?.name ?? eventName(it.data);
  return {
    emitter: it.emitter,
    emitterLabel: formatAddress(it.emitter, context.labels),
    ...(name !== undefined && { name }),
    fields: (decoded?.fields ?? []).map(field => ({
      name: field.name,
      type: field.typeName,
      value: formatValue(field.value, context.labels),
    })),
    data: bytesToHex(it.data),
    depth: it.depth,
    ...(it.position !== undefined && { position: it.position }),
    ...(it.place && { source: describePlace(it.place) }),
  };
}

/** `Load page fault at 0x00001234 in token, value 0x00000000`. */
export function describeTrap(context: DescribeContext, trap: Trap): TrapView {
  const name = trapName(trap.cause, false);
  const where = `at ${hex32(trap.pc)} in ${formatAddress(trap.contract, context.labels)}`;
  return {
    cause: trap.cause,
    pc: trap.pc,
    value: trap.value,
    text: `${name} ${where}, value ${hex32(trap.value)}`,
  };
}

function describeReturn(context: DescribeContext, receipt: Receipt): string | undefined {
  const { kind, to, data } = receipt.transaction;
  if (kind !== 'call' || receipt.status !== 'success') return undefined;
  // A router answers with the result of its last call.
  const abi = abiAt(context, to);
  const called = decodeCalls(abi, data)?.at(-1)?.called;
  if (called?.output === undefined || isUnit(called.output)) return undefined;
  const value = decodeReturn(abi, called, receipt.data);
  return value === undefined ? undefined : formatValue(value, context.labels);
}

/** The calls in a router's input; undefined where the ABI does not know them. */
function describeInput(
  context: DescribeContext,
  to: Address,
  input: Uint8Array,
): string | undefined {
  const calls = decodeCalls(abiAt(context, to), input);
  return calls?.map(it => formatCall(it, context.labels)).join(', ');
}

/** In the words of the contract's error, wherever it comes from: a callee's error may be passed on. */
function describeReason(
  context: DescribeContext,
  to: Address,
  it: Pick<CallRecord, 'status' | 'reason' | 'data'>,
): string | undefined {
  const others = [...context.programs.values()].map(own => own.abi);
  return reasonInWords([abiAt(context, to), ...others], it, context.labels);
}

function describeLog(it: Emission): LogView {
  const text = new TextDecoder().decode(it.data);
  return {
    text,
    ...(it.position !== undefined && { position: it.position }),
    ...(it.place && { source: describePlace(it.place) }),
  };
}

function describePlace({ path, line, column }: PlaceView): PlaceView {
  return { path, line, column };
}

function describeCall(context: DescribeContext, node: CallNode): CallView {
  const { call: it, isUndone } = node;
  const call = describeInput(context, it.to, it.input);
  const reason = describeReason(context, it.to, it);
  return {
    from: it.from,
    to: it.to,
    fromLabel: formatAddress(it.from, context.labels),
    toLabel: formatAddress(it.to, context.labels),
    ...(call !== undefined && { function: call }),
    value: it.value.toString(),
    status: it.status,
    gasUsed: it.gasUsed.toString(),
    input: bytesToHex(it.input),
    data: bytesToHex(it.data),
    ...(reason !== undefined && { reason }),
    ...(isUndone && { isUndone }),
    ...(it.position !== undefined && { position: it.position }),
    ...(it.place && { source: describePlace(it.place) }),
    changes: changesOf(it.to, it.writes).map(change => describeSlotChange(context, change)),
    calls: node.calls.map(inner => describeCall(context, inner)),
  };
}
