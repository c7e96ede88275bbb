/** A memory's pages at one moment. Trees share the pages, and the branches, in which they do not differ. */

const PAGES_A_BRANCH = 128;

/** undefined: all zero. Nobody writes to a page that is in a tree. */
export type Page = Uint8Array | undefined;
type Branch = readonly Page[];

const EMPTY: Branch = [];

export class PageTree {
  readonly #branches: readonly (Branch | undefined)[];

  constructor(branches: readonly (Branch | undefined)[] = []) {
    this.#branches = branches;
  }

  get(index: number): Page {
    return this.#branches[Math.floor(index / PAGES_A_BRANCH)]?.[index % PAGES_A_BRANCH];
  }

  /** The same memory with some pages replaced. Costs by the pages, not by the memory. */
  with(changes: ReadonlyMap<number, Page>): PageTree {
    if (changes.size === 0) return this;
    const branches = [...this.#branches];
    const fresh = new Map<number, Page[]>();
    for (const [index, page] of changes) {
      const at = Math.floor(index / PAGES_A_BRANCH);
      const branch = fresh.get(at) ?? [...(branches[at] ?? EMPTY)];
      branch[index % PAGES_A_BRANCH] = page;
      fresh.set(at, branch);
    }
    for (const [at, branch] of fresh) branches[at] = branch;
    return new PageTree(branches);
  }

  /** Indices at which the two hold different pages. Branches that they share are not looked into. */
  *differences(other: PageTree): Iterable<number> {
    const length = Math.max(this.#branches.length, other.#branches.length);
    for (let at = 0; at < length; at += 1) {
      const own = this.#branches[at] ?? EMPTY;
      const others = other.#branches[at] ?? EMPTY;
      if (own === others) continue;
      for (let page = 0; page < PAGES_A_BRANCH; page += 1) {
        if (own[page] !== others[page]) yield at * PAGES_A_BRANCH + page;
      }
    }
  }

  /** Every page that is not all zero, in ascending order. */
  *pages(): Iterable<readonly [index: number, page: Uint8Array]> {
    for (const [at, branch] of this.#branches.entries()) {
      for (const [page, bytes] of (branch ?? EMPTY).entries()) {
        if (bytes !== undefined) yield [at * PAGES_A_BRANCH + page, bytes];
      }
    }
  }
}
