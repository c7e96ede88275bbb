/** From text to expression, by precedence climbing. [Rust Reference §8.2, expression precedence] */

import type { BinaryOperator, Expression, UnaryOperator } from './expression';
import { INTEGER_TYPES } from './integer';
import type { Token } from './lexer';
import { syntaxError, tokenize } from './lexer';

/** The higher binds tighter. Comparisons are last and, as there is no `bool` to order, do not chain. */
const PRECEDENCE: Readonly<Record<BinaryOperator, number>> = {
  '*': 7,
  '/': 7,
  '%': 7,
  '+': 6,
  '-': 6,
  '<<': 5,
  '>>': 5,
  '&': 4,
  '^': 3,
  '|': 2,
  '==': 1,
  '!=': 1,
  '<': 1,
  '<=': 1,
  '>': 1,
  '>=': 1,
};

const UNARY: ReadonlySet<string> = new Set<UnaryOperator>(['-', '~', '!', '*', '&']);

/** @throws EvaluationError that names the column of what is wrong */
export function parse(text: string): Expression {
  const parser = new Parser(tokenize(text));
  return parser.whole();
}

class Parser {
  #at = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  whole(): Expression {
    const expression = this.#binary(0);
    const { kind, text, column } = this.#next;
    if (kind !== 'end') throw syntaxError(column, `${text} is left over`);
    return expression;
  }

  get #next(): Token {
    return this.tokens[this.#at] ?? { kind: 'end', text: 'the end', column: 1 };
  }

  /** Operators that bind tighter than `minimum`, from left to right. */
  #binary(minimum: number): Expression {
    let left = this.#cast();
    for (;;) {
      const { kind, text } = this.#next;
      if (kind !== 'operator' || !isBinary(text) || PRECEDENCE[text] <= minimum) return left;
      this.#at++;
      left = { kind: 'binary', operator: text, left, right: this.#binary(PRECEDENCE[text]) };
    }
  }

  #cast(): Expression {
    let of = this.#unary();
    while (this.#next.kind === 'name' && this.#next.text === 'as') {
      this.#at++;
      const { text: type, column } = this.#take();
      if (!INTEGER_TYPES.has(type)) throw syntaxError(column, `${type} is no integer type`);
      of = { kind: 'cast', of, type };
    }
    return of;
  }

  #unary(): Expression {
    const { kind, text } = this.#next;
    if (kind !== 'operator' || !isUnary(text)) return this.#postfix();
    this.#at++;
    return { kind: 'unary', operator: text, of: this.#unary() };
  }

  #postfix(): Expression {
    let of = this.#primary();
    for (;;) {
      if (this.#accept('.')) {
        const { kind, text: name, column } = this.#take();
        if (kind !== 'name' && kind !== 'number') {
          throw syntaxError(column, `a field's name is expected, not ${name}`);
        }
        of = { kind: 'field', of, name };
      } else if (this.#accept('[')) {
        const index = this.#binary(0);
        this.#expect(']');
        of = { kind: 'index', of, index };
      } else {
        return of;
      }
    }
  }

  #primary(): Expression {
    const { kind, text, column } = this.#take();
    if (kind === 'number') return readNumber(text, column);
    if (kind === 'register') return { kind, name: text };
    if (kind === 'name' && text !== 'as') return { kind, name: text };
    if (text === '(') {
      const inside = this.#binary(0);
      this.#expect(')');
      return inside;
    }
    if (text === '[') {
      const address = this.#binary(0);
      this.#expect(';');
      const count = this.#binary(0);
      this.#expect(']');
      return { kind: 'bytes', address, count };
    }
    throw syntaxError(column, `a value is expected, not ${text}`);
  }

  #take(): Token {
    const token = this.#next;
    this.#at++;
    return token;
  }

  #accept(operator: string): boolean {
    const isThere = this.#next.kind === 'operator' && this.#next.text === operator;
    if (isThere) this.#at++;
    return isThere;
  }

  #expect(operator: string): void {
    const { text, column } = this.#next;
    if (!this.#accept(operator)) throw syntaxError(column, `${operator} is expected, not ${text}`);
  }
}

function isBinary(text: string): text is BinaryOperator {
  return Object.hasOwn(PRECEDENCE, text);
}

function isUnary(text: string): text is UnaryOperator {
  return UNARY.has(text);
}

/** Decimal, 0x, 0o or 0b, with `_` between digits. */
function readNumber(text: string, column: number): Expression {
  const digits = text.replaceAll('_', '').toLowerCase();
  if (!/^(0x[0-9a-f]+|0o[0-7]+|0b[01]+|[0-9]+)$/.test(digits)) {
    throw syntaxError(column, `${text} is not a number`);
  }
  return { kind: 'number', value: BigInt(digits), isHex: digits.startsWith('0x') };
}
