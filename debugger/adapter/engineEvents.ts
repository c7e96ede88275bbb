/** What the engine tells by itself, as events: receipts, output, breakpoints that moved. */

import type { DebugEngine } from '../engine/debugEngine';
import type { PlaceView, ReceiptView } from '../protocol';
import { ansi, plain } from './ansi';
import { toBreakpoint } from './handlers/breakpoints';
import { receiptLine } from './receiptLine';
import type { Session } from './session';

export function connectEngine(session: Session): void {
  const { engine } = session;
  engine.onReceipt = (receipt, isNews) => announceReceipt(session, receipt, isNews);
  engine.onConsole = (text, place) => announceLog(session, text, place, 'stdout');
  engine.onLogPoint = (text, place) => announceLog(session, `${text}\n`, place, 'console');
  engine.onRewound = () => session.send('avm/rewound', {});
  engine.onBreakpointChanged = breakpoint =>
    session.send('breakpoint', {
      reason: 'changed',
      breakpoint: toBreakpoint(session, breakpoint),
    });
}

/** What is kept for another client tells nobody meanwhile, and holds on to nothing of this one. */
export function disconnectEngine(engine: DebugEngine): void {
  const silent = (): void => undefined;
  engine.onReceipt = silent;
  engine.onConsole = silent;
  engine.onLogPoint = silent;
  engine.onRewound = silent;
  engine.onBreakpointChanged = silent;
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

/** A run that was taken back comes to receipts again, which the console has already. */
function announceReceipt(session: Session, receipt: ReceiptView, isNews: boolean): void {
  if (isNews) printReceipt(session, receipt);
  session.send('avm/receipt', { receipt });
  session.send('avm/state', {});
}

/** Where a scenario expects something else, what differs is a group under the receipt's line. */
function printReceipt(session: Session, receipt: ReceiptView): void {
  const style = session.client.showsAnsi ? ansi : plain;
  const output = `${receiptLine(receipt, style)}\n`;
  const differences = receipt.expectation?.differences ?? [];
  if (differences.length === 0) session.send('output', { category: 'console', output });
  else {
    session.send('output', { category: 'console', output, group: 'start' });
    for (const it of differences) {
      session.send('output', { category: 'stderr', output: `${style.bad(it)}\n` });
    }
    session.send('output', { category: 'console', output: '', group: 'end' });
  }
}
