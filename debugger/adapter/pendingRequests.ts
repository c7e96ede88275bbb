/** Requests that are being served and can be cancelled. [DAP cancel] */

export class PendingRequests {
  readonly #controllers = new Map<number, AbortController>();

  begin(seq: number): AbortSignal {
    const controller = new AbortController();
    this.#controllers.set(seq, controller);
    return controller.signal;
  }

  end(seq: number): void {
    this.#controllers.delete(seq);
  }

  /** Asks a request to give up. One that has been answered meanwhile is left alone. */
  cancel(seq: number): void {
    this.#controllers.get(seq)?.abort();
  }

  cancelAll(): void {
    for (const controller of this.#controllers.values()) controller.abort();
  }
}
