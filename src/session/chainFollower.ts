/** Keeps the model what one session's chain is, by listening to what its adapter sends. */

import type {
  CustomEvents,
  CustomRequests,
  ReceiptsResponse,
  StateResponse,
} from '../../debugger/protocol';
import type { ChainModel } from './chainModel';

/** Asks the adapter; refused when the session is over. */
export type Ask = (request: keyof CustomRequests) => Promise<unknown>;

/** The parts of a DAP message that matter here. */
export interface AdapterMessage {
  readonly type?: string;
  readonly event?: string;
  readonly command?: string;
  readonly success?: boolean;
  readonly body?: unknown;
}

export class ChainFollower {
  /** How many states were asked for, and the latest that was answered: a late answer is an old state. */
  #asked = 0;
  #answered = 0;
  /** How many receipts have come by themselves: an answer from before one of them lacks it. */
  #heard = 0;
  #isBusy = false;
  #isStale = false;

  constructor(
    private readonly title: string,
    private readonly model: ChainModel,
    private readonly ask: Ask,
  ) {}

  /** Takes every message of the adapter, in order, before the client does. */
  receive(message: AdapterMessage): void {
    if (message.type === 'response') {
      if (message.command !== 'restart' || message.success !== true) return;
      this.model.setOver(false);
      return this.refresh();
    }
    switch (message.event) {
      case 'initialized':
        this.model.begin(this.title);
        return this.refresh();
      case 'avm/rewound':
        return this.refresh();
      case 'avm/receipt':
        this.#heard++;
        return this.model.addReceipt((message.body as CustomEvents['avm/receipt']).receipt);
      case 'avm/state':
        return this.#refreshState();
      case 'terminated':
        this.model.setOver(true);
        // The client will disconnect as soon as it has this; what is asked for now is still answered.
        return this.refresh();
    }
  }

  /** Asks for everything, whatever is on its way. */
  refresh(): void {
    void this.#askState();
    void this.#askReceipts();
  }

  async #askReceipts(): Promise<void> {
    for (;;) {
      const heard = this.#heard;
      const answer = await this.ask('avm/receipts').catch(ignoreTheEnd);
      if (answer === undefined) return;
      if (heard !== this.#heard) continue;
      this.model.setReceipts((answer as ReceiptsResponse).receipts);
      return;
    }
  }

  /** One question at a time: a bundle of many transactions changes the state faster than it can be shown. */
  #refreshState(): void {
    if (this.#isBusy) {
      this.#isStale = true;
      return;
    }
    this.#isBusy = true;
    void this.#askState().finally(() => {
      this.#isBusy = false;
      if (!this.#isStale) return;
      this.#isStale = false;
      this.#refreshState();
    });
  }

  async #askState(): Promise<void> {
    const number = ++this.#asked;
    const state = await this.ask('avm/state').catch(ignoreTheEnd);
    if (state === undefined || number < this.#answered) return;
    this.#answered = number;
    this.model.setAccounts((state as StateResponse).accounts);
  }
}

/** A session that is over answers nothing; what it said before stays. */
function ignoreTheEnd(): undefined {
  return undefined;
}
