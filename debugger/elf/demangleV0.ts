/** Rust's v0 mangling, `_R…`, by the grammar's productions. [RFC 2603] */

import { decodePunycode } from './punycode';

/** Names come from files: nesting and length are bounded so that back references cannot explode. */
const MAX_DEPTH = 128;
const MAX_LENGTH = 8192;

const basicTypes: Readonly<Record<string, string>> = {
  a: 'i8',
  b: 'bool',
  c: 'char',
  d: 'f64',
  e: 'str',
  f: 'f32',
  h: 'u8',
  i: 'isize',
  j: 'usize',
  l: 'i32',
  m: 'u32',
  n: 'i128',
  o: 'u128',
  p: '_',
  s: 'i16',
  t: 'u16',
  u: '()',
  v: '...',
  x: 'i64',
  y: 'u64',
  z: '!',
};

/** undefined where the name is not of this form. Crate hashes are left out. */
export function demangleV0(mangled: string): string | undefined {
  const parts = /^_?_R([A-Z]\w*)((?:\.[\w.@]+)?)$/.exec(mangled);
  if (!parts) return undefined;
  const parser = new Parser(parts[1] ?? '');
  const name = parser.path(true);
  return parser.failed || name === '' ? undefined : name + (parts[2] ?? '');
}

/** Once something is wrong every production answers an empty text and `failed` stays true. */
class Parser {
  failed = false;
  #at = 0;
  #depth = 0;
  #length = 0;
  #boundLifetimes = 0;

  constructor(readonly text: string) {}

