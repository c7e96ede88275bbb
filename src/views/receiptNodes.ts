/** The Receipts view's rows: a transaction each, with its outcome, events, logs, calls and what was expected of it. */

import type {
  CallView,
  ChangeView,
  EventView,
  GasPartView,
  LogView,
  ReceiptView,
} from '../../debugger/protocol';
import type { ViewNode } from './node';
import { leaf } from './node';
import { statusIcon, statusWords } from './receiptIcons';
import { bytesText, facts, grouped, shortHex } from './text';

export function receiptNodes(receipts: readonly ReceiptView[]): ViewNode[] {
  return receipts.map(receiptNode);
}

function receiptNode(receipt: ReceiptView): ViewNode {
  const id = `receipt/${receipt.index}`;
  const gas = `${grouped(receipt.gasUsed)} gas`;
  const outcome = receipt.status === 'success' ? [] : [statusWords(receipt.status)];
  const verdict = verdictOf(receipt);
  const done = withoutArguments(receipt);
  // Where the whole title stands, the coin stands in it.
  const coin = done === receipt.title ? [] : coinWith(receipt.value);
  return {
    id,
    // The number that stack, console and `receipts[2]` know it by.
    label: `#${receipt.index} ${done}`,
    description: [...coin, ...outcome, gas, ...verdict].join(' · '),
    tooltip: tooltipOf(receipt),
    icon: statusIcon(receipt.status),
    accessibleLabel: [
      `transaction ${receipt.index}, ${receipt.title}`,
      statusWords(receipt.status),
      gas,
      ...verdict,
    ].join(', '),
    copy: receipt.title,
    children: [
      ...differenceNodes(id, receipt),
      ...outcomeNodes(id, receipt),
      ...groupOf(`${id}/events`, 'events', 'symbol-event', receipt.events.map(eventNode(id))),
      ...groupOf(`${id}/changes`, 'changes', 'diff', (receipt.changes ?? []).map(changeNode(id))),
      ...groupOf(`${id}/logs`, 'logs', 'output', receipt.logs.map(logNode(id))),
      ...groupOf(`${id}/calls`, 'calls', 'call-outgoing', receipt.calls.map(callNode(id))),
    ],
  };
}

/** A view is narrow: arguments have a row of their own. */
function withoutArguments({ title, function: called }: ReceiptView): string {
  const start = called === undefined ? -1 : title.indexOf('(');
  return start < 0 ? title : title.slice(0, start);
}

/** Nothing where no coin came with it. */
function coinWith(value: string): string[] {
  return value === '0' ? [] : [`with ${grouped(value)} coin`];
}

/** Nothing where nothing was expected, or where success was expected and seen: that is the rule. */
function verdictOf({ expectation, status }: ReceiptView): string[] {
  if (expectation === undefined) return [];
  if (!expectation.met) return ['not as expected'];
  return status === 'success' ? [] : ['as expected'];
}

function tooltipOf(receipt: ReceiptView): string {
  return facts([
    ['Transaction', receipt.title],
    ['Status', statusWords(receipt.status)],
    ['Reason', receipt.reason],
    ['Trap', receipt.trap?.text],
    ['Gas', `${grouped(receipt.gasUsed)} of ${grouped(receipt.gasLimit)}`],
    ['From', receipt.from],
    ['To', receipt.to],
    ['Value', receipt.value === '0' ? undefined : grouped(receipt.value)],
    ...(receipt.expectation?.differences ?? []).map(it => ['Not as expected', it] as const),
  ]);
}

function differenceNodes(id: string, { expectation }: ReceiptView): ViewNode[] {
  return (expectation?.differences ?? []).map((it, at) =>
    leaf(`${id}/difference/${at}`, it, '', {
      copy: it,
      icon: { name: 'diff', color: 'testing.iconErrored' },
      accessibleLabel: `not as expected: ${it}`,
      tooltip: facts([['Not as expected', it]]),
    }),
  );
}

function outcomeNodes(id: string, receipt: ReceiptView): ViewNode[] {
  const { reason, trap, data, decodedData, value, function: called } = receipt;
  const rows: ViewNode[] = [];
  if (called !== undefined) rows.push(leaf(`${id}/call`, 'call', called, explain(called)));
  if (value !== '0') rows.push(leaf(`${id}/value`, 'value', grouped(value), { copy: value }));
  rows.push(leaf(`${id}/status`, 'status', statusWords(receipt.status)));
  if (reason !== undefined) rows.push(leaf(`${id}/reason`, 'reason', reason, explain(reason)));
  if (trap !== undefined) rows.push(leaf(`${id}/trap`, 'trap', trap.text, explain(trap.text)));
  rows.push(
    leaf(`${id}/gas`, 'gas', `${grouped(receipt.gasUsed)} of ${grouped(receipt.gasLimit)}`, {
      copy: receipt.gasUsed,
      ...gasChildren(id, receipt.gasParts ?? []),
    }),
  );
  if (data !== '' || decodedData !== undefined) {
    const tooltip = facts([
      ['Value', decodedData],
      ['Bytes', bytesText(data)],
    ]);
    rows.push(leaf(`${id}/data`, 'returns', decodedData ?? bytesText(data), { tooltip }));
  }
  return rows;
}

