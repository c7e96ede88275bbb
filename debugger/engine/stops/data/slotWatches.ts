/**
 * The watches on storage together. A slot changes while the kernel serves a syscall; the stop is when the contract has
 * control again, behind its `ecall`. What a failed call wrote is put back in the kernel, for whoever called it.
 */

import type { SlotChange } from '../../../chain/firmware/context';
import { slotValue } from '../../../chain/firmware/slots';
import type { Task } from '../../../chain/run';
import type { Target } from '../../target';
import type { Guard } from '../guard';
import type { Match, Sighting } from '../rule';
import type { UserTrap } from '../trap';
import { isWritingSlot, slotAskedFor } from './slotCall';
import type { SlotWatch } from './slotWatch';

export interface GuardedSlot {
  readonly id: number;
  readonly guard: Guard;
  readonly watch: SlotWatch;
}

/** Seen, and to be told once the task runs again; without a task, at once. */
export interface Due {
  readonly task: Task | undefined;
  readonly slot: GuardedSlot;
  readonly isRead: boolean;
  readonly sighting: () => Sighting | undefined;
}

const A0 = 10;

export class SlotWatches {
  #slots: readonly GuardedSlot[] = [];
  #due: Due[] = [];
  /** What the run is taken back to, while it is: watched beside what the user has set. */
  #sought: GuardedSlot | undefined;

  constructor(private readonly target: Target) {}

  set(slots: readonly GuardedSlot[]): void {
    this.#slots = slots;
    this.#due = this.#due.filter(it => slots.some(slot => slot.watch === it.slot.watch));
  }

  /** @param slot whose changes are stops as well; undefined: no other's are any more */
  seek(slot: GuardedSlot | undefined): void {
    this.#due = this.#due.filter(it => it.slot !== this.#sought);
    this.#sought = slot;
  }

  /** Whether traps have to be shown: reading a slot leaves no other trace. */
  get needTraps(): boolean {
    return this.#slots.some(it => it.watch.access !== 'write');
  }

  get areDue(): boolean {
    return this.#due.length > 0;
  }

  /** Whether something has been seen that waits for no contract. */
  get areDueNow(): boolean {
    return this.#due.some(it => it.task === undefined);
  }

  /** Seen and not told yet; to be put back where the run is put back. */
  get seen(): readonly Due[] {
    return this.#due;
  }

  set seen(due: readonly Due[]) {
    this.#due = [...due];
  }

  changed(change: SlotChange): void {
    const { currentTask } = this.target;
    const isWrite = currentTask !== undefined && isWritingSlot(this.target, currentTask);
    for (const slot of this.#all) {
      const sighting = slot.watch.seesChange(change, !isWrite);
      if (sighting !== undefined) {
        this.#due.push({ task: currentTask, slot, isRead: false, sighting: () => sighting });
      }
    }
  }

  trapped(trap: UserTrap): void {
    const asked = this.needTraps ? slotAskedFor(trap) : undefined;
    if (asked === undefined) return;
    const { task, account: address, key } = asked;
    for (const slot of this.#slots) {
      const sighting = () => slot.watch.seesRead(address, key, this.#given(address, key));
      if (sighting() !== undefined) this.#due.push({ task, slot, isRead: true, sighting });
    }
  }

  /** A read that never came back was none; a change is one. */
  taskEnded(task: Task): void {
    this.#due = this.#due.flatMap(it => {
      if (it.task !== task) return [it];
      return it.isRead ? [] : [{ ...it, task: undefined }];
    });
  }

  /** What is to be told while this task runs, or none does. */
  take(task: Task | undefined): Match[] {
    const isTold = (it: Due) => it.task === undefined || it.task.id === task?.id;
    const told = this.#due.filter(isTold);
    this.#due = this.#due.filter(it => !isTold(it));
    return told.flatMap(({ slot: { id, guard }, sighting }) => {
      const seen = sighting();
      return seen === undefined ? [] : [{ id, guard, sighting: seen }];
    });
  }

  get #all(): readonly GuardedSlot[] {
    return this.#sought === undefined ? this.#slots : [...this.#slots, this.#sought];
  }

  /** What STORAGE_GET has answered with: a pointer, or 0 where there is nothing. */
  #given(address: SlotChange['address'], key: string): Uint8Array | undefined {
    const { machine, run } = this.target;
    const isBack = this.target.isInUserMode;
    if (isBack && machine.registers[A0] === 0) return undefined;
    return slotValue(run.state, run.firmware.pendingSlots, { address, key });
  }
}
