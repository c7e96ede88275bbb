/** What Ctrl-C does: the command ends promptly, leaves nothing half-written and nothing running. */

import { removeUnfinished } from './unfinished';

/** What a shell says of a program that an interrupt has ended. */
const INTERRUPTED = 130;

export class Interrupt {
  #isHeard = false;
  #isInterrupted = false;
  readonly #stopping = new AbortController();

  constructor() {
    process.on('SIGINT', () => this.#interrupt());
  }

  /** Aborted when the user asks to stop: processes that were started end with it. */
  get signal(): AbortSignal {
    return this.#stopping.signal;
  }

  /**
   * Whether the user has asked to stop. Who asks this once answers an interrupt in its own way; a second one ends the
   * command all the same.
   */
  isInterrupted(): boolean {
    this.#isHeard = true;
    return this.#isInterrupted;
  }

  #interrupt(): void {
    const isHeard = this.#isHeard && !this.#isInterrupted;
    this.#isInterrupted = true;
    this.#stopping.abort();
    if (isHeard) return;
    removeUnfinished();
    process.exit(INTERRUPTED);
  }
}
