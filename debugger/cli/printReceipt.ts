/** A receipt in a few lines of a terminal. */

import type { CallView, ChangeView, ReceiptView } from '../protocol';
import type { Terminal } from './terminal';

export function printReceipt(it: ReceiptView, isVerbose: boolean, terminal: Terminal): void {
  const status = terminal.style(it.status === 'success' ? 'green' : 'yellow', it.status);
  const gas = terminal.style('dim', `gas ${it.gasUsed}`);
  terminal.line(`${String(it.index).padStart(3)}  ${it.title}  ${status}  ${gas}`);
  // A contract's messages may have several lines: all of them are the receipt's.
  const detail = (text: string): void => {
    terminal.line(`       ${text.replaceAll('\n', '\n         ')}`);
  };
  if (it.reason !== undefined) detail(`reason: ${it.reason}`);
  if (isVerbose && it.trap !== undefined) detail(it.trap.text);
  if (it.decodedData !== undefined) detail(`returned ${it.decodedData}`);
  else if (it.data !== '') detail(`returned 0x${it.data}`);
  for (const event of it.events) {
    const fields = event.fields.map(field => `${field.name}: ${field.value}`).join(', ');
    const body = event.fields.length > 0 ? `{ ${fields} }` : `0x${event.data}`;
    detail(`event ${event.emitterLabel}.${event.name ?? ''} ${body}`);
  }
  for (const log of it.logs) detail(terminal.style('dim', `log ${log.text}`));
  if (isVerbose) {
    for (const change of it.changes ?? []) detail(changeText(change));
    const parts = (it.gasParts ?? []).map(part => `${part.name} ${part.gas}`);
    if (parts.length > 0) detail(`gas: ${parts.join(', ')}`);
    for (const call of it.calls) printCall(call, 0, detail);
  }
  for (const difference of it.expectation?.differences ?? []) {
    detail(terminal.style('red', difference));
  }
}

function changeText({ label, before, after }: ChangeView): string {
  return `${label}: ${before} → ${after}`;
}

function printCall(it: CallView, depth: number, detail: (text: string) => void): void {
  const called = it.function ?? (it.input === '' ? '' : `0x${it.input}`);
  const undone = it.isUndone === true ? ', undone' : '';
  const coin = it.value === '0' ? '' : ` with ${it.value} coin`;
  detail(
    `${'  '.repeat(depth)}call ${it.toLabel} ${called}${coin}  ${it.status}${undone}, gas ${it.gasUsed}`,
  );
  for (const inner of it.calls) printCall(inner, depth + 1, detail);
}
