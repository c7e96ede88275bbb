/** Commands of the debug console: a row per command. What is none of them is an expression. */

import { EvaluationError } from '../../evaluationError';
import type { FrameView, VariableView } from '../../views';
import type { WritableScope } from '../assign';
import { assign } from '../assign';
import { parse } from '../evaluate';
import { splitAssignment } from '../parser';
import { variablesOf } from '../../inspect/locals';
import { dumpMemory } from './dump';
import { gasText, helpText, receiptsText, registersText, stackText, storageText } from './texts';

/** What commands need beside a place to stand: the frames. */
export interface ConsoleScope extends WritableScope {
  stack(): readonly FrameView[];
}

/** Lines of text, or a row that can be opened. */
export type Answer = ({ readonly text: string } | { readonly view: VariableView }) & {
  /** Something was assigned. */
  readonly hasChanged: boolean;
};

interface Command {
  /** How it is typed. */
  readonly usage: string;
  readonly help: string;
  readonly pattern: RegExp;
  readonly run: (scope: ConsoleScope, args: string) => string;
}

export const COMMANDS: readonly Command[] = [
  {
    usage: 'help',
    help: 'what can be typed here',
    pattern: /^help\b/,
    run: () => helpText(COMMANDS),
  },
  {
    usage: 'stack',
    help: 'the frames, innermost first',
    pattern: /^stack\b/,
    run: scope => stackText(scope.stack()),
  },
  {
    usage: 'regs',
    help: "the frame's registers",
    pattern: /^regs\b/,
    run: registersText,
  },
  {
    usage: 'x/8xw ADDRESS',
    help: 'memory: a count, x d or c, and b h or w for 1, 2 or 4 bytes',
    pattern: /^x\//,
    run: dumpMemory,
  },
  {
    usage: 'gas',
    help: 'what the transaction and the call may use and have used',
    pattern: /^gas\b/,
    run: gasText,
  },
  {
    usage: 'storage',
    help: "the slots of the frame's contract",
    pattern: /^storage\b/,
    run: storageText,
  },
  {
    usage: 'receipts',
    help: 'the transactions that have ended',
    pattern: /^receipts\b/,
    run: receiptsText,
  },
];

/**
 * Answers a line of the console: a command, an assignment or an expression.
 * @throws EvaluationError with the line and a caret under what is wrong
 */
export function answer(scope: ConsoleScope, line: string): Answer {
  const command = commandOf(scope, line.trim());
  if (command !== undefined) {
    const text = command.run(scope, line.trim().replace(command.pattern, ''));
    return { text, hasChanged: false };
  }
  return changeOrValue(scope, line);
}

/** A command stands alone, but for `x/`; a variable of its name hides it. */
function commandOf(scope: ConsoleScope, line: string): Command | undefined {
  const command = COMMANDS.find(it => it.pattern.test(line));
  if (command === undefined || command.usage.startsWith('x/')) return command;
  if (line !== command.usage) return undefined;
  const { frame } = scope;
  const isVariable = frame && variablesOf(frame).some(it => it.name === line);
  return isVariable === true ? undefined : command;
}

function changeOrValue(scope: ConsoleScope, line: string): Answer {
  // Where the part begins that is read just now.
  let start = 0;
  try {
    const assignment = splitAssignment(line);
    if (assignment === undefined) {
      return { view: parse(line).evaluate(scope).view(), hasChanged: false };
    }
    const place = parse(assignment.left);
    place.evaluate(scope);
    start = line.length - assignment.right.length;
    assign(scope, place, assignment.right);
    return { view: place.evaluate(scope).view(), hasChanged: true };
  } catch (error) {
    if (!(error instanceof EvaluationError)) throw error;
    throw new EvaluationError(error.movedBy(start).pointed(line));
  }
}
