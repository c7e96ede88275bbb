/** A receipt in one line of the debug console: `#2 alice → token.transfer(…)  success  gas 12,345  Transfer{…}`. */

import type { EventView, ReceiptView } from '../protocol';
import type { Style } from './ansi';
import { plain } from './ansi';

export function receiptLine(receipt: ReceiptView, style: Style = plain): string {
  const failure = receipt.reason ?? receipt.trap?.text;
  const words = failure === undefined ? receipt.status : outcome(receipt.status, failure);
  const cells = [
    `#${receipt.index} ${receipt.title}`,
    receipt.status === 'success' ? style.good(words) : style.bad(words),
    `gas ${withSeparators(receipt.gasUsed)}`,
    ...(receipt.decodedData === undefined ? [] : [`returns ${receipt.decodedData}`]),
    ...receipt.events.map(eventText),
  ];
  return cells.join('  ');
}

/** Most reasons begin with the status in words: `out of gas: the limit is 200000`. */
function outcome(status: string, reason: string): string {
  const words = status.replace(/[A-Z]/g, it => ` ${it.toLowerCase()}`);
  return reason.startsWith(words) ? reason : `${words}: ${reason}`;
}

function eventText(event: EventView): string {
  const fields = event.fields.map(it => `${it.name}: ${it.value}`).join(', ');
  return event.name === undefined ? `event 0x${event.data}` : `${event.name}{${fields}}`;
}

/** Thousands of a decimal number, apart from any locale: output must not depend on the machine. */
function withSeparators(decimal: string): string {
  return decimal.replace(/\B(?=(\d{3})+$)/g, ',');
}
