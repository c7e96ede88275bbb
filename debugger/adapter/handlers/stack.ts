/** Where the machine stands. [DAP threads, stackTrace, scopes, exceptionInfo] */

import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import type { FrameView } from '../../engine/views';
import type { Handler } from '../handler';
import { RequestError } from '../requestError';
import { scopeProviders } from '../scopes/scopeProviders';
import { toStackFrame } from '../stackFrame';

/** Clients ask for threads at any time, running or not. */
export const threads: Handler<unknown, Dap.ThreadsResponse['body']> = session => ({
  threads: [...session.engine.threads()],
});

export const stackTrace: Handler<Dap.StackTraceArguments, Dap.StackTraceResponse['body']> = (
  session,
  args,
) => {
  const start = args.startFrame ?? 0;
  const levels = args.levels === undefined || args.levels === 0 ? Infinity : args.levels; // Zero means all.
  const frames = session.frames(start, levels);
  // Where there are many more, the client hears of some, and of more when it has asked for those.
  const totalFrames = session.engine.stackDepth(start + levels + LOOK_AHEAD);
  return {
    stackFrames: frames.map(it => toStackFrame(session, it, args.format)),
    totalFrames,
  };
};

/** Frames that are looked for beyond those that are asked for: more than most stacks have. */
const LOOK_AHEAD = 64;

export const scopes: Handler<Dap.ScopesArguments, Dap.ScopesResponse['body']> = (session, args) => {
  const frame = session.frame(args.frameId);
  const meaningful = scopeProviders.filter(it => it.hasMeaning?.(frame) ?? true);
  return {
    scopes: meaningful.map(it => ({
      name: it.name,
      expensive: it.expensive ?? false,
      variablesReference: session.variables.add({
        frame: frame.index,
        rows: () => it.variables(frame),
      }),
      ...(it.presentationHint === undefined ? {} : { presentationHint: it.presentationHint }),
    })),
  };
};

export const exceptionInfo: Handler<
  Dap.ExceptionInfoArguments,
  Dap.ExceptionInfoResponse['body']
> = session => {
  const exception = session.engine.exceptionInfo();
  if (exception === undefined)
    throw new RequestError('the machine has not stopped on an exception');
  return {
    exceptionId: exception.id,
    // All in one: clients show the description, and few show anything of the details.
    description: [exception.description, exception.details]
      .filter(it => it !== undefined)
      .join(': '),
    breakMode: exception.isUncaught === true ? 'unhandled' : 'always',
    ...(exception.details === undefined
      ? {}
      : { details: { message: exception.details, ...traceOf(session.engine.stack()) } }),
  };
};

/** Where the error came from that was returned to here. A client shows the stack itself, which has all that is alive. */
function traceOf(stack: readonly FrameView[]): Pick<Dap.ExceptionDetails, 'stackTrace'> {
  const returned = stack.filter(it => it.hasReturned === true && it.source !== undefined);
  if (returned.length === 0) return {};
  const lines = returned.map(
    ({ name, source, line, column }) => `at ${name} (${source?.path}:${line}:${column})`,
  );
  return { stackTrace: lines.join('\n') };
}
