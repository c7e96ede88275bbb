/** Numbers, characters and texts as Rust writes them. [Rust Reference §2.6.3] */

import type { Span } from '../evaluationError';
import { EvaluationError } from '../evaluationError';
import type { Expression } from './expression';
import type { Token } from './lexer';

const NUMBER =
  /^(0x[\da-f_]*[\da-f]_*|0o[0-7_]*[0-7]_*|0b[01_]*[01]_*|\d[\d_]*?)_*([iu](?:8|16|32|64|128|size))?$/i;

/** Decimal, 0x, 0o or 0b, with `_` between digits and a type at the end. */
export function readNumber({ text, span }: Token): Expression {
  const [, digits, type] = NUMBER.exec(text) ?? [];
  if (digits === undefined) throw new EvaluationError(`${text} is not a number`, span);
  const value = BigInt(digits.replaceAll('_', '').toLowerCase());
  return { kind: 'number', value, type, isHex: /^0x/i.test(digits), span };
}

/** `'a'` is a char, `b'a'` a u8. */
export function readChar({ text, span }: Token): Expression {
  const isByte = text.startsWith('b');
  const inside = text.slice(isByte ? 2 : 1, -1);
  const value = unescaped(inside, { start: span.start + (isByte ? 2 : 1), end: span.end - 1 });
  const code = value.codePointAt(0) ?? 0;
  if (!isByte) return { kind: 'char', value: code, span };
  if (code > 0xff) throw new EvaluationError(`${text} is not a byte`, span);
  return { kind: 'number', value: BigInt(code), type: 'u8', isHex: false, span };
}

/** Bytes with a `b` before them are compared as text too. */
export function readText({ text, span }: Token): Expression {
  const start = text.startsWith('b') ? 2 : 1;
  const value = unescaped(text.slice(start, -1), { start: span.start + start, end: span.end - 1 });
  return { kind: 'text', value, span };
}

const ESCAPE = /\\(?:u\{([^}]*)\}|x(..)|(\r?\n\s*)|(.))/gsu;

const escapes: Readonly<Record<string, string>> = {
  '0': '\0',
  t: '\t',
  n: '\n',
  r: '\r',
  "'": "'",
  '"': '"',
  '\\': '\\',
};

function unescaped(text: string, span: Span): string {
  return text.replaceAll(
    ESCAPE,
    (found: string, code?: string, byte?: string, newline?: string, letter?: string) => {
      if (newline !== undefined) return '';
      const digits = code?.replaceAll('_', '') ?? byte;
      if (digits === undefined) return escapes[letter ?? ''] ?? refuse(found, span);
      const value = Number.parseInt(digits, 16);
      const isHex = /^[\da-f]{1,6}$/i.test(digits);
      const isChar = isHex && value <= 0x10ffff && !(value >= 0xd800 && value <= 0xdfff);
      return isChar ? String.fromCodePoint(value) : refuse(found, span);
    },
  );
}

function refuse(escape: string, span: Span): never {
  throw new EvaluationError(`${escape} stands for no character`, span);
}
