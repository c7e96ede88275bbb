/** Which session's chain the views show, of those that run and of the last that has ended. */

import type { AccountView, ReceiptView } from '../../debugger/protocol';
import { ChainModel } from './chainModel';

export class ShownChain {
  #model = new ChainModel();

  /** Called after each change of what is shown; the views listen. */
  onChange: () => void = () => undefined;

  get accounts(): readonly AccountView[] {
    return this.#model.accounts;
  }

  get receipts(): readonly ReceiptView[] {
    return this.#model.receipts;
  }

  get title(): string | undefined {
    return this.#model.title;
  }

  /** As of `ChainModel`. */
  get moment(): string | undefined {
    return this.#model.moment;
  }

  isShown(model: ChainModel): boolean {
    return model === this.#model;
  }

  /** In place of the one before, which goes on being kept by its session, unseen. */
  show(model: ChainModel): void {
    if (this.isShown(model)) return;
    this.#model.onChange = () => undefined;
    this.#model = model;
    model.onChange = () => this.onChange();
    this.onChange();
  }
}
