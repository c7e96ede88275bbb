/**
 * Translations by what a page of code holds, so that the same code is translated once, wherever it lies and whichever
 * machine runs it.
 */

import type { Unit } from './unit';

/** What a translation depends on. */
export interface PageContent {
  /** Of whole pages, at addresses of words. */
  readonly halves: Uint16Array;
  /** Offsets of breakpoints, ascending. */
  readonly planted: readonly number[];
  /** Of the TLB: of the mode that runs it, and loads and stores. */
  readonly bank: number;
  /** Accesses may be beside what is watched in a page. */
  readonly isGuarded: boolean;
}

/** By halfword, what is known of a page when it is translated. */
export interface PageKnowledge {
  readonly content: PageContent;
  /** Not zero where an instruction begins that has been executed. */
  readonly isKnown: Uint8Array;
  /** Not zero where control is known to come from outside. */
  readonly isEntered: Uint8Array;
  /** The first halfword of the page behind it, as it was found there; translated code looks again. */
  readonly after: number | undefined;
}

export interface PageTranslation extends PageKnowledge {
  readonly instructions: number;
  readonly unit: Unit;
  /** Where it is entered: offsets in the page, with regions of the unit and ways into them. */
  readonly ways: readonly {
    readonly offset: number;
    readonly region: number;
    readonly way: number;
  }[];
}

export class TranslationCache {
  /** Of modules. */
  readonly #room: number;
  #bytes = 0;
  readonly #units = new Set<Unit>();
  readonly #byHash = new Map<number, PageTranslation[]>();
  /** Instructions that were ever put in. */
  translated = 0;

  constructor(room: number) {
    this.#room = room;
  }

  find(content: PageContent): PageTranslation | undefined {
    return this.#byHash.get(hash(content))?.find(it => areEqual(it.content, content));
  }

  /** In the place of one of the same content. Where there is no room for it, all others are forgotten. */
  add(translation: PageTranslation): void {
    const { unit, content, instructions } = translation;
    this.translated += instructions;
    if (!this.#units.has(unit)) {
      if (this.#bytes + unit.bytes > this.#room) this.clear();
      this.#units.add(unit);
      this.#bytes += unit.bytes;
    }
    const key = hash(content);
    const others = this.#byHash.get(key)?.filter(it => !areEqual(it.content, content)) ?? [];
    this.#byHash.set(key, [...others, translation]);
  }

  get isEmpty(): boolean {
    return this.#byHash.size === 0;
  }

  clear(): void {
    this.#byHash.clear();
    this.#units.clear();
    this.#bytes = 0;
  }
}

/** FNV-1a, by words: what is equal is compared anyway. */
function hash({ halves, planted, bank, isGuarded }: PageContent): number {
  const words = wordsOf(halves);
  let state = 0x811c9dc5 ^ bank ^ (isGuarded ? 0x100 : 0);
  for (let at = 0; at < words.length; at += 1) state = mix(state, words[at] ?? 0);
  for (const offset of planted) state = mix(state, offset);
  return state;
}

/** The high bits of a product depend on all bits, and its low ones on the low ones alone. */
function mix(state: number, word: number): number {
  const product = Math.imul(state ^ word, 0x0100_0193);
  return product ^ (product >>> 15);
}

function areEqual(a: PageContent, b: PageContent): boolean {
  if (a.bank !== b.bank || a.isGuarded !== b.isGuarded) return false;
  if (a.planted.length !== b.planted.length) return false;
  for (const [index, offset] of a.planted.entries()) if (b.planted[index] !== offset) return false;
  const [left, right] = [wordsOf(a.halves), wordsOf(b.halves)];
  for (let at = 0; at < left.length; at += 1) if (left[at] !== right[at]) return false;
  return true;
}

function wordsOf({ buffer, byteOffset, byteLength }: Uint16Array): Int32Array {
  return new Int32Array(buffer, byteOffset, byteLength / 4);
}
