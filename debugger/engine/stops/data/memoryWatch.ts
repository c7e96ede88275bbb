/** A watch on virtual memory: the physical bytes behind it now, and what they held when it was looked at last. */

import type { WatchedRange } from '../../../vm/machine';
import type { Touch } from '../../../vm/machine';
import { hex32 } from '../../../shared/hex';
import { readableName } from '../../readableName';
import type { Target } from '../../target';
import type { Sighting } from '../rule';
import { bytesText, bytesValue } from './bytesText';
import type { AccessType, MemoryPlace } from './dataPlace';
import { reads, writes } from './dataPlace';

export class MemoryWatch {
  #last: Uint8Array;
  /** Made while it was there: what it points to may change, too. */
  #lastText: string;
  #ranges: readonly WatchedRange[] = [];

  constructor(
    private readonly target: Target,
    readonly place: MemoryPlace,
    readonly access: AccessType,
  ) {
    this.#last = this.#read();
    this.#lastText = this.#text(this.#last);
    this.refresh();
  }

  /** Empty where nothing is mapped. */
  get ranges(): readonly WatchedRange[] {
    return this.#ranges;
  }

  /** Looks again, for what somebody else than the guest has changed. */
  refresh(): void {
    const { address, byteSize, satp } = this.place;
    const [isRead, isWrite] = [reads(this.access), writes(this.access)];
    this.#ranges = this.target.machine
      .physicalRanges(address, byteSize, satp)
      .map(it => ({ ...it, reads: isRead, writes: isWrite }));
    this.#last = this.#read();
    this.#lastText = this.#text(this.#last);
  }

  /** What the touch of a range of this watch was; undefined where nobody asked for that. */
  sees(touch: Touch): Sighting | undefined {
    const { place, access, target } = this;
    const { runningTask } = target;
    // A page may be shared by address spaces; the kernel acts for any of them.
    if (target.isInUserMode && place.task !== undefined && runningTask?.id !== place.task.id) {
      return undefined;
    }
    const before = this.#last;
    const now = this.#read();
    this.#last = now;
    const isChanged = !isSame(before, now);
    if (access === 'write' && !isChanged) return undefined;
    const by = `by ${this.#culprit(touch.pc)}`;
    const { name, type } = place;
    const [old, after] = [this.#lastText, this.#text(now)];
    this.#lastText = after;
    const names = new Map([
      ['old', bytesValue(before, type)],
      ['new', bytesValue(now, type)],
    ]);
    const reason = 'data breakpoint';
    if (isChanged) {
      const text = `${name} changed from ${old} to ${after} ${by}`;
      return { reason, description: `${name} changed`, text, names };
    }
    const done = touch.isWrite ? 'written' : 'read';
    const text = `${name} was ${done} ${by}${touch.isWrite ? ' and stays' : ': it is'} ${after}`;
    return { reason, description: `${name} was ${done}`, text, names };
  }

  get lastText(): string {
    return this.#lastText;
  }

  #text(bytes: Uint8Array): string {
    const { show, type } = this.place;
    return show?.() ?? bytesText(bytes, type);
  }

  #culprit(pc: number): string {
    const { runningModule, isInUserMode } = this.target;
    const name = runningModule?.framesAt(pc)[0]?.name ?? runningModule?.symbols.at(pc)?.name;
    const where = name === undefined ? hex32(pc) : `${readableName(name)} at ${hex32(pc)}`;
    return isInUserMode ? where : `the kernel: ${where}`;
  }

  #read(): Uint8Array {
    const { address, byteSize, satp } = this.place;
    return this.target.machine.readVirtual(address, byteSize, satp);
  }
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((it, at) => it === b[at]);
}
