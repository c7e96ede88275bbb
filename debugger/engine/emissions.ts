/** What the running transaction has fired and logged so far, which is in no receipt yet. */

import { EVENT_BYTES } from '../chain/abi.generated';
import type { Address } from '../chain/address';
import type { ChainRun, FiredEvent } from '../chain/run';

/** An event or a log; whether it will last is told by the receipt. */
export interface PendingEmission {
  readonly emitter: Address;
  readonly data: Uint8Array;
}

const NOTHING = new Uint8Array();

/** More than any transaction's; the oldest go first. */
const MAX_KEPT = 1 << 16;

/** Of a FIRE_EVENT, in the task's saved registers: a1 points at the event, a2 is its length. [docs/syscalls.md] */
const A1 = 11;
const A2 = 12;

/**
 * The firmware remembers which there were, and goes back with the run. What was in them is kept here, by the machine's
 * position: the same position has fired the same.
 */
export class Emissions {
  readonly #data = new Map<number, Uint8Array>();
  /** Position of the log whose line the kernel is about to print. */
  #log: number | undefined;

  constructor(private readonly run: ChainRun) {}

  get events(): PendingEmission[] {
    return this.#of('event');
  }

  get logs(): PendingEmission[] {
    return this.#of('log');
  }

  /** To be told by the chain's observer. */
  fired(event: FiredEvent): void {
    this.#log = event.kind === 'log' ? event.position : undefined;
    if (event.kind === 'event') this.#keep(event.position, this.#bytesOf(event));
  }

  /** The same: a log is announced, then printed. @param line with its newline */
  printed(line: string): void {
    if (this.#log === undefined) return;
    this.#keep(this.#log, new TextEncoder().encode(line.replace(/\n$/, '')));
    this.#log = undefined;
  }

  #of(kind: FiredEvent['kind']): PendingEmission[] {
    const { committed, fired } = this.run.firmware;
    if (committed) return [];
    return fired.flatMap(({ kind: own, task, position }) =>
      own === kind && task !== undefined
        ? [{ emitter: task.to, data: this.#data.get(position) ?? NOTHING }]
        : [],
    );
  }

  #bytesOf({ task }: FiredEvent): Uint8Array {
    const { machine } = this.run;
    const words = task && machine.readPhysical(task.trapFrame + A1 * 4, (A2 - A1 + 1) * 4);
    if (task === undefined || words === undefined) return NOTHING;
    const view = new DataView(words.buffer, words.byteOffset);
    const length = Math.min(view.getUint32(4, true), EVENT_BYTES);
    return machine.readVirtual(view.getUint32(0, true), length, task.satp);
  }

  #keep(position: number, data: Uint8Array): void {
    const [oldest] = this.#data.keys();
    if (this.#data.size >= MAX_KEPT && oldest !== undefined) this.#data.delete(oldest);
    this.#data.set(position, data);
  }
}
