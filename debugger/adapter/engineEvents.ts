/** What the engine tells by itself, as events: receipts, output, programs, breakpoints that moved. */

import type { ReceiptView } from '../protocol';
import { toBreakpoint } from './handlers/breakpoints';
import { toModule } from './handlers/modules';
import { receiptLine } from './receiptLine';
import type { Session } from './session';

export function connectEngine(session: Session): void {
  const { engine } = session;
  engine.onReceipt = receipt => announceReceipt(session, receipt);
  engine.onConsole = text => session.send('output', { category: 'console', output: text });
  engine.onModule = module =>
    session.send('module', { reason: 'new', module: toModule(session, module) });
  engine.onBreakpointChanged = breakpoint =>
    session.send('breakpoint', {
      reason: 'changed',
      breakpoint: toBreakpoint(session, breakpoint),
    });
}

function announceReceipt(session: Session, receipt: ReceiptView): void {
  for (const log of receipt.logs) {
    session.send('output', {
      category: 'stdout',
      output: `${log.text}\n`,
      ...(log.source === undefined
        ? {}
        : {
            source: { path: session.client.pathToClient(log.source.path) },
            line: session.client.lineToClient(log.source.line),
            column: session.client.columnToClient(log.source.column),
          }),
    });
  }
  session.send('output', { category: 'console', output: `${receiptLine(receipt)}\n` });
  for (const difference of receipt.expectation?.differences ?? []) {
    session.send('output', { category: 'stderr', output: `${difference}\n` });
  }
  session.send('avm/receipt', { receipt });
  session.send('avm/state', {});
}
