/** What the engine tells by itself, as events: receipts, output, breakpoints that moved. */

import type { PlaceView, ReceiptView } from '../protocol';
import { toBreakpoint } from './handlers/breakpoints';
import { receiptLine } from './receiptLine';
import type { Session } from './session';

export function connectEngine(session: Session): void {
  const { engine } = session;
  engine.onReceipt = receipt => announceReceipt(session, receipt);
  engine.onConsole = (text, place) => announceLog(session, text, place, 'stdout');
  engine.onLogPoint = (text, place) => announceLog(session, `${text}\n`, place, 'console');
  engine.onBreakpointChanged = breakpoint =>
    session.send('breakpoint', {
      reason: 'changed',
      breakpoint: toBreakpoint(session, breakpoint),
    });
}

/** A click on the line in the console goes to the source that logged it. */
function announceLog(
  session: Session,
  output: string,
  place: PlaceView | undefined,
  category: 'stdout' | 'console',
): void {
  session.send('output', {
    category,
    output,
    ...(place === undefined
      ? {}
      : {
          source: { path: session.client.pathToClient(place.path) },
          line: session.client.lineToClient(place.line),
          column: session.client.columnToClient(place.column),
        }),
  });
}

function announceReceipt(session: Session, receipt: ReceiptView): void {
  session.send('output', { category: 'console', output: `${receiptLine(receipt)}\n` });
  for (const difference of receipt.expectation?.differences ?? []) {
    session.send('output', { category: 'stderr', output: `${difference}\n` });
  }
  session.send('avm/receipt', { receipt });
  session.send('avm/state', {});
}
