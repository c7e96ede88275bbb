/** Events and logs of the transaction that runs, as the receipt will have them unless they are taken back. */

import { decodeEvent, eventName } from '../../chain/abi/events';
import { bytesToHex } from '../../shared/hex';
import type { PendingEmission } from '../emissions';
import { abiOf } from '../stops/trap';
import type { Target } from '../target';
import type { VariableView } from '../views';
import { abiRow } from './abiRows';

/** A row for the events and one for the logs, where there are any. */
export function emissionRows(target: Target): VariableView[] {
  const { events, logs } = target.emissions;
  return [
    ...listRow('events', events, (it, at) => eventRow(target, it, at)),
    ...listRow('logs', logs, logRow),
  ];
}

function listRow(
  name: 'events' | 'logs',
  all: readonly PendingEmission[],
  row: (it: PendingEmission, at: number) => VariableView,
): VariableView[] {
  if (all.length === 0) return [];
  const value = `${all.length}, not committed`;
  const evaluateName = `receipt.${name}`;
  return [{ name, value, readOnly: true, evaluateName, children: () => all.map(row) }];
}

function eventRow(target: Target, { emitter, data }: PendingEmission, at: number): VariableView {
  const { labels } = target.resolved;
  const decoded = decodeEvent(abiOf(target, emitter), data);
  const name = decoded?.name ?? eventName(data) ?? 'event';
  return {
    name: `[${at}]`,
    value: `${name} of ${target.labelOf(emitter)}`,
    readOnly: true,
    evaluateName: `receipt.events[${at}]`,
    children: () => [
      ...(decoded?.fields ?? []).map(it => abiRow(it.name, it.value, it.typeName, labels)),
      { name: 'bytes', value: `0x${bytesToHex(data)}`, readOnly: true },
    ],
  };
}

function logRow({ data }: PendingEmission, at: number): VariableView {
  const value = JSON.stringify(new TextDecoder().decode(data));
  return { name: `[${at}]`, value, readOnly: true, evaluateName: `receipt.logs[${at}]` };
}
