/** Running and stepping, both ways. Where to stop is the engine's business. [DAP continue, next, stepIn, stepOut, stepBack, reverseContinue, pause] */

import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import type { CustomRequests } from '../../protocol';
import type { Handler } from '../handler';
import type { BackTarget } from '../../engine/views';
import { RequestError } from '../requestError';
import type { Session } from '../session';
import { slotOf } from './slotBreakpoints';

type BackArguments = Pick<Dap.StepBackArguments, 'granularity'>;
type StepArguments = Dap.NextArguments | Dap.StepInArguments | Dap.StepOutArguments;

export const continueRun: Handler<
  Dap.ContinueArguments,
  Dap.ContinueResponse['body']
> = session => {
  session.resume(engine => engine.resume('continue'));
  return { allThreadsContinued: true };
};

export const next: Handler<Dap.NextArguments, void> = (session, args) =>
  step(session, 'next', args);

/** With a target, into that one call of the line, past all others. */
export const stepIn: Handler<Dap.StepInArguments, void> = (session, args) => {
  if (args.targetId === undefined) return step(session, 'stepIn', args);
  const into = session.engine.placement.stepTarget(args.targetId);
  session.resume(engine => engine.resume('stepIn', 'line', into));
};

export const stepOut: Handler<Dap.StepOutArguments, void> = (session, args) =>
  step(session, 'stepOut', args);

const BACK = 'Going back';

/** To the last stop before, of whatever kind, or to the beginning. */
export const reverseContinue: Handler<Dap.ReverseContinueArguments, void> = session =>
  session.resume(engine => engine.goBack('reverseContinue'), BACK);

/** To where the line before began, in this function or in its caller. */
export const stepBack: Handler<BackArguments, void> = (session, args) =>
  back(session, 'stepBack', args);

/** The protocol has one step back, which goes past calls. */
export const stepBackInto: Handler<BackArguments, object> = (session, args) => {
  back(session, 'stepBackInto', args);
  return leaveStop(session);
};

export const stepBackOut: Handler<BackArguments, object> = (session, args) => {
  back(session, 'stepBackOut', args);
  return leaveStop(session);
};

/** To what a receipt tells of. */
export const goBack: Handler<
  CustomRequests['avm/goBack']['arguments'],
  CustomRequests['avm/goBack']['body']
> = (session, args) => {
  const to = backTargetOf(args);
  session.resume(engine => engine.goBack(to), BACK);
  return leaveStop(session);
};

/**
 * No client knows of requests of our own that they leave a stop. It is told before the response: VS Code handles events that
 * follow each other as one, and of a stop right behind this would keep no reason.
 */
function leaveStop(session: Session): Record<string, never> {
  session.announceContinued();
  return {};
}

/** As it may be, whatever a client has sent. */
function backTargetOf(args: CustomRequests['avm/goBack']['arguments']): BackTarget {
  if ('slot' in args) return { slot: slotOf(args.slot) };
  if ('data' in args) {
    if (typeof args.data === 'string') return { data: args.data };
    throw new RequestError('avm/goBack: "data" is the dataId that dataBreakpointInfo has given');
  }
  const [name, steps] =
    'stop' in args ? (['stop', args.stop] as const) : (['position', args.position] as const);
  if (!Number.isSafeInteger(steps) || steps < 0) {
    throw new RequestError(`avm/goBack: "${name}" must be a number of steps`);
  }
  return name === 'stop' ? { stop: steps } : { position: steps };
}

/** A pause that crosses a stop on its way is no mistake of the user's, so it succeeds and changes nothing. */
export const pause: Handler<Dap.PauseArguments, void> = session => {
  if (session.isRunning) session.engine.pause();
};

/** Steps and frames are shown by it from now on, also while the machine runs. */
export const setJustMyContract: Handler<
  CustomRequests['avm/setJustMyContract']['arguments'],
  CustomRequests['avm/setJustMyContract']['body']
> = (session, { enabled }) => {
  if (typeof enabled !== 'boolean') {
    throw new RequestError('avm/setJustMyContract: "enabled" must be true or false');
  }
  session.engine.setJustMyContract(enabled);
  if (!session.isRunning) session.stateChanged();
  return { enabled };
};

/**
 * Clients that name no granularity are editors in a source file, where a step is a line: several statements on one line
 * are for those who ask for statements. [DAP SteppingGranularity: a statement may be considered equivalent to a line]
 */
function step(session: Session, action: 'next' | 'stepIn' | 'stepOut', args: StepArguments): void {
  session.resume(engine => engine.resume(action, args.granularity ?? 'line'));
}

function back(
  session: Session,
  action: 'stepBack' | 'stepBackInto' | 'stepBackOut',
  { granularity = 'line' }: BackArguments,
): void {
  session.resume(engine => engine.goBack(action, granularity), BACK);
}
