/** Machines that outlive their clients. [DAP attach, disconnect] */

import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { readAttachArguments } from '../attachArguments';
import { ansi, plain } from '../ansi';
import { connectEngine } from '../engineEvents';
import type { Handler } from '../handler';
import type { Fate } from '../keptMachines';
import { receiptLine } from '../receiptLine';
import type { Session } from '../session';

/** Goes on with what another client has left. It starts, or stands, when this client has set its breakpoints. */
export const attach: Handler<unknown, Promise<void>> = async (session, args) => {
  const wanted = readAttachArguments(args);
  await session.attach(wanted.session);
  connectEngine(session);
};

/** What has happened before, as the client would have seen it. The views ask for the same by themselves. */
export function announceAttached(session: Session): void {
  const style = session.client.showsAnsi ? ansi : plain;
  const before = session.engine.receipts().map(it => `${receiptLine(it, style)}\n`);
  for (const output of [`Attached to ${session.launched.scenario}\n`, ...before]) {
    session.send('output', { category: 'console', output });
  }
  session.send('initialized', undefined);
}

/** Ends the machine, unless it is to outlive its client and can. */
export const disconnect: Handler<Dap.DisconnectArguments, Promise<void>> = async (
  session,
  args,
) => {
  const fate = fateOf(session, args);
  const name = fate === undefined ? undefined : await session.leave(fate);
  if (name === undefined || fate === undefined) return session.end();
  const how = fate === 'suspended' ? 'stands where it stood' : 'runs on to its end';
  const output = `The machine ${how}. To go on with it, attach with "session": "${name}"\n`;
  // VS Code shows what is important in a box, and so does the extension, with a button, what it hears of here.
  const category = session.client.isVsCode ? 'console' : 'important';
  session.send('output', { category, output });
  session.send('avm/kept', { session: name, fate });
};

/**
 * What becomes of the machine; undefined: it ends. Where the client does not say, what was launched ends and what was
 * attached to goes on. [DAP overview, disconnect]
 */
function fateOf(session: Session, args: Dap.DisconnectArguments): Fate | undefined {
  const { terminateDebuggee = !session.isAttached, suspendDebuggee = false, restart } = args;
  if (!session.canOutliveClient || restart === true) return undefined;
  if (suspendDebuggee) return 'suspended';
  return terminateDebuggee ? undefined : 'running';
}
