/**
 * Regular expressions of clients and of files, matched in time that grows with the text alone.
 * JavaScript's own tries every way to share a text between the parts of an expression: `(a+)+$` takes hours for 40 characters,
 * and nothing can interrupt it. Here all ways go forward together, character by character. [Thompson 1968]
 * Libraries that do so bring a notation of their own and tables of Unicode as large as a quarter of the adapter; what one
 * character may be is asked of JavaScript here.
 */

import type { RegexNode, TestPlace } from './regexTree';
import { readRegex } from './regexTree';

/** Goes on at `next` behind a character that it takes. */
interface Awaiting {
  readonly kind: 'character';
  readonly test: (character: string) => boolean;
  readonly next: number;
}

type Instruction =
  | Awaiting
  | { readonly kind: 'assertion'; readonly test: TestPlace }
  | { readonly kind: 'fork'; readonly to: readonly number[] }
  | { readonly kind: 'match' };

/** Counted repetitions are written out, so that `(a{99}){99}` is a large program; this is far above what a person writes. */
const MAX_PROGRAM = 2000;

/** A `problem` continues a sentence that begins with what the expression is for. */
export function readLinearRegex(
  ...args: ConstructorParameters<typeof LinearRegex>
): LinearRegex | { readonly problem: string } {
  try {
    return new LinearRegex(...args);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    // The engine repeats the whole expression before it says what is wrong.
    return { problem: error.message.replace(/^Invalid regular expression: .*\/[a-z]*: /s, '') };
  }
}

export class LinearRegex {
  readonly #program: Instruction[] = [];
  /** For each instruction, the last turn in which it was reached. */
  readonly #reached: Float64Array;
  #turn = 0;
  #taken = 0;

  /**
   * @param steps what all tests together may take, one for each part of the expression that is tried; when they are used
   *   up, tests find nothing any more
   * @throws SyntaxError with a sentence
   */
  constructor(
    readonly source: string,
    flags: '' | 'i' = '',
    readonly steps = Infinity,
  ) {
    this.#write(readRegex(source, flags));
    this.#push({ kind: 'match' });
    this.#reached = new Float64Array(this.#program.length);
  }

  /** Whether a test was answered without having been finished. */
  get isGivenUp(): boolean {
    return this.#taken > this.steps;
  }

  /** Whether it fits anywhere in the text. */
  test(text: string): boolean {
    let at = 0;
    let places: number[] = [];
    for (const character of text) {
      const waiting = this.#advance(places, text, at);
      if (waiting === undefined) return true;
      if (this.isGivenUp) return false;
      places = [];
      for (const it of waiting) if (it.test(character)) places.push(it.next);
      at += character.length;
    }
    return this.#advance(places, text, at) === undefined;
  }

  /**
   * From these places, and from the beginning, as far as it goes without a character.
   * @returns what waits for one; undefined where it fits
   */
  #advance(places: readonly number[], text: string, at: number): Awaiting[] | undefined {
    this.#turn++;
    const waiting: Awaiting[] = [];
    const open = [...places, 0];
    for (let place = open.pop(); place !== undefined; place = open.pop()) {
      if (this.#reached[place] === this.#turn) continue;
      this.#reached[place] = this.#turn;
      this.#taken++;
      const it = this.#program[place];
      if (it === undefined || it.kind === 'match') return undefined;
      if (it.kind === 'character') waiting.push(it);
      else if (it.kind === 'fork') open.push(...it.to);
      else if (it.test(text, at)) open.push(place + 1);
    }
    return waiting;
  }

  #write(node: RegexNode): void {
    switch (node.kind) {
      case 'character':
        return this.#push({ ...node, next: this.#program.length + 1 });
      case 'assertion':
        return this.#push(node);
      case 'sequence':
        return node.parts.forEach(it => this.#write(it));
      case 'choice':
        return this.#writeChoice(node.options);
      case 'repeat':
        return this.#writeRepeat(node);
    }
  }

  #writeChoice([first, ...others]: readonly RegexNode[]): void {
    if (first === undefined) return;
    if (others.length === 0) return this.#write(first);
    const fork = this.#fork();
    fork.push(this.#program.length);
    this.#write(first);
    const end = this.#fork();
    fork.push(this.#program.length);
    this.#writeChoice(others);
    end.push(this.#program.length);
  }

  #writeRepeat({ body, min, max }: RegexNode & { kind: 'repeat' }): void {
    for (let count = 0; count < min; count++) {
      const before = this.#program.length;
      this.#write(body);
      // Nothing, however often.
      if (this.#program.length === before) return;
    }
    if (max === Infinity) return this.#writeLoop(body);
    const forks = [];
    for (let count = min; count < max; count++) {
      const fork = this.#fork();
      fork.push(this.#program.length);
      this.#write(body);
      forks.push(fork);
    }
    for (const it of forks) it.push(this.#program.length);
  }

  #writeLoop(body: RegexNode): void {
    const start = this.#program.length;
    const fork = this.#fork();
    fork.push(this.#program.length);
    this.#write(body);
    this.#fork().push(start);
    fork.push(this.#program.length);
  }

  /** @returns where it leads to, to be filled in */
  #fork(): number[] {
    const to: number[] = [];
    this.#push({ kind: 'fork', to });
    return to;
  }

  #push(instruction: Instruction): void {
    if (this.#program.length === MAX_PROGRAM) throw new SyntaxError('it repeats too much');
    this.#program.push(instruction);
  }
}
