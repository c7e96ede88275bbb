/** An expression's text as tokens. [Rust Reference §2.6] */

import { EvaluationError } from '../evaluationError';

export interface Token {
  readonly kind: 'number' | 'register' | 'name' | 'operator' | 'end';
  readonly text: string;
  /** From 1. */
  readonly column: number;
}

/** Nobody types more, and nesting is bounded by it. */
const MAX_LENGTH = 1000;

const SPACE = /\s*/y;
const WORD = /[\p{L}_][\p{L}\p{N}_]*/u.source;

/** In this order at each place. */
const PATTERNS: readonly (readonly [Exclude<Token['kind'], 'end'>, RegExp])[] = [
  ['number', /[0-9]\w*/y],
  ['register', /\$\w*/y],
  ['name', new RegExp(`${WORD}(?:::${WORD})*`, 'uy')],
  ['operator', /<<|>>|==|!=|<=|>=|[-+*/%&|^~!<>()[\];.]/y],
];

/** Ends with a token of kind `end`. */
export function tokenize(text: string): Token[] {
  if (text.length > MAX_LENGTH) {
    throw new EvaluationError(`an expression has at most ${MAX_LENGTH} characters`);
  }
  const tokens: Token[] = [];
  for (let at = skipSpace(text, 0); at < text.length; at = skipSpace(text, at)) {
    const token = tokenAt(text, at);
    tokens.push(token);
    at += token.text.length;
  }
  return [...tokens, { kind: 'end', text: 'the end', column: text.length + 1 }];
}

/** @param column from 1 */
export function syntaxError(column: number, fact: string): EvaluationError {
  return new EvaluationError(`column ${column}: ${fact}`);
}

function tokenAt(text: string, at: number): Token {
  for (const [kind, pattern] of PATTERNS) {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    if (found !== undefined) return { kind, text: found, column: at + 1 };
  }
  const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
  throw syntaxError(at + 1, `${character} means nothing here`);
}

function skipSpace(text: string, at: number): number {
  SPACE.lastIndex = at;
  return at + (SPACE.exec(text)?.[0].length ?? 0);
}
