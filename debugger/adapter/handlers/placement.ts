/** Calls to step into, lines to go on at, frames to restart. [DAP stepInTargets, gotoTargets, goto, restartFrame] */

import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { hex32 } from '../../shared/hex';
import type { Handler } from '../handler';
import { RequestError } from '../requestError';

/** Frames below the running one have made their call already: their list is empty. */
export const stepInTargets: Handler<
  Dap.StepInTargetsArguments,
  Dap.StepInTargetsResponse['body']
> = (session, args) => {
  const { view } = session.frame(args.frameId);
  return {
    targets: session.engine.placement.stepTargets(view.id).map(({ id, label, line, column }) => ({
      id,
      label,
      ...(line > 0 && { line: session.client.lineToClient(line) }),
      ...(column > 0 && { column: session.client.columnToClient(column) }),
    })),
  };
};

export const gotoTargets: Handler<Dap.GotoTargetsArguments, Dap.GotoTargetsResponse['body']> = (
  session,
  args,
) => {
  if (args.source.path === undefined) {
    throw new RequestError('gotoTargets needs the path of a source file');
  }
  const path = session.client.pathFromClient(args.source.path);
  const line = session.client.lineFromClient(args.line);
  return {
    targets: session.engine.placement.gotoTargets(path, line).map(it => ({
      id: it.id,
      label: it.label,
      line: session.client.lineToClient(it.line),
      column: session.client.columnToClient(it.column),
      instructionPointerReference: hex32(it.address),
    })),
  };
};

/** The client hears of the new place by a stop, and of what was skipped by a warning. */
export const goTo: Handler<Dap.GotoArguments, void> = (session, { targetId }) => {
  const { text } = session.move(engine => engine.placement.goTo(targetId));
  if (text !== undefined) session.send('output', { category: 'console', output: `${text}\n` });
};

export const restartFrame: Handler<Dap.RestartFrameArguments, void> = (session, { frameId }) => {
  const { view } = session.frame(frameId);
  session.move(engine => engine.placement.restartFrame(view.id));
};
