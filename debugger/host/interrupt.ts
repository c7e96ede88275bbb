/** What Ctrl-C does, and a build server that ends a job: the command ends promptly, leaves nothing half-written and nothing running. */

import { removeUnfinished } from './unfinished';

/** What a shell says of a program that an interrupt has ended. */
const INTERRUPTED = 130;

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export class Interrupt {
  #isHeard = false;
  #isInterrupted = false;
  readonly #stopping = new AbortController();

  constructor() {
    for (const it of SIGNALS) process.on(it, () => this.#interrupt());
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
    this.#stopping.abort(); // Also where the command goes on to its own end.
    if (!isHeard) this.end(INTERRUPTED);
  }

  /** Ends the process at once: processes that were started end with it, and nothing stays half-written. */
  end(code?: number): never {
    this.#stopping.abort();
    removeUnfinished();
    process.exit(code);
  }
}
