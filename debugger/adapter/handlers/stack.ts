/** Where the machine stands. [DAP threads, stackTrace, scopes, exceptionInfo] */

import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { hex32 } from '../../shared/hex';
import type { Handler } from '../handler';
import { RequestError } from '../requestError';
import { scopeProviders } from '../scopes/scopeProviders';
import type { Session, StoppedFrame } from '../session';
import { toSource } from '../dapSource';

/** Clients ask for threads at any time, running or not. */
export const threads: Handler<unknown, Dap.ThreadsResponse['body']> = session => ({
  threads: [...session.engine.threads()],
});

export const stackTrace: Handler<Dap.StackTraceArguments, Dap.StackTraceResponse['body']> = (
  session,
  args,
) => {
  const frames = session.frames();
  const start = args.startFrame ?? 0;
  const levels = args.levels ?? 0; // Zero means all.
  const page = frames.slice(start, levels === 0 ? undefined : start + levels);
  return { stackFrames: page.map(it => toStackFrame(session, it)), totalFrames: frames.length };
};

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
    ...(exception.details === undefined ? {} : { details: { message: exception.details } }),
  };
};

function toStackFrame(session: Session, { id, view }: StoppedFrame): Dap.StackFrame {
  const hasCode = view.kind === 'contract' || view.kind === 'kernel';
  return {
    id,
    name: view.name,
    line: view.source === undefined ? 0 : session.client.lineToClient(view.line),
    column: view.source === undefined ? 0 : session.client.columnToClient(view.column),
    ...(view.source === undefined ? {} : { source: toSource(session, view.source) }),
    ...(hasCode ? { instructionPointerReference: hex32(view.pc) } : {}),
    ...(view.module === undefined ? {} : { moduleId: view.module }),
    // A hint of the frame's own would hide that of its source, by which clients choose the frame to open.
    ...(hasCode ? {} : { presentationHint: 'label' as const }),
  };
}
