/** Expressions: one language for hover, watch, console and clipboard. [DAP evaluate, setExpression] */

import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import type { Handler } from '../handler';
import type { StoppedFrame } from '../frameNumbers';
import type { Session } from '../session';
import { showValue } from '../variableRow';

/** Only the console changes anything: a hover or a watch is evaluated without being asked for. */
export const evaluate: Handler<Dap.EvaluateArguments, Dap.EvaluateResponse['body']> = (
  session,
  args,
) => {
  const frame = frameOf(session, args.frameId);
  switch (args.context) {
    case 'repl':
      return inConsole(session, args, frame);
    case 'clipboard':
      return {
        result: session.engine.fullText(args.expression, frame?.view.id),
        variablesReference: 0,
      };
    default: {
      const answer = session.engine.evaluate(args.expression, frame?.view.id);
      const { value, ...shown } = showValue(session, answer, args.format, frame?.index);
      return { result: value, ...shown };
    }
  }
};

export const setExpression: Handler<
  Dap.SetExpressionArguments,
  Dap.SetExpressionResponse['body']
> = (session, args) => {
  const frame = frameOf(session, args.frameId);
  const written = session.engine.assign(args.expression, args.value, frame?.view.id);
  session.stateChanged();
  return showValue(session, written, args.format, frame?.index);
};

function inConsole(
  session: Session,
  { expression, format }: Dap.EvaluateArguments,
  frame: StoppedFrame | undefined,
): Dap.EvaluateResponse['body'] {
  const answer = session.engine.console(expression, frame?.view.id);
  if (answer.hasChanged) session.stateChanged();
  if ('text' in answer) return { result: answer.text, variablesReference: 0 };
  const { value, ...shown } = showValue(session, answer.view, format, frame?.index);
  return { result: value, ...shown };
}

/** Where the client names none, the innermost. */
export function frameOf(session: Session, id: number | undefined): StoppedFrame | undefined {
  return id === undefined ? session.frames(0, 1)[0] : session.frame(id);
}