  /** @param isValue a value's path separates generic arguments with `::<`, a type's with `<` */
  path(isValue: boolean): string {
    return this.#nested(() => {
      switch (this.#next()) {
        case 'C':
          return this.#identifier().name;
        case 'M':
          this.#implPath();
          return `<${this.type()}>`;
        case 'X': {
          this.#implPath();
          const self = this.type();
          return `<${self} as ${this.path(false)}>`;
        }
        case 'Y': {
          const self = this.type();
          return `<${self} as ${this.path(false)}>`;
        }
        case 'N':
          return this.#nestedPath(isValue);
        case 'I': {
          const path = this.path(isValue);
          const args = this.#until(() => this.#genericArgument());
          return `${path}${isValue ? '::' : ''}<${args.join(', ')}>`;
        }
        case 'B':
          return this.#backReference(() => this.path(isValue));
        default:
          return this.#fail();
      }
    });
  }

  type(): string {
    return this.#nested(() => {
      const tag = this.#next();
      const basic = basicTypes[tag];
      if (basic !== undefined) return basic;
      switch (tag) {
        case 'A': {
          const element = this.type();
          return `[${element}; ${this.#constant()}]`;
        }
        case 'S':
          return `[${this.type()}]`;
        case 'T': {
          const members = this.#until(() => this.type());
          return `(${members.join(', ')}${members.length === 1 ? ',' : ''})`;
        }
        case 'R':
          return `&${this.#optionalLifetime()}${this.type()}`;
        case 'Q':
          return `&${this.#optionalLifetime()}mut ${this.type()}`;
        case 'P':
          return `*const ${this.type()}`;
        case 'O':
          return `*mut ${this.type()}`;
        case 'F':
          return this.#withBinder(() => this.#functionSignature());
        case 'D':
          return this.#dynamic();
        case 'B':
          return this.#backReference(() => this.type());
        default:
          this.#at--;
          return this.path(false);
      }
    });
  }

  #nestedPath(isValue: boolean): string {
    const namespace = this.#next();
    const parent = this.path(isValue);
    const { name, disambiguator } = this.#identifier();
    // Lower case: an ordinary name. Upper case: something the compiler named.
    if (/[a-z]/.test(namespace)) return name === '' ? parent : `${parent}::${name}`;
    const kind = { C: 'closure', S: 'shim' }[namespace] ?? namespace;
    return `${parent}::{${kind}${name === '' ? '' : `:${name}`}#${disambiguator}}`;
  }

  /** Where an impl block stands; it names nothing that a person reads. */
  #implPath(): void {
    this.#disambiguator();
    this.path(false);
  }

  #genericArgument(): string {
    if (this.#accept('L')) return this.#lifetime(this.#base62());
    if (this.#accept('K')) return this.#constant();
    return this.type();
  }

  #functionSignature(): string {
    const unsafe = this.#accept('U') ? 'unsafe ' : '';
    let abi = '';
    if (this.#accept('K')) {
      abi = `extern "${this.#accept('C') ? 'C' : this.#identifier().name.replaceAll('_', '-')}" `;
    }
    const parameters = this.#until(() => this.type());
    const result = this.type();
    return `${unsafe}${abi}fn(${parameters.join(', ')})${result === '()' ? '' : ` -> ${result}`}`;
  }

  #dynamic(): string {
    const bounds = this.#withBinder(() => this.#until(() => this.#dynamicTrait()).join(' + '));
    if (!this.#accept('L')) return this.#fail();
    const lifetime = this.#base62();
    return `dyn ${bounds}${lifetime === 0 ? '' : ` + ${this.#lifetime(lifetime)}`}`;
  }

  /** A trait with its associated types: those stand inside the same angle brackets as its arguments. */
  #dynamicTrait(): string {
    const path = this.path(false);
    const bindings: string[] = [];
    while (this.#accept('p')) {
      const name = this.#undisambiguated();
      bindings.push(`${name} = ${this.type()}`);
    }
    if (bindings.length === 0) return path;
    const open = path.endsWith('>') ? `${path.slice(0, -1)}, ` : `${path}<`;
    return `${open}${bindings.join(', ')}>`;
  }

  #constant(): string {
    return this.#nested(() => {
      if (this.#accept('B')) return this.#backReference(() => this.#constant());
      const tag = this.#next();
      if (tag === 'p') return '_';
      if (tag === 'b') return this.#hexadecimal() === 0n ? 'false' : 'true';
      if (tag === 'c') {
        const point = this.#hexadecimal();
        return point <= 0x10ffffn ? `'${String.fromCodePoint(Number(point))}'` : this.#fail();
      }
      if ('aslxni'.includes(tag)) return `${this.#accept('n') ? '-' : ''}${this.#hexadecimal()}`;
      if ('htmyoj'.includes(tag)) return `${this.#hexadecimal()}`;
      return this.#fail();
    });
  }

  #hexadecimal(): bigint {
    const digits = /^([0-9a-f]*)_/.exec(this.text.slice(this.#at));
    if (!digits) {
      this.#fail();
      return 0n;
    }
    this.#at += digits[0].length;
    return BigInt(`0x0${digits[1] ?? ''}`);
  }

  #withBinder(body: () => string): string {
    const bound = this.#accept('G') ? this.#base62() + 1 : 0;
    if (bound === 0) return body();
    if (bound > MAX_DEPTH) return this.#fail();
    this.#boundLifetimes += bound;
    const names = Array.from({ length: bound }, (_, at) => this.#lifetime(bound - at));
    const text = `for<${names.join(', ')}> ${body()}`;
    this.#boundLifetimes -= bound;
    return text;
  }

  #optionalLifetime(): string {
    if (!this.#accept('L')) return '';
    const index = this.#base62();
    return index === 0 ? '' : `${this.#lifetime(index)} `;
  }

  /** De Bruijn index to a letter; 0 is the erased lifetime. */
  #lifetime(index: number): string {
    if (index === 0) return "'_";
    const depth = this.#boundLifetimes - index;
    if (depth < 0) return this.#fail();
    return depth < 26 ? `'${String.fromCharCode(97 + depth)}` : `'_${depth}`;
  }

  #identifier(): { name: string; disambiguator: number } {
    const disambiguator = this.#disambiguator();
    return { name: this.#undisambiguated(), disambiguator };
  }

  #undisambiguated(): string {
    const isPunycode = this.#accept('u');
    const digits = /^(0|[1-9]\d{0,5})_?/.exec(this.text.slice(this.#at, this.#at + 8));
    if (!digits) return this.#fail();
    const start = this.#at + digits[0].length;
    this.#at = start + Number(digits[1]);
    if (this.#at > this.text.length) return this.#fail();
    const name = this.text.slice(start, this.#at);
    return isPunycode ? (decodePunycode(name) ?? this.#fail()) : name;
  }

  #disambiguator(): number {
    return this.#accept('s') ? this.#base62() + 1 : 0;
  }

  /** `_` is 0, `0_` is 1, and so on. */
  #base62(): number {
    const digits = /^[0-9a-zA-Z]{0,16}_/.exec(this.text.slice(this.#at, this.#at + 17))?.[0];
    if (digits === undefined) {
      this.#fail();
      return 0;
    }
    this.#at += digits.length;
    if (digits.length === 1) return 0;
    const alphabet = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
    let value = 0;
    for (const digit of digits.slice(0, -1)) value = value * 62 + alphabet.indexOf(digit);
    return value + 1;
  }

  #backReference(production: () => string): string {
    const from = this.#at - 1;
    const target = this.#base62();
    // A reference points back, so following it always ends.
    if (target >= from) return this.#fail();
    const resume = this.#at;
    this.#at = target;
    const text = production();
    this.#at = resume;
    return text;
  }

  #until(production: () => string): string[] {
    const items: string[] = [];
    while (!this.failed && !this.#accept('E')) items.push(production());
    return items;
  }

  #nested(production: () => string): string {
    if (this.failed || this.#depth >= MAX_DEPTH) return this.#fail();
    this.#depth++;
    const text = production();
    this.#depth--;
    this.#length += text.length;
    return this.#length > MAX_LENGTH ? this.#fail() : text;
  }

  #next(): string {
    return this.text[this.#at++] ?? this.#fail();
  }

  #accept(letter: string): boolean {
    if (this.text[this.#at] !== letter) return false;
    this.#at++;
    return true;
  }

  #fail(): string {
    this.failed = true;
    return '';
  }
}
