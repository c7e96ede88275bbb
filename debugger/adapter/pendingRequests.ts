/** Requests that are being served and can be cancelled. [DAP cancel] */

export class PendingRequests {
  /** Not by their number alone: a client that uses one twice must not make us forget the first. */
  readonly #pending = new Set<PendingRequest>();

  #idle: (() => void) | undefined;

  get count(): number {
    return this.#pending.size;
  }

  begin(seq: number): PendingRequest {
    const request = { seq, controller: new AbortController() };
    this.#pending.add(request);
    return request;
  }

  end(request: PendingRequest): void {
    this.#pending.delete(request);
    if (this.#pending.size === 0) this.#idle?.();
  }

  /** Resolves when all are answered, or after so many milliseconds. */
  idle(limit: number): Promise<void> {
    if (this.#pending.size === 0) return Promise.resolve();
    return new Promise(resolve => {
      const timer = setTimeout(resolve, limit);
      this.#idle = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** Asks a request to give up. One that has been answered meanwhile is left alone. */
  cancel(seq: number): void {
    for (const it of this.#pending) if (it.seq === seq) it.controller.abort();
  }

  cancelAll(): void {
    for (const it of this.#pending) it.controller.abort();
  }
}

export interface PendingRequest {
  readonly seq: number;
  readonly controller: AbortController;
}
