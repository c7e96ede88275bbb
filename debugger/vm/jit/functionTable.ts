/** A machine's table of regions, and the dispatcher that calls them. */

import type { Hart } from '../hart/hart';
import { dispatcherModule } from './dispatcher';
import type { Room } from './eagerness';
import type { Unit } from './unit';

export type Dispatch = (left: number, fetches: number, entries: number) => number;

/** Function 0 is none: an entry that leads nowhere is zero, and must not be taken for one of a region's own. */
const FIRST_FUNCTION = 1;
/** Of a table to begin with: most machines run for a moment, and making a large one takes longer than that. */
const FIRST_LENGTH = 128;

/** One for all machines. */
let dispatcher: WebAssembly.Module | undefined;

export class FunctionTable {
  readonly #memory: WebAssembly.Memory;
  readonly #room: Room;
  #table: WebAssembly.Table | undefined;
  #next = FIRST_FUNCTION;
  #bytes = 0;
  /** By unit, the number of its first region. */
  readonly #placed = new Map<Unit, number>();
  /** Undefined until something was placed. */
  dispatch: Dispatch | undefined;

  constructor({ memory }: Hart, room: Room) {
    this.#memory = memory;
    this.#room = room;
  }

  has(unit: Unit): boolean {
    return this.#placed.has(unit);
  }

  hasRoomFor({ regions, bytes }: Unit): boolean {
    const { functions, bytes: most } = this.#room;
    return this.#next - FIRST_FUNCTION + regions <= functions && this.#bytes + bytes <= most;
  }

  /** @returns the number of the unit's first region */
  place(unit: Unit): number {
    const known = this.#placed.get(unit);
    if (known !== undefined) return known;
    const table = (this.#table ??= this.#start());
    const first = this.#next;
    const { exports } = new WebAssembly.Instance(unit.module, { m: { m: this.#memory } });
    this.#next += unit.regions;
    if (this.#next > table.length) table.grow(Math.max(table.length, this.#next - table.length));
    for (let region = 0; region < unit.regions; region += 1) {
      table.set(first + region, exports[String(region)] ?? null);
    }
    this.#bytes += unit.bytes;
    this.#placed.set(unit, first);
    return first;
  }

  clear(): void {
    for (let at = FIRST_FUNCTION; at < this.#next; at += 1) this.#table?.set(at, null);
    this.#next = FIRST_FUNCTION;
    this.#bytes = 0;
    this.#placed.clear();
  }

  /** A machine that runs for a moment needs no table and no dispatcher. */
  #start(): WebAssembly.Table {
    const table = new WebAssembly.Table({ element: 'anyfunc', initial: FIRST_LENGTH });
    dispatcher ??= new WebAssembly.Module(dispatcherModule());
    const { exports } = new WebAssembly.Instance(dispatcher, { m: { m: this.#memory, t: table } });
    this.dispatch = exports['0'] as Dispatch;
    return table;
  }
}
