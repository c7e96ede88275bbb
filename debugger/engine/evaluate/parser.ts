/** From text to expression, by precedence climbing. [Rust Reference §8.2, expression precedence] */

import type { Span } from '../evaluationError';
import { EvaluationError } from '../evaluationError';
import type {
  BinaryOperator,
  Expression,
  Format,
  NamedExpression,
  ParsedExpression,
  UnaryOperator,
} from './expression';
import type { Token } from './lexer';
import { tokenize } from './lexer';
import { readChar, readNumber, readText } from './literals';
import { readType } from './typeSyntax';
import { TokenStream } from './tokenStream';

/** The higher binds tighter. */
const PRECEDENCE: Readonly<Record<BinaryOperator | 'is', number>> = {
  '*': 9,
  '/': 9,
  '%': 9,
  '+': 8,
  '-': 8,
  '<<': 7,
  '>>': 7,
  '&': 6,
  '^': 5,
  '|': 4,
  '==': 3,
  '!=': 3,
  '<': 3,
  '<=': 3,
  '>': 3,
  '>=': 3,
  is: 3,
  '&&': 2,
  '||': 1,
};

const COMPARISON = PRECEDENCE['=='];

const UNARY: ReadonlySet<string> = new Set<UnaryOperator>(['-', '!', '*', '&']);

/** Words that cannot be names. */
const KEYWORDS: ReadonlySet<string> = new Set(['as', 'is']);

const BASES: Readonly<Record<string, Format['base']>> = { b: 2, o: 8, d: 10, x: 16 };

/** @throws EvaluationError that points at what is wrong */
export function parseExpression(text: string): ParsedExpression {
  const parser = new Parser(new TokenStream(tokenize(text)), text);
  return parser.whole();
}

/** The two sides of `left = right`; undefined where the text is no assignment. */
export function splitAssignment(text: string): { left: string; right: string } | undefined {
  const sign = tokenize(text).find(it => it.kind === 'operator' && it.text === '=');
  if (sign === undefined) return undefined;
  return { left: text.slice(0, sign.span.start), right: text.slice(sign.span.end) };
}

class Parser {
  constructor(
    private readonly tokens: TokenStream,
    private readonly text: string,
  ) {}

  whole(): ParsedExpression {
    const tree = this.#any();
    const format = this.#format();
    const { kind, text, span } = this.tokens.next;
    if (kind === 'end') return { tree, format };
    if (text === '=') {
      throw new EvaluationError('nothing is assigned here: compare with ==', span);
    }
    throw new EvaluationError(`${text} is left over`, span);
  }

  #format(): Format {
    let format: Format = {};
    while (this.tokens.accept(',')) {
      if (this.tokens.accept('[')) {
        format = { ...format, count: this.#any() };
        this.tokens.expect(']');
        continue;
      }
      const { text, span } = this.tokens.take();
      const base = Object.hasOwn(BASES, text) ? BASES[text] : undefined;
      if (base !== undefined) format = { ...format, base };
      else if (text === 's') format = { ...format, isText: true };
      else {
        throw new EvaluationError(`,${text} is no format: there are ,x ,b ,o ,d ,s and ,[n]`, span);
      }
    }
    return format;
  }

