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
  #title = '';
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
      this.#title = title;
      const { requestId } = this;
      this.session.send('progressStart', {
        progressId,
        requestId,
        title,
        cancellable: true,
        ...text,
      });
    } else {
      // A client keeps the first title.
      const parts = title === this.#title ? [message] : [title, message];
      const known = parts.filter(it => it !== undefined).join(': ');
      this.session.send('progressUpdate', { progressId, message: known });
    }
  }

  end(): void {
    if (this.#state === 'shown') this.session.send('progressEnd', { progressId: this.#id });
    this.#state = 'ended';
  }
}
