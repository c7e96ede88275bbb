/** Tokens, taken one after the other. */

import { EvaluationError } from '../evaluationError';
import type { Token } from './lexer';

export class TokenStream {
  #at = 0;

  /** @param tokens as `tokenize` gives them, with their end */
  constructor(private readonly tokens: readonly Token[]) {}

  get next(): Token {
    return this.#tokenAt(this.#at);
  }

  /** The one that was taken last. */
  get last(): Token {
    return this.#tokenAt(this.#at - 1);
  }

  take(): Token {
    const token = this.next;
    this.#at++;
    return token;
  }

  accept(operator: string): boolean {
    const { kind, text } = this.next;
    const isThere = kind === 'operator' && text === operator;
    if (isThere) this.#at++;
    return isThere;
  }

  expect(operator: string): void {
    const { text, span } = this.next;
    if (!this.accept(operator)) {
      throw new EvaluationError(`${operator} is expected, not ${text}`, span);
    }
  }

  #tokenAt(index: number): Token {
    const inside = Math.max(0, Math.min(index, this.tokens.length - 1));
    return this.tokens[inside] ?? { kind: 'end', text: 'the end', span: { start: 0, end: 0 } };
  }
}
