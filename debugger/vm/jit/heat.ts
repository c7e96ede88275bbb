/** Which pages of code are worth translating, and keeping so: how they were found and left, by pages of the slots' pool. */

import { CODE_PAGES, CODE_SPAN, CODE_STRIDE, WORD } from '../hart/layout';
import { OPERATION } from '../isa/predecode';
import { HALFWORDS } from './blocks';
import type { Eagerness } from './eagerness';
import { OFFSET_MASK, PAGE_MASK } from './locals';

/** A page that was translated takes so many times the looks: what is interpreted of it may be so for ever. */
const PATIENCE_AGAIN = 4;
/** One that could not be paid for takes so many more. */
const LOOKS_TO_ASK_AGAIN = 4;
/** Hold-ups after which it is asked whether a page is worth being translated, and looks until it is tried again. */
const HOLD_UPS_TO_JUDGE_BY = 256;
const LOOKS_TO_COOL = 4096;
/** A translation that is lost before so many instructions were executed was attached in vain. */
const SHORT_LIFE = 4096;
/** After so many in a row, few more are tried. */
const SHORT_LIVES = 8;
const ONE_OF = 64;

export class Heat {
  readonly #words: Int32Array;
  readonly #eagerness: Eagerness;
  /** What translating is taken to cost, of what it costs in the beginning. */
  readonly #partOfPrice: () => number;
  /** Looks that found the page, and how many it takes at least. */
  readonly #looks = new Uint32Array(CODE_PAGES);
  readonly #patience = new Uint32Array(CODE_PAGES);
  /** There to translate, when that was counted last. */
  readonly #instructions = new Uint32Array(CODE_PAGES);
  readonly #bank = new Uint8Array(CODE_PAGES);
  /** Virtual address of the page at the last look. */
  readonly #address = new Int32Array(CODE_PAGES);
  readonly #found = new Set<number>();
  /** Offset of the last look. Of all of them, each would cut a block in two, and be another way into a loop. */
  readonly #entered = new Uint16Array(CODE_PAGES);
  /** Since the page was last judged: runs from it that were held up, and the instructions of all runs. */
  readonly #holdUps = new Uint32Array(CODE_PAGES);
  readonly #runLength = new Float64Array(CODE_PAGES);
  /** What was executed when a translation was attached, and how often in a row that was in vain. */
  readonly #attachedAt = new Float64Array(CODE_PAGES);
  readonly #shortLives = new Uint32Array(CODE_PAGES);

  constructor(words: Int32Array, eagerness: Eagerness, partOfPrice: () => number) {
    this.#words = words;
    this.#eagerness = eagerness;
    this.#partOfPrice = partOfPrice;
  }

  /** The page holds other code now. */
  forget(page: number): void {
    this.#patience[page] = 0;
    this.#instructions[page] = 0;
    if (this.#looks[page] === 0) return;
    this.#looks[page] = 0;
    this.#found.delete(page);
  }

  /** The interpreter was found there. */
  look(page: number, pc: number, bank: number): void {
    this.#entered[page] = pc & OFFSET_MASK;
    this.#address[page] = pc & PAGE_MASK;
    this.#bank[page] = bank;
    this.#looks[page] = (this.#looks[page] ?? 0) + 1;
    this.#found.add(page);
  }

  /** The pages that were found by looks. */
  get found(): Iterable<number> {
    return this.#found;
  }

  /** Of the last look. */
  bankOf(page: number): number {
    return this.#bank[page] ?? 0;
  }

  /** The virtual address of the page at the last look. */
  addressOf(page: number): number {
    return this.#address[page] ?? 0;
  }

  /** By halfword: where the last look found control to come in. */
  enteredOf(page: number): Uint8Array {
    const entered = new Uint8Array(HALFWORDS);
    entered[(this.#entered[page] ?? 0) >> 1] = 1;
    return entered;
  }

  /** Whether a page was found as often as it takes, or a part of that. */
  isRipe(page: number, part = 1): boolean {
    const looks = this.#looks[page] ?? 0;
    if (looks === 0 || looks < (this.#patience[page] ?? 0) * part) return false;
    if (looks < this.#looksFor(this.#instructions[page] ?? 0) * part) return false;
    const instructions = this.#executed(page);
    this.#instructions[page] = instructions;
    return looks >= this.#looksFor(instructions) * part;
  }

  /** There to translate, as it was counted when the page was last asked for. */
  instructionsOf(page: number): number {
    return this.#instructions[page] ?? 0;
  }

  /** It was translated, or is not to be for now. */
  waitAgain(page: number): void {
    this.#patience[page] = (this.#looks[page] ?? 0) * PATIENCE_AGAIN;
  }

  /** It could not be paid for. */
  postpone(page: number): void {
    this.#patience[page] = (this.#looks[page] ?? 0) + LOOKS_TO_ASK_AGAIN;
  }

  /** It got a translation of so many instructions that was there already. */
  reused(page: number, instructions: number): void {
    const looks = Math.max(this.#looks[page] ?? 0, this.#looksFor(instructions));
    this.#patience[page] = looks * PATIENCE_AGAIN;
  }

  /**
   * Translated code was entered in the page and ran for so many instructions, until it was held up or came to what is
   * not translated, which is not its fault.
   * @returns whether it is held up so often that for a while the interpreter is to have the page
   */
  ran(page: number, instructions: number, isHeldUp: boolean): boolean {
    const length = (this.#runLength[page] ?? 0) + instructions;
    const holdUps = (this.#holdUps[page] ?? 0) + (isHeldUp ? 1 : 0);
    const isOver = holdUps === HOLD_UPS_TO_JUDGE_BY;
    this.#holdUps[page] = isOver ? 0 : holdUps;
    this.#runLength[page] = isOver ? 0 : length;
    const isShort = isOver && length < holdUps * this.#eagerness.shortestRun;
    // Twice, since a page may go with another when it is halfway there.
    if (isShort) this.#patience[page] = 2 * ((this.#looks[page] ?? 0) + LOOKS_TO_COOL);
    return isShort;
  }

  /** It has its translation from now on; so many instructions were executed by all code so far. */
  attached(page: number, executed: number): void {
    this.#attachedAt[page] = executed;
  }

  /** It has none any more. */
  lost(page: number, executed: number): void {
    const isShort = executed - (this.#attachedAt[page] ?? 0) < SHORT_LIFE;
    this.#shortLives[page] = isShort ? (this.#shortLives[page] ?? 0) + 1 : 0;
  }

  /** Whether a translation is to be looked for or made: of a page that is stored into all the time, one time of so many. */
  isWorthATry(page: number): boolean {
    const lives = this.#shortLives[page] ?? 0;
    if (lives < SHORT_LIVES) return true;
    this.#shortLives[page] = lives + 1;
    return lives % ONE_OF === 0;
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
    return Math.ceil((instructions * price * this.#partOfPrice()) / interval);
  }
}

export function poolPage(base: number): number {
  return Math.floor((base - WORD.CODE) / CODE_STRIDE);
}

/** First word of the slots of a page of the pool. */
export function baseOf(page: number): number {
  return WORD.CODE + page * CODE_STRIDE;
}
