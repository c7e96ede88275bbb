/** The types of arguments, returns, event fields and stored values, under the ABI's names and under Rust's. */

export type ValueType =
  | { readonly kind: 'address' }
  | { readonly kind: 'bool' }
  | { readonly kind: 'uint'; readonly bits: number }
  | { readonly kind: 'int'; readonly bits: number }
  | { readonly kind: 'fixedBytes'; readonly length: number }
  | { readonly kind: 'bytes' }
  | { readonly kind: 'string' }
  | { readonly kind: 'list'; readonly item: ValueType }
  | { readonly kind: 'array'; readonly item: ValueType; readonly length: number }
  /** No items: `()`, the value of a function that returns nothing. */
  | { readonly kind: 'tuple'; readonly items: readonly ValueType[] }
  | { readonly kind: 'option'; readonly item: ValueType }
  /** A struct or an enum of the contract, by its name. */
  | { readonly kind: 'named'; readonly name: string };

/** For error texts: what a type may be called. */
export const TYPE_NAMES =
  'address, bool, uint8 to uint256, int8 to int128, bytesN, bytes, string, T[], T[N], (A,B), option<T> ' +
  'or a struct or enum of the contract';

/** The same where nothing delimits a value. */
export const PACKED_TYPE_NAMES =
  'address, bool, uint8 to uint256, int8 to int128, bytesN, T[N], (A,B), bytes or string';

const WIDTHS = new Set([8, 16, 32, 64, 128, 256]);
/** Deeper is nobody's type, and would be an overflow of our own stack. */
const MAX_NESTING = 32;
/** A contract's memory ends before an array of more items does. */
const MAX_LENGTH = 1 << 24;

const simple: Readonly<Record<string, ValueType>> = {
  address: { kind: 'address' },
  Address: { kind: 'address' },
  bool: { kind: 'bool' },
  bytes: { kind: 'bytes' },
  string: { kind: 'string' },
  String: { kind: 'string' },
  str: { kind: 'string' },
};

/**
 * Reads a type as the ABI or as Rust spells it: `uint8[]` and `Vec<u8>` are both bytes, a reference is what it
 * refers to, and a path is its last name. A name that is none of ours is a struct's or an enum's.
 *
 * @returns undefined where the text is no type, or one that has no bytes of ours, such as `HashMap<u8, u8>`
 */
export function parseType(text: string): ValueType | undefined {
  const parser = new TypeParser(text);
  const type = parser.type(0);
  return parser.isAtEnd() ? type : undefined;
}

/** The ABI's name of a type. */
export function typeName(type: ValueType): string {
  switch (type.kind) {
    case 'uint':
    case 'int':
      return `${type.kind}${type.bits}`;
    case 'fixedBytes':
      return `bytes${type.length}`;
    case 'list':
      return `${typeName(type.item)}[]`;
    case 'array':
      return `${typeName(type.item)}[${type.length}]`;
    case 'tuple':
      return `(${type.items.map(typeName).join(',')})`;
    case 'option':
      return `option<${typeName(type.item)}>`;
    case 'named':
      return type.name;
    default:
      return type.kind;
  }
}

/** `()`. */
export function isUnit(type: ValueType): boolean {
  return type.kind === 'tuple' && type.items.length === 0;
}

/** Every struct or enum that a type mentions, itself included. */
export function namesIn(type: ValueType): string[] {
  switch (type.kind) {
    case 'named':
      return [type.name];
    case 'list':
    case 'array':
    case 'option':
      return namesIn(type.item);
    case 'tuple':
      return type.items.flatMap(namesIn);
    default:
      return [];
  }
}

/** Names, brackets and signs of a type, one after the other. */
class TypeParser {
  readonly #words: readonly string[];
  #at = 0;

  constructor(text: string) {
    // What the expression does not match is a word of its own, which no rule takes.
    this.#words = text.match(/(?:\w+::)*\w+|'\w+|\S/g) ?? [];
  }

  isAtEnd(): boolean {
    return this.#at === this.#words.length;
  }

  type(depth: number): ValueType | undefined {
    if (depth > MAX_NESTING) return undefined;
    let type = this.#base(depth);
    while (type !== undefined && this.#take('[')) {
      if (this.#take(']')) type = listOf(type);
      else {
        const length = this.#length();
        type = length === undefined || !this.#take(']') ? undefined : arrayOf(type, length);
      }
    }
    return type;
  }

  #base(depth: number): ValueType | undefined {
    if (this.#take('&')) {
      if (this.#words[this.#at]?.startsWith("'") === true) this.#at++;
      return this.type(depth + 1);
    }
    if (this.#take('(')) return this.#tuple(depth);
    if (this.#take('[')) return this.#bracketed(depth);
    return this.#named(depth);
  }

  #tuple(depth: number): ValueType | undefined {
    const items: ValueType[] = [];
    while (!this.#take(')')) {
      const item = this.type(depth + 1);
      if (item === undefined) return undefined;
      items.push(item);
      if (!this.#take(',') && this.#words[this.#at] !== ')') return undefined;
    }
    return { kind: 'tuple', items };
  }

  /** Rust's `[T]` and `[T; N]`. */
  #bracketed(depth: number): ValueType | undefined {
    const item = this.type(depth + 1);
    if (item === undefined) return undefined;
    if (this.#take(']')) return listOf(item);
    const length = this.#take(';') ? this.#length() : undefined;
    return length === undefined || !this.#take(']') ? undefined : arrayOf(item, length);
  }

  #named(depth: number): ValueType | undefined {
    const path = this.#words[this.#at++];
    const name = path?.replace(/^.*::/, '');
    if (name === undefined || !/^[A-Za-z_]\w*$/.test(name)) return undefined;
    if (this.#take('<')) {
      const item = this.type(depth + 1);
      if (item === undefined || !this.#take('>')) return undefined;
      if (name === 'Vec') return listOf(item);
      return name === 'option' || name === 'Option' ? { kind: 'option', item } : undefined;
    }
    const own = Object.hasOwn(simple, name) ? simple[name] : undefined;
    if (own !== undefined) return own;
    const number = /^(u|uint|i|int)(\d+)$/.exec(name);
    if (number !== null) {
      const bits = Number(number[2]);
      const kind = number[1]?.startsWith('u') === true ? 'uint' : 'int';
      return WIDTHS.has(bits) ? { kind, bits } : undefined;
    }
    const bytes = /^bytes(\d+)$/.exec(name);
    return bytes === null ? { kind: 'named', name } : arrayOf(BYTE, Number(bytes[1]));
  }

  #length(): number | undefined {
    const word = this.#words[this.#at++] ?? '';
    return /^\d+(_?usize)?$/.test(word) ? Number.parseInt(word, 10) : undefined;
  }

  #take(word: string): boolean {
    if (this.#words[this.#at] !== word) return false;
    this.#at++;
    return true;
  }
}

const BYTE: ValueType = { kind: 'uint', bits: 8 };

function isByte(type: ValueType): boolean {
  return type.kind === 'uint' && type.bits === 8;
}

function listOf(item: ValueType): ValueType {
  return isByte(item) ? { kind: 'bytes' } : { kind: 'list', item };
}

function arrayOf(item: ValueType, length: number): ValueType | undefined {
  if (length > MAX_LENGTH) return undefined;
  return isByte(item) ? { kind: 'fixedBytes', length } : { kind: 'array', item, length };
}