  #any(): Expression {
    return this.#binary(0);
  }

  /** Operators that bind tighter than `minimum`, from left to right. */
  #binary(minimum: number): Expression {
    let left = this.#cast();
    let isComparison = false;
    for (;;) {
      const { text, span } = this.tokens.next;
      const operator = this.#operator();
      if (operator === undefined || PRECEDENCE[operator] <= minimum) return left;
      const precedence = PRECEDENCE[operator];
      if (isComparison && precedence === COMPARISON) {
        throw new EvaluationError(
          `comparisons do not chain: put what is left of ${text} in parentheses`,
          span,
        );
      }
      isComparison = precedence === COMPARISON;
      this.tokens.take();
      if (this.tokens.next.text === '=') {
        const sign = `${text}=`;
        throw new EvaluationError(`there is no ${sign}: write x = x ${text} …`, {
          start: span.start,
          end: this.tokens.next.span.end,
        });
      }
      const right = this.#binary(precedence);
      const whole = { start: left.span.start, end: right.span.end };
      left =
        operator === 'is'
          ? { kind: 'is', of: left, pattern: right, span: whole }
          : { kind: 'binary', operator, left, right, span: whole };
    }
  }

  #operator(): BinaryOperator | 'is' | undefined {
    const { kind, text } = this.tokens.next;
    const isOperator = kind === 'operator' || (kind === 'name' && text === 'is');
    return isOperator && isBinary(text) ? text : undefined;
  }

  #cast(): Expression {
    let of = this.#unary();
    while (this.tokens.next.kind === 'name' && this.tokens.next.text === 'as') {
      this.tokens.take();
      const type = readType(this.tokens, this.text);
      of = { kind: 'cast', of, type, span: this.#from(of.span.start) };
    }
    return of;
  }

  #unary(): Expression {
    const { kind, text, span } = this.tokens.next;
    if (kind === 'operator' && text === '&&') {
      this.tokens.take();
      const inner = this.#unary();
      const of = { kind: 'unary', operator: '&', of: inner, span: this.#from(span.start) } as const;
      return { kind: 'unary', operator: '&', of, span: of.span };
    }
    if (kind !== 'operator' || !isUnary(text)) return this.#postfix();
    this.tokens.take();
    // Compilers accept `&mut`; a debugger has one kind of address.
    if (text === '&' && this.tokens.next.text === 'mut') this.tokens.take();
    const of = this.#unary();
    return { kind: 'unary', operator: text, of, span: this.#from(span.start) };
  }

  #postfix(): Expression {
    let of = this.#primary();
    for (;;) {
      if (this.tokens.accept('.')) {
        if (of.kind === 'number' && this.tokens.next.kind === 'number')
          throw noFloats({ start: of.span.start, end: this.tokens.next.span.end });
        of = this.#member(of);
      } else if (this.tokens.accept('[')) of = this.#inBrackets(of);
      else return of;
    }
  }

  #member(of: Expression): Expression {
    const { kind, text: name, span } = this.tokens.take();
    if ((kind !== 'name' && kind !== 'number') || name.includes('::')) {
      throw new EvaluationError(`a field's name is expected, not ${name}`, span);
    }
    if (kind === 'number' || !this.tokens.accept('(')) {
      return { kind: 'field', of, name, span: this.#from(of.span.start) };
    }
    const { span: argument } = this.tokens.next;
    if (!this.tokens.accept(')')) {
      throw new EvaluationError('the debugger calls no code of the program', argument);
    }
    return { kind: 'method', of, name, span: this.#from(of.span.start) };
  }

  #inBrackets(of: Expression): Expression {
    const { start } = of.span;
    const first = this.#isRange() || this.tokens.next.text === ']' ? undefined : this.#any();
    if (this.#isRange()) {
      const isInclusive = this.tokens.take().text === '..=';
      const to = this.tokens.next.text === ']' ? undefined : this.#any();
      this.tokens.expect(']');
      return { kind: 'slice', of, from: first, to, isInclusive, span: this.#from(start) };
    }
    const keys = [first ?? this.#any()];
    while (this.tokens.accept(',')) keys.push(this.#any());
    this.tokens.expect(']');
    return { kind: 'index', of, keys, span: this.#from(start) };
  }

  #isRange(): boolean {
    const { kind, text } = this.tokens.next;
    return kind === 'operator' && (text === '..' || text === '..=');
  }

  #primary(): Expression {
    const token = this.tokens.take();
    const { kind, text, span } = token;
    switch (kind) {
      case 'number':
        return readNumber(token);
      case 'char':
        return readChar(token);
      case 'text':
        return readText(token);
      case 'register':
        return { kind, name: text, span };
      case 'name':
        if (!KEYWORDS.has(text)) return this.#named(token);
        break;
      case 'operator':
        if (text === '(') return this.#inParentheses(span);
        if (text === '[') return this.#inSquare(span);
    }
    throw new EvaluationError(`a value is expected, not ${text}`, span);
  }

  /** A name alone, or with what a variant of an enum holds. */
  #named({ text: name, span }: Token): Expression {
    if (this.tokens.accept('{')) return this.#struct(name, span);
    if (!this.tokens.accept('(')) return { kind: 'name', name, span };
    return { kind: 'variant', name, fields: this.#fields(), span: this.#from(span.start) };
  }

  #struct(name: string, { start }: Span): Expression {
    const fields: NamedExpression[] = [];
    while (!this.tokens.accept('}')) {
      if (fields.length > 0) this.tokens.expect(',');
      if (this.tokens.accept('..') || this.tokens.next.text === '}') continue;
      const { kind, text, span } = this.tokens.take();
      if (kind !== 'name' && kind !== 'number') {
        throw new EvaluationError(`a field's name is expected, not ${text}`, span);
      }
      this.tokens.expect(':');
      fields.push({ name: text, value: this.#any(), span });
    }
    return { kind: 'struct', name, fields, span: this.#from(start) };
  }

  /** Up to the closing parenthesis, which a comma may stand before. */
  #fields(): Expression[] {
    const fields: Expression[] = [];
    while (!this.tokens.accept(')')) {
      if (fields.length > 0) this.tokens.expect(',');
      if (this.tokens.accept(')')) break;
      fields.push(this.#any());
    }
    return fields;
  }

  #inParentheses({ start }: Span): Expression {
    const inside = this.#any();
    if (!this.tokens.accept(',')) {
      this.tokens.expect(')');
      return { ...inside, span: this.#from(start) };
    }
    const fields = [inside, ...this.#fields()];
    return { kind: 'variant', name: '', fields, span: this.#from(start) };
  }

  /** `[address; count]`, or elements to compare with. */
  #inSquare({ start }: Span): Expression {
    if (this.tokens.accept(']')) return { kind: 'list', elements: [], span: this.#from(start) };
    const address = this.#any();
    if (!this.tokens.accept(';')) return this.#list(address, start);
    const count = this.#any();
    this.tokens.expect(']');
    return { kind: 'bytes', address, count, span: this.#from(start) };
  }

  #list(first: Expression, start: number): Expression {
    const elements = [first];
    while (!this.tokens.accept(']')) {
      this.tokens.expect(',');
      if (this.tokens.accept(']')) break;
      elements.push(this.#any());
    }
    return { kind: 'list', elements, span: this.#from(start) };
  }

  #from(start: number): Span {
    return { start, end: this.tokens.last.span.end };
  }
}

function noFloats(span: Span): EvaluationError {
  return new EvaluationError(
    'there is no arithmetic on floats, and no float to compare with',
    span,
  );
}

function isBinary(text: string): text is BinaryOperator | 'is' {
  return Object.hasOwn(PRECEDENCE, text);
}

function isUnary(text: string): text is UnaryOperator {
  return UNARY.has(text);
}
