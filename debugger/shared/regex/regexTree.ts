/**
 * The parts of a regular expression in JavaScript's notation with the flag `u`. [ECMA-262 §22.2.1]
 * What one character must be is left to the engine: a class means here exactly what it means there.
 */

/** Says whether a place in a text, in UTF-16 units, is what an assertion asks for. */
export type TestPlace = (text: string, at: number) => boolean;

export type RegexNode =
  | { readonly kind: 'character'; readonly test: (character: string) => boolean }
  | { readonly kind: 'assertion'; readonly test: TestPlace }
  | { readonly kind: 'sequence'; readonly parts: readonly RegexNode[] }
  | { readonly kind: 'choice'; readonly options: readonly RegexNode[] }
  | {
      readonly kind: 'repeat';
      readonly body: RegexNode;
      readonly min: number;
      readonly max: number;
    };

/** More than a person writes; it also bounds how deep brackets are nested. */
const MAX_LENGTH = 1000;

/** @throws SyntaxError with a sentence, for what is no expression or needs more than one pass over a text */
export function readRegex(source: string, flags: '' | 'i'): RegexNode {
  if (source.length > MAX_LENGTH) throw new SyntaxError(`longer than ${MAX_LENGTH} characters`);
  new RegExp(source, `u${flags}`); // It throws for everything that is not well formed.
  return new Reader(source, flags).all();
}

/** What no automaton of a size known beforehand can do. */
const REFUSED: readonly (readonly [form: RegExp, name: string])[] = [
  [/\(\?<?[=!]/y, 'lookahead and lookbehind'],
  [/\\(?:[1-9]|k<)/y, 'references to groups'],
  [/\(\?[a-z-]/y, 'flags inside of it'],
];

const GROUP = /\((?:\?:|\?<[^>]*>)?/y;
const QUANTIFIER = /(?:[*+?]|\{(\d+)(,?)(\d*)\})\??/y;
const CHARACTER = new RegExp(
  [
    String.raw`\[(?:\\.|[^\]\\])*\]`,
    String.raw`\\[pP]\{[^}]*\}`,
    String.raw`\\u\{[^}]*\}`,
    String.raw`\\u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}`,
    String.raw`\\u[\da-fA-F]{4}`,
    String.raw`\\x..`,
    String.raw`\\c.`,
    String.raw`\\?.`,
  ].join('|'),
  'suy',
);

class Reader {
  readonly #isWord: (character: string) => boolean;
  #at = 0;

  constructor(
    readonly source: string,
    readonly flags: '' | 'i',
  ) {
    this.#isWord = this.#tester(String.raw`\w`);
  }

  all(): RegexNode {
    const options: RegexNode[] = [];
    do options.push(this.#sequence());
    while (this.#skip('|'));
    return { kind: 'choice', options };
  }

  #sequence(): RegexNode {
    const parts: RegexNode[] = [];
    while (this.#at < this.source.length && !'|)'.includes(this.source.charAt(this.#at))) {
      parts.push(this.#quantified(this.#atom()));
    }
    return { kind: 'sequence', parts };
  }

  #quantified(body: RegexNode): RegexNode {
    const found = this.#take(QUANTIFIER);
    if (found === undefined) return body;
    const [sign, from, comma, to] = found;
    // Whether it takes as few or as many as it can makes no difference to whether anything fits.
    if (from === undefined) {
      return {
        kind: 'repeat',
        body,
        min: sign[0] === '+' ? 1 : 0,
        max: sign[0] === '?' ? 1 : Infinity,
      };
    }
    const min = Number(from);
    return { kind: 'repeat', body, min, max: comma === '' ? min : to ? Number(to) : Infinity };
  }

  #atom(): RegexNode {
    const refused = REFUSED.find(([form]) => this.#take(form) !== undefined);
    if (refused) throw new SyntaxError(`${refused[1]} are not served, for they may take hours`);
    if (this.#take(GROUP) !== undefined) {
      const body = this.all();
      this.#skip(')');
      return body;
    }
    const assertion = this.#assertion();
    if (assertion !== undefined) return { kind: 'assertion', test: assertion };
    const [text = ''] = this.#take(CHARACTER) ?? [];
    return { kind: 'character', test: this.#tester(text) };
  }

  #assertion(): TestPlace | undefined {
    if (this.#skip('^')) return (_text, at) => at === 0;
    if (this.#skip('$')) return (text, at) => at === text.length;
    if (this.#skip(String.raw`\b`)) return (text, at) => this.#isEdge(text, at);
    if (this.#skip(String.raw`\B`)) return (text, at) => !this.#isEdge(text, at);
    return undefined;
  }

  /** Of a word. Its characters lie outside of the surrogates, so that units will do. */
  #isEdge(text: string, at: number): boolean {
    return this.#isWord(text.charAt(at - 1)) !== this.#isWord(text.charAt(at));
  }

  #tester(one: string): (character: string) => boolean {
    if (this.flags === '' && /^\w$/.test(one)) return it => it === one;
    const expression = new RegExp(`^${one}$`, `u${this.flags}`);
    return it => expression.test(it);
  }

  #skip(text: string): boolean {
    if (!this.source.startsWith(text, this.#at)) return false;
    this.#at += text.length;
    return true;
  }

  #take(form: RegExp): RegExpExecArray | undefined {
    form.lastIndex = this.#at;
    const found = form.exec(this.source) ?? undefined;
    if (found !== undefined) this.#at = form.lastIndex;
    return found;
  }
}
