/** What a person types for a value, in Rust's notation, taken apart: `Some(3)`, `Pair { a: 1, b: [0; 4] }`. */

export type Literal =
  /** A number, a character, a string, a path: whatever has no parts. */
  | { readonly kind: 'atom'; readonly text: string }
  /** `(1, 2)` without a name, `Some(1)` with one. */
  | { readonly kind: 'tuple'; readonly name: string; readonly parts: readonly Literal[] }
  /** `Pair { a: 1 }` */
  | { readonly kind: 'struct'; readonly name: string; readonly fields: readonly LiteralField[] }
  /** `[1, 2]` */
  | { readonly kind: 'list'; readonly parts: readonly Literal[] }
  /** `[0; 4]` */
  | { readonly kind: 'repeat'; readonly part: Literal; readonly count: string };

export interface LiteralField {
  readonly name: string;
  readonly value: Literal;
}

export interface NotALiteral {
  readonly reason: string;
}

type Read<T> = T | NotALiteral;

/** Literals in literals: more is a mistake. */
const MAX_DEPTH = 32;

/** Characters and strings whole, brackets and separators alone, and paths with their colons. */
const TOKEN =
  /'(?:\\u\{[^}]*\}|\\.|[^\\])'|"(?:\\.|[^"\\])*"|[()[\]{},;]|:(?!:)|(?:::|[^\s()[\]{},;:'"])+|\S/gsu;

const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

export function parseLiteral(text: string): Read<Literal> {
  const parser = new Parser(text.match(TOKEN) ?? []);
  const literal = parser.literal(0);
  if ('reason' in literal || parser.next === undefined) return literal;
  return { reason: `${parser.next} is not expected behind the value` };
}

class Parser {
  #at = 0;

  constructor(private readonly tokens: readonly string[]) {}

  get next(): string | undefined {
    return this.tokens[this.#at];
  }

  literal(depth: number): Read<Literal> {
    if (depth > MAX_DEPTH) return { reason: 'the value is nested too deeply' };
    const token = this.next;
    if (token === undefined) return { reason: 'a value is expected, not the end' };
    if (token === '[') return this.#list(depth);
    if (token === '(') return this.#tuple('', depth);
    if (/^[)\]{},;:]$/.test(token)) return { reason: `a value is expected, not ${token}` };
    this.#at++;
    if (this.next === '(') return this.#tuple(token, depth);
    if (this.next === '{') return this.#struct(token, depth);
    return { kind: 'atom', text: token };
  }

  #tuple(name: string, depth: number): Read<Literal> {
    const parts = this.#separated('(', () => this.literal(depth + 1));
    return 'reason' in parts ? parts : { kind: 'tuple', name, parts };
  }

  #struct(name: string, depth: number): Read<Literal> {
    const fields = this.#separated('{', () => this.#field(depth));
    return 'reason' in fields ? fields : { kind: 'struct', name, fields };
  }

  #field(depth: number): Read<LiteralField> {
    const name = this.next ?? '';
    this.#at++;
    if (this.next !== ':') return { reason: `a colon is expected behind ${name || 'a field'}` };
    this.#at++;
    const value = this.literal(depth + 1);
    return 'reason' in value ? value : { name, value };
  }

  #list(depth: number): Read<Literal> {
    const start = this.#at;
    this.#at++;
    if (this.next !== ']') {
      const part = this.literal(depth + 1);
      if ('reason' in part) return part;
      if (this.next === ';') {
        const count = this.tokens[this.#at + 1] ?? '';
        this.#at += 2;
        return this.#closes(']') ?? { kind: 'repeat', part, count };
      }
    }
    this.#at = start;
    const parts = this.#separated('[', () => this.literal(depth + 1));
    return 'reason' in parts ? parts : { kind: 'list', parts };
  }

  /** What stands between two brackets, with commas between, and behind the last one if one likes. */
  #separated<T extends object>(open: string, read: () => Read<T>): Read<T[]> {
    const close = CLOSING[open] ?? '';
    this.#at++;
    const parts: T[] = [];
    while (this.next !== close) {
      const part = read();
      if (isRefused(part)) return part;
      parts.push(part);
      if (this.next !== ',') break;
      this.#at++;
    }
    return this.#closes(close) ?? parts;
  }

  #closes(bracket: string): NotALiteral | undefined {
    if (this.next !== bracket) {
      return { reason: `${bracket} is expected, not ${this.next ?? 'the end'}` };
    }
    this.#at++;
    return undefined;
  }
}

function isRefused<T extends object>(it: Read<T>): it is NotALiteral {
  return 'reason' in it;
}
