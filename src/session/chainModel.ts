/** The chain as the views show it: what the last session said, and still says when it has ended. */

import type { AccountView, ReceiptView } from '../../debugger/protocol';

export class ChainModel {
  #accounts: readonly AccountView[] = [];
  #receipts: readonly ReceiptView[] = [];
  #title: string | undefined;
  #isOver = true;

  /** Called after each change; the views listen. */
  onChange: () => void = () => undefined;

  get accounts(): readonly AccountView[] {
    return this.#accounts;
  }

  get receipts(): readonly ReceiptView[] {
    return this.#receipts;
  }

  /** What is being run, or was last; undefined before the first session. */
  get title(): string | undefined {
    return this.#title;
  }

  /** When accounts are as they are shown, while a run goes on: a transaction changes nothing before it ends. */
  get moment(): string | undefined {
    if (this.#isOver) return undefined;
    const last = this.#receipts.at(-1);
    return last === undefined ? 'before the first transaction' : `after transaction ${last.index}`;
  }

  /** Another run: nothing of the last one stays. */
  begin(title: string): void {
    this.#title = title;
    this.#isOver = false;
    this.#accounts = [];
    this.#receipts = [];
    this.onChange();
  }

  /** It runs once more, or not any more. */
  setOver(isOver: boolean): void {
    if (isOver === this.#isOver) return;
    this.#isOver = isOver;
    this.onChange();
  }

  setAccounts(accounts: readonly AccountView[]): void {
    this.#accounts = accounts;
    this.onChange();
  }

  setReceipts(receipts: readonly ReceiptView[]): void {
    this.#receipts = receipts;
    this.onChange();
  }

  /** A receipt takes the place of an earlier one with its index, and of all after it: the bundle ran again. */
  addReceipt(receipt: ReceiptView): void {
    this.setReceipts([...this.#receipts.filter(it => it.index < receipt.index), receipt]);
  }
}
