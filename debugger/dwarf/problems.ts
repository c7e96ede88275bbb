/** What could not be read, where and why. Debug information is foreign input: the rest of it stays usable. */

import { MalformedInput } from '../shared/errors';

export interface DwarfProblem {
  readonly section: string;
  /** Byte offset in that section. */
  readonly offset: number;
  readonly message: string;
}

/** A broken section can be wrong at every byte; more than this tells nobody anything. */
const MAX_PROBLEMS = 100;

export class ProblemList {
  readonly #seen = new Set<string>();
  readonly all: DwarfProblem[] = [];

  add(section: string, offset: number, message: string): void {
    const key = `${section}+${offset}: ${message}`;
    if (this.all.length >= MAX_PROBLEMS || this.#seen.has(key)) return;
    this.#seen.add(key);
    this.all.push({ section, offset, message });
  }

  /** Runs a reader; where it meets malformed bytes, notes the place and answers the fallback. */
  guard<T>(fallback: T, read: () => T): T {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof MalformedInput)) throw error;
      const { source, offset } = error.at;
      this.add(source, offset, error.message.slice(error.message.indexOf(': ') + 2));
      return fallback;
    }
  }
}
