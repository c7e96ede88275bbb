/** Work that is worth doing while the client is silent, in pieces, and given up as soon as it is not. */

import { nextTurn } from './slices';

/** A client that shows a stop asks one thing after the other: it has to be silent for so long, in milliseconds. */
const SILENCE_MS = 15;
/** How long a message may have to wait for what is being done, in milliseconds; one piece is always finished. */
const SLICE_MS = 2;

export class IdleWork {
  #work: Iterator<unknown> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /**
   * @param failed gets what a piece threw: a bug
   * @param tidy comes before the first piece in each silence
   */
  constructor(
    private readonly failed: (error: unknown) => void,
    private readonly tidy: () => void = () => undefined,
  ) {}

  /** In place of what there was to do before. */
  begin(work: Iterator<unknown>): void {
    this.#work = work;
    this.#wait(SILENCE_MS);
  }

  /** The client has said something. */
  heard(): void {
    if (this.#work !== undefined) this.#wait(SILENCE_MS);
  }

  giveUp(): void {
    this.#work = undefined;
    clearTimeout(this.#timer);
  }

  #wait(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.tidy();
      this.#go();
    }, ms);
  }

  #go(): void {
    const end = performance.now() + SLICE_MS;
    try {
      while (this.#work !== undefined && performance.now() < end) {
        if (this.#work.next().done === true) this.#work = undefined;
      }
    } catch (error) {
      this.#work = undefined;
      this.failed(error);
    }
    if (this.#work !== undefined) this.#goOn();
  }

  /** Once the messages that have arrived are read: one of them has begun another wait. */
  #goOn(): void {
    const wait = this.#timer;
    void nextTurn().then(() => {
      if (this.#timer === wait) this.#go();
    });
  }
}