/** Closed until somebody wants to know. */
function gasChildren(id: string, parts: readonly GasPartView[]): Partial<ViewNode> {
  if (parts.length === 0) return {};
  const children = parts.map(({ name, count, gas }) => {
    const times = count === undefined ? '' : ` for ${grouped(count)}`;
    return leaf(`${id}/gas/${name}`, name, `${grouped(gas)}${times}`, { copy: gas });
  });
  return { children };
}

function changeNode(parent: string): (change: ChangeView, at: number) => ViewNode {
  return ({ label, before, after }, at) =>
    leaf(`${parent}/change/${at}`, label, `${before} → ${after}`, {
      icon: { name: 'diff' },
      copy: `${label}: ${before} → ${after}`,
      accessibleLabel: `${label} was ${before}, is ${after}`,
      tooltip: facts([
        ['Before', before],
        ['After', after],
      ]),
    });
}

function explain(text: string): Partial<ViewNode> {
  return { tooltip: facts([['At length', text]]) };
}

function eventNode(receipt: string): (event: EventView, at: number) => ViewNode {
  return (event, at) => {
    const id = `${receipt}/event/${at}`;
    const name = event.name ?? bytesText(event.data);
    const fields = event.fields.map(it => `${it.name}: ${it.value}`).join(', ');
    return {
      id,
      label: name,
      description: [`by ${shortHex(event.emitterLabel)}`, fields]
        .filter(it => it !== '')
        .join(' · '),
      tooltip: facts([
        ['Event', name],
        ['Fired by', event.emitter],
        ['Bytes', bytesText(event.data)],
        ['Source', event.source && `${event.source.path}:${event.source.line}`],
      ]),
      icon: { name: 'symbol-event' },
      accessibleLabel: `event ${name} by ${event.emitterLabel}${fields === '' ? '' : `, ${fields}`}`,
      copy: `${name}(${fields})`,
      ...(event.source && { place: event.source }),
      ...momentOf(event),
      children: event.fields.map(it =>
        leaf(`${id}/${it.name}`, it.name, it.value, {
          tooltip: facts([
            ['Value', it.value],
            ['Type', it.type],
          ]),
        }),
      ),
    };
  };
}

function logNode(receipt: string): (log: LogView, at: number) => ViewNode {
  return (log, at) => ({
    id: `${receipt}/log/${at}`,
    label: log.text,
    copy: log.text,
    accessibleLabel: `log: ${log.text}`,
    icon: { name: 'output' },
    ...(log.source && { place: log.source }),
    ...momentOf(log),
  });
}

function callNode(parent: string): (call: CallView, at: number) => ViewNode {
  return (call, at) => {
    const id = `${parent}/call/${at}`;
    const label = call.function === undefined ? call.toLabel : `${call.toLabel}.${call.function}`;
    const undone = call.isUndone === true ? ['undone'] : [];
    const outcome = call.status === 'success' ? undone : [statusWords(call.status), ...undone];
    const gas = `${grouped(call.gasUsed)} gas`;
    const coin = coinWith(call.value);
    return {
      id,
      label,
      description: [`from ${call.fromLabel}`, ...coin, ...outcome, gas].join(' · '),
      tooltip: facts([
        ['From', call.from],
        ['To', call.to],
        ['Status', statusWords(call.status)],
        ['Reason', call.reason],
        ['Value', grouped(call.value)],
        ['Gas', grouped(call.gasUsed)],
        ['Input', bytesText(call.input)],
        ['Returns', bytesText(call.data)],
      ]),
      icon: statusIcon(call.status),
      accessibleLabel: [
        `call of ${label} from ${call.fromLabel}`,
        ...coin,
        statusWords(call.status),
        ...undone,
        gas,
      ].join(', '),
      ...(call.source && { place: call.source }),
      ...momentOf(call),
      copy: bytesText(call.input),
      children: [
        ...(call.value === '0' ? [] : [leaf(`${id}/value`, 'value', grouped(call.value))]),
        leaf(`${id}/input`, 'input', bytesText(call.input)),
        leaf(`${id}/returns`, 'returns', bytesText(call.data)),
        ...(call.reason === undefined
          ? []
          : [leaf(`${id}/reason`, 'reason', call.reason, explain(call.reason))]),
        ...(call.changes ?? []).map(changeNode(id)),
        ...call.calls.map(callNode(id)),
      ],
    };
  };
}

/** What fired it ran in a contract, where somebody can stand. */
function momentOf({
  position,
  source,
}: Pick<EventView, 'position' | 'source'>): Pick<ViewNode, 'position'> {
  return position === undefined || source === undefined ? {} : { position };
}

/** One row over the rows of a kind; nothing where there are none. */
function groupOf(id: string, label: string, icon: string, rows: readonly ViewNode[]): ViewNode[] {
  if (rows.length === 0) return [];
  const description = String(rows.length);
  const accessibleLabel = `${label}, ${description}`;
  return [
    {
      id,
      label,
      description,
      icon: { name: icon },
      accessibleLabel,
      children: rows,
      isExpanded: true,
    },
  ];
}
