/** Which pages of code are worth translating: how often the interpreter was found in them, by pages of the slots' pool. */

import { CODE_PAGES, CODE_SPAN, CODE_STRIDE, WORD } from '../hart/layout';
import { OPERATION } from '../isa/predecode';
import { HALFWORDS } from './blocks';
import type { Eagerness } from './eagerness';

/** A page that was translated takes so many times the looks: what is interpreted of it may be so for ever. */
const PATIENCE_AGAIN = 4;
/** Runs after which it is asked whether a page is worth being translated, and looks until it is tried again. */
const RUNS_TO_JUDGE_BY = 256;
const LOOKS_TO_COOL = 4096;

export class Heat {
  readonly #words: Int32Array;
  readonly #eagerness: Eagerness;
  /** Looks that found the page, and how many it takes. */
  readonly #looks = new Uint32Array(CODE_PAGES);
  readonly #patience = new Uint32Array(CODE_PAGES);
  readonly #bank = new Uint8Array(CODE_PAGES);
  /** By halfword: where looks found control to come in. */
  readonly #entered = new Uint8Array(CODE_PAGES * HALFWORDS);
  /** Runs of translated code that began in the page since it was last judged, and the instructions of them all. */
  readonly #runs = new Uint32Array(CODE_PAGES);
  readonly #runLength = new Uint32Array(CODE_PAGES);

  constructor(words: Int32Array, eagerness: Eagerness) {
    this.#words = words;
    this.#eagerness = eagerness;
  }

  /** The page holds other code now. */
  forget(page: number): void {
    this.#looks[page] = 0;
    this.#patience[page] = 0;
    this.#entered.fill(0, page * HALFWORDS, (page + 1) * HALFWORDS);
  }

  /** The interpreter was found there. */
  look(page: number, offset: number, bank: number): void {
    this.#entered[page * HALFWORDS + (offset >> 1)] = 1;
    this.#bank[page] = bank;
    this.#looks[page] = (this.#looks[page] ?? 0) + 1;
  }

  /** Of the last look. */
  bankOf(page: number): number {
    return this.#bank[page] ?? 0;
  }

  /** A copy, by halfword. */
  enteredOf(page: number): Uint8Array {
    return this.#entered.slice(page * HALFWORDS, (page + 1) * HALFWORDS);
  }

  /** Whether a page was found as often as it takes, or a part of that. */
  isRipe(page: number, part = 1): boolean {
    const looks = this.#looks[page] ?? 0;
    if (looks === 0 || looks < (this.#patience[page] ?? 0) * part) return false;
    const patience = Math.max(this.#patience[page] ?? 0, this.#looksFor(this.#executed(page)));
    this.#patience[page] = patience;
    return looks >= patience * part;
  }

  /** It was translated, or is not to be for now. */
  waitAgain(page: number): void {
    this.#patience[page] = (this.#looks[page] ?? 0) * PATIENCE_AGAIN;
  }

  /** It got a translation of so many instructions that was there already. */
  reused(page: number, instructions: number): void {
    const looks = Math.max(this.#looks[page] ?? 0, this.#looksFor(instructions));
    this.#patience[page] = looks * PATIENCE_AGAIN;
  }

  /**
   * Translated code was entered in the page and ran for so many instructions.
   * @returns whether its runs are too short, so that for a while the interpreter is to have it
   */
  ran(page: number, instructions: number): boolean {
    const runs = (this.#runs[page] ?? 0) + 1;
    const length = (this.#runLength[page] ?? 0) + instructions;
    const isOver = runs === RUNS_TO_JUDGE_BY;
    this.#runs[page] = isOver ? 0 : runs;
    this.#runLength[page] = isOver ? 0 : length;
    const isShort = isOver && length < runs * this.#eagerness.shortestRun;
    // Twice, since a page may go with another when it is halfway there.
    if (isShort) this.#patience[page] = 2 * ((this.#looks[page] ?? 0) + LOOKS_TO_COOL);
    return isShort;
  }

  /** Instructions of the page that the interpreter has executed. */
  #executed(page: number): number {
    const base = baseOf(page);
    let instructions = 0;
    for (let offset = 0; offset < CODE_SPAN; offset += 2) {
      const operation = (this.#words[base + offset] ?? 0) & 0xff;
      if (operation >= OPERATION.FIRST_INSTRUCTION) instructions += 1;
    }
    return instructions;
  }

  #looksFor(instructions: number): number {
    const { interval, price } = this.#eagerness;
    return Math.ceil((instructions * price) / interval);
  }
}

export function poolPage(base: number): number {
  return Math.floor((base - WORD.CODE) / CODE_STRIDE);
}

/** First word of the slots of a page of the pool. */
export function baseOf(page: number): number {
  return WORD.CODE + page * CODE_STRIDE;
}
