/** Something long, for clients that show it. [DAP progressStart, progressUpdate, progressEnd] */

import type { Session } from './session';

export interface ProgressOptions {
  /** Different from that of any other progress of the session. */
  readonly id: string;
  /** The request that it belongs to, if it belongs to one. */
  readonly requestId?: number;
  readonly cancel: () => void;
}

/** Starts when there is something to say and ends once. */
export class Progress {
  #title = '';
  #state: 'unseen' | 'shown' | 'ended' = 'unseen';

  constructor(
    private readonly session: Session,
    private readonly options: ProgressOptions,
  ) {}

  /** @param percentage 0 to 100; undefined where nobody knows how much is left */
  show(title: string, message?: string, percentage?: number): void {
    if (!this.session.client.showsProgress || this.#state === 'ended') return;
    const { id: progressId, requestId } = this.options;
    const share = percentage === undefined ? {} : { percentage: Math.floor(percentage) };
    if (this.#state === 'unseen') {
      this.#state = 'shown';
      this.#title = title;
      this.session.progresses.set(progressId, this);
      this.session.send('progressStart', {
        progressId,
        ...(requestId === undefined ? {} : { requestId }),
        title,
        cancellable: true,
        ...(message === undefined ? {} : { message }),
        ...share,
      });
    } else {
      // A client keeps the first title.
      const parts = title === this.#title ? [message] : [title, message];
      const known = parts.filter(it => it !== undefined).join(': ');
      this.session.send('progressUpdate', { progressId, message: known, ...share });
    }
  }

  /** The user has had enough. Whoever works says when it is over. */
  cancel(): void {
    this.options.cancel();
  }

  end(): void {
    const { id: progressId } = this.options;
    if (this.#state === 'shown') this.session.send('progressEnd', { progressId });
    this.session.progresses.delete(progressId);
    this.#state = 'ended';
  }
}
