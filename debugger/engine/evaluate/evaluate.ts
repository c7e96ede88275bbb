/**
 * Expressions: one language for hover, watch, conditions, log messages and the console.
 *
 *     const condition = parse('self.total > 100 && caller == alice');   // once: it throws an EvaluationError
 *     const value = condition.evaluate({ target, frame });              // as often as wanted
 *     value.isTruthy            // for conditions; throws where the value is neither true nor false
 *     value.view()              // a row for a client
 *     value.text                // for log messages
 *     value.place               // where it is, to watch or to write it; undefined for what is computed
 *
 * - The frame says which variables there are. While the machine runs, `runningFrame(target)` gives the innermost one
 *   without unwinding the others: it costs what the expression asks for.
 * - `bindings` are names that an occasion brings with it: `old` and `new` of a data breakpoint, `$return` after a step
 *   out. `bindings.ts` makes them from bytes.
 * - A compiled expression remembers what its names mean at the place where it was evaluated last, so a breakpoint keeps
 *   its own. It reads only; the one thing that writes is `assign`.
 * - Every EvaluationError has a sentence and, where a part of the text is to blame, its span.
 *
 * The language itself is described in docs/expressions.md.
 */

import { EvaluationError } from '../evaluationError';
import { spaceOf } from '../inspect/space';
import { labelled } from '../inspect/labelled';
import type { VariableView } from '../views';
import type { Compiled } from './compile';
import { compile, countOf } from './compile';
import type { ParsedExpression } from './expression';
import { inBase } from './formatted';
import { elementsAt, textAt } from './members';
import type { Operand, ValuePlace } from './operand';
import { truthOf } from './operators';
import { parseExpression } from './parser';
import { describe, placeOf, primitive } from './primitives';
import type { Scope } from './scope';
import { hasChain } from './scope';
import { operandView } from './view';

export type { Bindings, Scope as EvaluationContext } from './scope';
export type { Operand, ValuePlace } from './operand';
export { runningFrame } from './runningFrame';

export class CompiledExpression {
  readonly #read: Compiled;
  readonly #count: Compiled | undefined;

  constructor(
    readonly text: string,
    readonly parsed: ParsedExpression,
  ) {
    this.#read = compile(parsed.tree);
    this.#count = parsed.format.count && compile(parsed.format.count);
  }

  /** @throws EvaluationError with a sentence on why there is no value */
  evaluate(scope: Scope): Value {
    let operand = this.#read(scope);
    if (this.#count !== undefined) {
      operand = this.#elements(scope, operand, this.#count);
    }
    if (this.parsed.format.isText === true) operand = textAt(scope, operand);
    return new Value(this, operand, scope);
  }

  #elements(scope: Scope, operand: Operand, count: Compiled): Operand {
    try {
      return elementsAt(scope, operand, countOf(count(scope)));
    } catch (error) {
      throw error instanceof EvaluationError ? error.at(this.parsed.tree.span) : error;
    }
  }
}

export class Value {
  constructor(
    private readonly expression: CompiledExpression,
    readonly operand: Operand,
    private readonly scope: Scope,
  ) {}

  /** A number is true unless it is zero. @throws EvaluationError where it is neither a bool nor a number */
  get isTruthy(): boolean {
    const it = primitive(this.operand);
    return it.kind === 'integer' ? it.value !== 0n : truthOf(it);
  }

  /** Where it is that can change; undefined for what is computed, and for what is in several places. */
  get place(): ValuePlace | undefined {
    return placeOf(this.operand, spaceOf(this.scope.target, this.scope.frame));
  }

  /** Shown as its type says, without a format of the expression's. */
  get isPlain(): boolean {
    return Object.keys(this.expression.parsed.format).length === 0;
  }

  /** In one line, a text without quotes: for log messages. */
  get text(): string {
    const it = primitive(this.operand);
    return it.kind === 'text' ? it.value : this.view().value;
  }

  /** A row whose name is the expression. */
  view(): VariableView {
    const { parsed } = this.expression;
    const text = this.expression.text.trim();
    const { base } = parsed.format;
    const path = isPath(parsed) ? text : `(${text})`;
    const view = operandView(text, this.operand, this.isPlain ? path : undefined);
    const { target } = this.scope;
    const named = hasChain(target) ? labelled(view, target.resolved.labels) : view;
    return base === undefined ? named : inBase(named, base);
  }

  /** For a sentence. */
  describe(): string {
    return describe(this.operand);
  }
}

/**
 * Reads an expression once, for many evaluations.
 * @throws EvaluationError that points at what is wrong
 */
export function parse(text: string): CompiledExpression {
  return new CompiledExpression(text, parseExpression(text));
}

/** @throws EvaluationError with a sentence on why there is no value */
export function evaluate(scope: Scope, text: string): Value {
  return parse(text).evaluate(scope);
}

function isPath({ tree: { kind } }: ParsedExpression): boolean {
  return kind === 'name' || kind === 'field' || kind === 'index' || kind === 'register';
}
