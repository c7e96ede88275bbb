/** The slots of storage that the user wants to stop at, from session to session. */

import type { SlotReference, WatchedSlot } from '../../debugger/protocol';

export class WatchedSlots {
  #slots: readonly WatchedSlot[];

  /** Called after each change. */
  onChange: (slots: readonly WatchedSlot[]) => void = () => undefined;

  /** @param slots those of an earlier window */
  constructor(slots: readonly WatchedSlot[] = []) {
    this.#slots = slots;
  }

  get all(): readonly WatchedSlot[] {
    return this.#slots;
  }

  accessTo(slot: SlotReference): WatchedSlot['accessType'] | undefined {
    return this.#slots.find(it => isSame(it, slot))?.accessType;
  }

  /** In place of how it was watched before. */
  watch(slot: SlotReference, accessType: WatchedSlot['accessType']): void {
    this.#change([...this.#without(slot), { ...slot, accessType }]);
  }

  forget(slot: SlotReference): void {
    this.#change(this.#without(slot));
  }

  #without(slot: SlotReference): WatchedSlot[] {
    return this.#slots.filter(it => !isSame(it, slot));
  }

  #change(slots: readonly WatchedSlot[]): void {
    this.#slots = slots;
    this.onChange(slots);
  }
}

function isSame(a: SlotReference, b: SlotReference): boolean {
  return a.account === b.account && a.domain === b.domain && a.key === b.key;
}
