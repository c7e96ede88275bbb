/** Conditions and log messages: read once when they are set, asked at each hit against the running frame. */

import { evaluate } from '../evaluate/evaluate';
import { parse } from '../evaluate/parser';
import { EvaluationError } from '../evaluationError';
import { parseLogMessage } from './logMessage';
import type { StopScope } from './scope';

export interface Condition {
  /** @throws EvaluationError where it has no value here */
  holds(scope: StopScope): boolean;
}

export interface Log {
  /** What has no value says why, in its place. */
  text(scope: StopScope): string;
}

/** @throws EvaluationError where it is no expression */
export function compileCondition(text: string): Condition {
  parse(text);
  return { holds: scope => isTrue(evaluate(scope.target, scope.frame, text).value) };
}

function isTrue(value: string): boolean {
  if (value === 'true' || value === 'false') return value === 'true';
  if (/^(0x[0-9a-f]+|-?\d+)$/.test(value)) return BigInt(value) !== 0n;
  throw new EvaluationError(`${value} is neither true nor false: compare it with something`);
}

/** @throws EvaluationError where it is no message, or a part of it no expression */
export function compileLog(message: string): Log {
  const parts = parseLogMessage(message);
  if (typeof parts === 'string') throw new EvaluationError(parts);
  for (const it of parts) if ('expression' in it) parse(it.expression);
  return {
    text: scope =>
      parts.map(it => ('text' in it ? it.text : valueText(scope, it.expression))).join(''),
  };
}

function valueText(scope: StopScope, expression: string): string {
  try {
    return evaluate(scope.target, scope.frame, expression).value;
  } catch (error) {
    if (error instanceof EvaluationError) return `<${error.message}>`;
    throw error;
  }
}
