/** The expression under the mouse in Rust source, as far as text alone can tell. */

import { withoutText } from './localNames';

/** A part of a line; columns count from 0, the end is exclusive. */
export interface HoveredExpression {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const WORD = /[\p{L}_][\p{L}\p{N}_]*|\d+/gu;

const KEYWORDS = new Set(
  `as async await break const continue crate dyn else enum extern fn for if impl in let loop match mod move mut pub ref
   return static struct trait type unsafe use where while`.split(/\s+/),
);

/**
 * A name with what it is a part of, up to the name and not beyond: on `balances` of `self.balances[i].amount` it is
 * `self.balances`, on a bracket it is `self.balances[i]`.
 * @returns undefined where there is nothing that has a value: types, calls, keywords, texts, comments
 */
export function hoveredExpression(line: string, column: number): HoveredExpression | undefined {
  const code = withoutText(line);
  const last = lastPart(code, column);
  if (last === undefined) return undefined;
  const start = startOfPath(code, last.start);
  if (start === undefined) return undefined;
  return { text: line.slice(start, last.end), start, end: last.end };
}

interface Part {
  readonly start: number;
  readonly end: number;
}

function lastPart(code: string, column: number): Part | undefined {
  if (code[column] === ']' || code[column] === '[') return elementAt(code, column);
  for (const { 0: word, index: start } of code.matchAll(WORD)) {
    const end = start + word.length;
    if (column < start || column >= end) continue;
    return isValue(code, word, start, end) ? { start, end } : undefined;
  }
  return undefined;
}

/** The brackets of an index, not those of a list or an attribute. */
function elementAt(code: string, column: number): Part | undefined {
  const isOpen = code[column] === '[';
  const open = isOpen ? column : openingOf(code, column);
  const close = isOpen ? closingOf(code, column) : column;
  if (open === undefined || close === undefined) return undefined;
  return isPartEnd(code[open - 1]) ? { start: open, end: close + 1 } : undefined;
}

function isValue(code: string, word: string, start: number, end: number): boolean {
  const before = code.slice(0, start);
  if (KEYWORDS.has(word) || /['#\w]$/.test(before)) return false;
  // A number is a value of its own unless it is a field.
  if (/^\d/.test(word)) return /[\w\])]\.$/.test(before);
  // Types and variants of enums; statics are all capitals.
  if (/^\p{Lu}.*\p{Ll}|^\p{Lu}$/u.test(word)) return false;
  // Calls, macros, and the first parts of paths.
  return !/^\s*(?:\(|::|!(?!=))/.test(code.slice(end));
}

/** Leftward over fields, indices and paths; undefined where a call is among them, which the debugger does not make. */
function startOfPath(code: string, from: number): number | undefined {
  let start = from;
  for (;;) {
    const before = code.slice(0, start);
    const [separator] = /::$|(?<!\.)\.$/.exec(before) ?? [];
    if (separator === undefined && code[start] !== '[') return start;
    const part = partBefore(code, start - (separator ?? '').length);
    if (part === undefined) return undefined;
    start = part;
  }
}

/** Where the name, index or group begins that ends at a column. */
function partBefore(code: string, end: number): number | undefined {
  const name = /(?:[\p{L}_][\p{L}\p{N}_]*|\d+)$/u.exec(code.slice(0, end));
  if (name !== null) return end - name[0].length;
  const last = code[end - 1];
  if (last !== ']' && last !== ')') return undefined;
  const open = openingOf(code, end - 1);
  if (open === undefined) return undefined;
  // Parentheses behind a name are a call's.
  return last === ')' && isPartEnd(code[open - 1]) ? undefined : open;
}

function isPartEnd(character = ''): boolean {
  return /[\w\])]/.test(character);
}

const PAIRS: Readonly<Record<string, string>> = { ']': '[', ')': '(', '[': ']', '(': ')' };

function openingOf(code: string, close: number): number | undefined {
  return matching(code, close, -1);
}

function closingOf(code: string, open: number): number | undefined {
  return matching(code, open, 1);
}

function matching(code: string, from: number, step: 1 | -1): number | undefined {
  const own = code[from] ?? '';
  const other = PAIRS[own];
  let depth = 0;
  for (let at = from; at >= 0 && at < code.length; at += step) {
    if (code[at] === own) depth++;
    if (code[at] === other && --depth === 0) return at;
  }
  return undefined;
}
