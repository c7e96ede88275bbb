/** Where code of the author's is entered from code that is not. Read in pieces: a large program has many functions. */

import type { DebugInfo } from '../dwarf/debugInfo';

export class OwnEntries {
  readonly #found = new Set<number>();
  readonly #rest: Iterator<readonly number[]>;
  #all: readonly number[] | undefined;

  constructor(info: DebugInfo, isOwnFile: (file: string) => boolean) {
    this.#rest = info.entrancesTo(isOwnFile);
  }

  /** First instructions, each once. */
  all(): readonly number[] {
    while (this.readOn());
    return (this.#all ??= [...this.#found]);
  }

  /** Looks at one function more, and remembers. @returns whether there are others */
  readOn(): boolean {
    if (this.#all !== undefined) return false;
    const next = this.#rest.next();
    if (next.done === true) return false;
    for (const it of next.value) this.#found.add(it);
    return true;
  }
}
