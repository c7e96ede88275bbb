/** Conditions and log messages: read once when they are set, asked at each hit against the running frame. */

import type { CompiledExpression, Value } from '../evaluate/evaluate';
import { parse } from '../evaluate/evaluate';
import { EvaluationError } from '../evaluationError';
import { parseLogMessage } from './logMessage';
import type { StopScope } from './scope';

export interface Condition {
  /** @throws EvaluationError where it has no value here, or one that is neither true nor false */
  holds(scope: StopScope): boolean;
}

export interface Log {
  /** What has no value says why, in its place. */
  text(scope: StopScope): string;
}

/** @throws EvaluationError where it is no expression */
export function compileCondition(text: string): Condition {
  const expression = parse(text);
  return { holds: scope => valueIn(scope, expression).isTruthy };
}

/** @throws EvaluationError where it is no message, or a part of it no expression */
export function compileLog(message: string): Log {
  const parts = parseLogMessage(message);
  if (typeof parts === 'string') throw new EvaluationError(parts);
  const compiled = parts.map(it => ('text' in it ? it.text : parse(it.expression)));
  return {
    text: scope => compiled.map(it => (typeof it === 'string' ? it : textIn(scope, it))).join(''),
  };
}

function textIn(scope: StopScope, expression: CompiledExpression): string {
  try {
    return valueIn(scope, expression).text;
  } catch (error) {
    if (error instanceof EvaluationError) return `<${error.message}>`;
    throw error;
  }
}

function valueIn({ target, frame, bindings }: StopScope, expression: CompiledExpression): Value {
  return expression.evaluate({ target, frame, bindings });
}
