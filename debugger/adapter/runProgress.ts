/** The progress of a run that takes its time: which transaction it is at, and of how many. Cancelling it is pausing. */

import { Progress } from './progress';
import type { Session } from './session';

/** A run that is shorter than this, in milliseconds, is over before anybody has read anything. */
const PATIENCE_MS = 1000;
/** Between two updates, in milliseconds. */
const INTERVAL_MS = 500;

export class RunProgress {
  readonly #progress: Progress;
  #next: number;

  /** @param now a time in milliseconds, as `performance.now()` has it */
  constructor(
    private readonly session: Session,
    private readonly run: { readonly id: string; readonly title: string },
    now: number,
  ) {
    this.#progress = new Progress(session, { id: run.id, cancel: () => session.engine.pause() });
    this.#next = now + PATIENCE_MS;
  }

  /** Between two slices. */
  tick(now: number): void {
    if (now < this.#next) return;
    this.#next = now + INTERVAL_MS;
    const { transactionIndex: index, transactionCount: count } = this.session.engine;
    // Percent of the transactions that are over: how long the running one takes, nobody can know.
    const percentage = index === undefined || count === 0 ? 0 : (index / count) * 100;
    const name = this.session.engine.threads()[0]?.name ?? '';
    this.#progress.show(
      this.run.title,
      name === '' ? undefined : `${name} (of ${count})`,
      percentage,
    );
  }

  end(): void {
    this.#progress.end();
  }
}
