/** The progress of a launch, for clients that show one. [DAP progressStart, progressUpdate, progressEnd] */

import type { Session } from './session';

const PREFIX = 'request-';

/** Cancelling a progress cancels the request it belongs to. */
export function requestOfProgress(progressId: string): number | undefined {
  if (!progressId.startsWith(PREFIX)) return undefined;
  const seq = Number(progressId.slice(PREFIX.length));
  return Number.isInteger(seq) ? seq : undefined;
}

/** Starts when there is something to say and ends once. */
export class Progress {
  readonly #id: string;
  #state: 'unseen' | 'shown' | 'ended' = 'unseen';

  constructor(
    private readonly session: Session,
    private readonly requestId: number,
  ) {
    this.#id = PREFIX + String(requestId);
  }

  show(title: string, message?: string): void {
    if (!this.session.client.showsProgress || this.#state === 'ended') return;
    const progressId = this.#id;
    const text = message === undefined ? {} : { message };
    if (this.#state === 'unseen') {
      this.#state = 'shown';
      const { requestId } = this;
      this.session.send('progressStart', {
        progressId,
        requestId,
        title,
        cancellable: true,
        ...text,
      });
    } else {
      this.session.send('progressUpdate', { progressId, ...text });
    }
  }

  end(): void {
    if (this.#state === 'shown') this.session.send('progressEnd', { progressId: this.#id });
    this.#state = 'ended';
  }
}
