/** One line of text for a value, parts of parts included as far as they fit. */

import { hex32 } from '../../shared/hex';
import type { Base } from './integers';
import { integerText } from './integers';
import { isPosition } from './members';
import { present } from './present';
import type {
  Account,
  Code,
  Entries,
  List,
  NamedPlace,
  Place,
  Pointer,
  Presentation,
  Str,
} from './presentation';
import { isMissing } from './storage';
import { quotedString } from './text';

/** Parts are shown this deep; a list in memory may be a circle. */
const MAX_DEPTH = 4;
const MAX_PARTS = 16;

/** Wrappers around wrappers; a malformed type may contain itself. */
const MAX_WRAPPERS = 16;

/** Characters after which no further part is begun: views are narrow, and lists of lists would have thousands. */
const MAX_LENGTH = 120;

/** Bytes of a string that is a part; one that stands alone may be longer. */
const MAX_PART_BYTES = 48;

export function summaryOf(it: Presentation, base: Base): string {
  return new Summary(base).text(it, MAX_DEPTH);
}

class Summary {
  /** What is written of the whole so far. */
  #length = 0;
  /** Structs and lists around what is written now. */
  #nesting = 0;

  constructor(private readonly base: Base) {}

  text(it: Presentation, depth: number): string {
    switch (it.kind) {
      case 'text':
        return this.#count(it.text);
      case 'integer':
        return this.#count(integerText(it.value, it.bits, this.base));
      case 'str':
        return this.#count(strText(it, depth));
      case 'account':
        return this.#count(this.#nesting > 0 ? shortAccount(it) : `0x${it.digits}`);
      case 'fields':
        return it.write && depth > 0
          ? it.write(part => this.#part(part, depth - 1))
          : this.#fields(it.name, it.fields, depth);
      case 'list':
        return this.#list(it, depth);
      case 'entries':
        return this.#entries(it, depth);
      case 'pointer':
        return this.#pointer(it, depth);
      case 'code':
        return this.#count(codeText(it));
      case 'wrapper':
        return this.#wrapped(it.inner, depth);
      case 'broken':
        return this.#count(`<${it.reason}>`);
    }
  }

  #part(place: Place, depth: number): string {
    return this.text(present(place), depth);
  }

  /** What is only wrapped is not deeper for a reader. */
  #wrapped(inner: Place, depth: number): string {
    let shown = present(inner);
    for (let wrappers = 0; shown.kind === 'wrapper'; wrappers++) {
      if (wrappers >= MAX_WRAPPERS) return this.#count('…');
      shown = present(shown.inner);
    }
    return this.text(shown, depth);
  }

  #count(text: string): string {
    this.#length += text.length;
    return text;
  }

  #fields(name: string, fields: readonly NamedPlace[], depth: number): string {
    const isTuple = fields.every(it => isPosition(it.name));
    if (fields.length === 0) return this.#count(name === '' ? '()' : name);
    const head = this.#count(isTuple || name === '' ? name : `${name} `);
    if (depth === 0) return isTuple ? `${head}(…)` : `${head}{…}`;
    const parts = this.#joined(fields.length, index => {
      const field = fields[index];
      const label = isTuple ? '' : this.#count(`${field?.name}: `);
      return label + (field ? this.#part(field.place, depth - 1) : '');
    });
    if (!isTuple) return `${head}{ ${parts} }`;
    // A tuple of one is written with a comma, a tuple struct of one is not.
    return `${head}(${parts}${name === '' && fields.length === 1 ? ',' : ''})`;
  }

  #list({ count, at }: List, depth: number): string {
    if (count === 0) return '[]';
    if (depth === 0) return '[…]';
    return `[${this.#joined(count, index => this.#part(at(index), depth - 1))}]`;
  }

  #entries({ count, at }: Entries, depth: number): string {
    if (count === 0) return '{}';
    if (depth === 0) return '{…}';
    return `{${this.#joined(count, index => {
      const entry = at(index);
      if (isMissing(entry)) return this.#count(`<${entry.missing}>`);
      const key = this.#part(entry.key, depth - 1);
      return entry.value ? `${key}: ${this.#part(entry.value, depth - 1)}` : key;
    })}}`;
  }

  #joined(count: number, text: (index: number) => string): string {
    let all = '';
    for (let index = 0; index < count; index++) {
      if (index > 0) all += ', ';
      if (index >= MAX_PARTS || this.#length > MAX_LENGTH) return `${all}…`;
      this.#nesting++;
      all += text(index);
      this.#nesting--;
      this.#length += 2;
    }
    return all;
  }

  #pointer({ isFollowed, target, address, sign, concrete }: Pointer, depth: number): string {
    if (!isFollowed || !target) return this.#count(address ? hex32(address) : 'null');
    if (depth === 0) return `${sign}…`;
    const shown = present(target);
    const text = this.text(shown, depth - 1);
    // A struct begins with its name already.
    const isNamed = shown.kind === 'fields' && shown.name !== '';
    return concrete === undefined || isNamed
      ? sign + text
      : `${sign}${text}${this.#count(` as ${concrete}`)}`;
  }
}

function strText({ bytes, isCut }: Str, depth: number): string {
  if (depth === MAX_DEPTH || bytes.length <= MAX_PART_BYTES) return quotedString(bytes, isCut);
  return quotedString(bytes.subarray(0, MAX_PART_BYTES), true);
}

function shortAccount({ digits, label }: Account): string {
  return label ?? `0x${digits.slice(0, 4)}…${digits.slice(-4)}`;
}

function codeText({ address, name }: Code): string {
  if (name !== undefined) return name;
  return address === 0 ? 'null' : hex32(address);
}
