/** The type behind `as`. [Rust Reference §10] */

import { EvaluationError } from '../evaluationError';
import type { TypeExpression } from './expression';
import { readNumber } from './literals';
import type { TokenStream } from './tokenStream';

/** Types that take no parameters: a `<` behind one of them is a comparison. */
const PLAIN = /^(?:[iu](?:8|16|32|64|128|size)|bool|char|str|f32|f64)$/;

/** An array of more is a mistake. */
const MAX_COUNT = 0x10000000;

/** @param text what the tokens are of */
export function readType(tokens: TokenStream, text: string): TypeExpression {
  const { kind, text: word, span } = tokens.take();
  if (kind === 'operator' && (word === '*' || word === '&')) {
    const isMutable = tokens.next.text === 'mut';
    if (isMutable || tokens.next.text === 'const') tokens.take();
    else if (word === '*') {
      throw new EvaluationError('a pointer is *const or *mut', tokens.next.span);
    }
    return { kind: 'pointer', isMutable, to: readType(tokens, text) };
  }
  if (kind === 'operator' && word === '[') {
    const of = readType(tokens, text);
    tokens.expect(';');
    const count = readCount(tokens);
    tokens.expect(']');
    return { kind: 'array', of, count };
  }
  if (kind === 'operator' && word === '(' && tokens.accept(')'))
    return { kind: 'named', name: '()' };
  if (kind !== 'name') throw new EvaluationError(`a type is expected, not ${word}`, span);
  if (PLAIN.test(word) || tokens.next.text !== '<') return { kind: 'named', name: word };
  return { kind: 'named', name: word + parameters(tokens, text) };
}

function readCount(tokens: TokenStream): number {
  const token = tokens.take();
  const number = token.kind === 'number' ? readNumber(token) : undefined;
  const value = number?.kind === 'number' ? Number(number.value) : Infinity;
  if (value <= MAX_COUNT) return value;
  throw new EvaluationError(`a number of elements is expected, not ${token.text}`, token.span);
}

/** From `<` to the `>` that closes it, as it is written. */
function parameters(tokens: TokenStream, text: string): string {
  const { start } = tokens.next.span;
  let depth = 0;
  do {
    const { kind, text: word, span } = tokens.take();
    if (kind === 'end') throw new EvaluationError('> is expected, not the end', span);
    if (kind === 'operator') depth += { '<': 1, '<<': 2, '>': -1, '>>': -2 }[word] ?? 0;
  } while (depth > 0);
  return text.slice(start, tokens.last.span.end);
}
