/** Translations by what a page of code holds, so that the same code is translated once, wherever it lies. */

/** What a translation depends on. */
export interface PageContent {
  readonly halves: Uint16Array;
  /** Offsets of breakpoints, ascending. */
  readonly planted: readonly number[];
  /** Of the TLB: of the mode that runs it, and loads and stores. */
  readonly bank: number;
}

export interface PageTranslation {
  readonly content: PageContent;
  /** By halfword, what was known when it was made. */
  readonly isKnown: Uint8Array;
  readonly isEntered: Uint8Array;
  /** Where it is entered: offsets in the page, with packed entries. */
  readonly ways: readonly { readonly offset: number; readonly entry: number }[];
  /** First words of the slots that it is attached to. */
  readonly views: Set<number>;
}

export class TranslationCache {
  readonly #byHash = new Map<number, PageTranslation[]>();

  find(content: PageContent): PageTranslation | undefined {
    return this.#byHash.get(hash(content))?.find(it => areEqual(it.content, content));
  }

  add(translation: PageTranslation): void {
    const key = hash(translation.content);
    this.#byHash.set(key, [...(this.#byHash.get(key) ?? []), translation]);
  }

  delete(translation: PageTranslation): void {
    const key = hash(translation.content);
    const others = this.#byHash.get(key)?.filter(it => it !== translation) ?? [];
    if (others.length === 0) this.#byHash.delete(key);
    else this.#byHash.set(key, others);
  }

  get isEmpty(): boolean {
    return this.#byHash.size === 0;
  }

  clear(): void {
    this.#byHash.clear();
  }
}

/** FNV-1a by halfwords: what is equal is compared anyway. */
function hash({ halves, planted, bank }: PageContent): number {
  let state = 0x811c9dc5 ^ bank;
  for (const half of halves) state = Math.imul(state ^ half, 0x0100_0193);
  for (const offset of planted) state = Math.imul(state ^ offset, 0x0100_0193);
  return state;
}

function areEqual(a: PageContent, b: PageContent): boolean {
  if (a.bank !== b.bank || a.planted.length !== b.planted.length) return false;
  for (const [index, offset] of a.planted.entries()) if (b.planted[index] !== offset) return false;
  for (let at = 0; at < a.halves.length; at += 1) if (a.halves[at] !== b.halves[at]) return false;
  return true;
}
