/** The data breakpoints that the user has set, and what the machine has to watch for them. [DAP setDataBreakpoints] */

import type { Task } from '../../../chain/run';
import { InvariantError } from '../../../shared/errors';
import type { WatchedRange } from '../../../vm/machine';
import type { Stop } from '../../moves';
import type { Target } from '../../target';
import type { BreakpointView } from '../../views';
import { Guard, type Guarded as Counted, type GuardWish, isSameWish } from '../guard';
import type { Identities } from '../identities';
import type { Match, Sighting } from '../rule';
import type { AccessType, DataPlace, FrameEnd } from './dataPlace';
import { dataIdOf } from './dataPlace';
import { DataPlaces } from './dataPlaces';
import { MemoryWatch } from './memoryWatch';
import { RegisterWatch } from './registerWatch';
import { SlotWatch } from './slotWatch';
import { SlotWatches } from './slotWatches';
import { VariableWatch } from './variableWatch';

export interface WantedData extends GuardWish {
  readonly dataId: string;
  readonly accessType?: AccessType;
}

interface Guarded<Watch> {
  readonly id: number;
  readonly dataId: string;
  readonly guard: Guard;
  readonly watch: Watch;
}

/** What is told of registers by the machine. */
type InRegisters = RegisterWatch | VariableWatch;
type Watch = MemoryWatch | InRegisters | SlotWatch;

/** A watch whose frame or task is gone. */
export interface Ended {
  readonly id: number;
  readonly guard: Guard;
  readonly view: BreakpointView;
  readonly sighting: Sighting;
}

/** What a watch lives as long as: a frame, or a call of a contract. */
export interface Lifetime {
  readonly id: number;
  readonly task: Task | undefined;
  readonly frame: FrameEnd | undefined;
}

/** Stands for what a run is taken back to: breakpoints of the user's count from 1. */
export const SOUGHT = 0;

export class DataBreakpoints {
  readonly places: DataPlaces;
  readonly slots: SlotWatches;
  readonly #identities: Identities;
  #wanted: readonly WantedData[] = [];
  #memory: readonly Guarded<MemoryWatch>[] = [];
  #registers: readonly Guarded<InRegisters>[] = [];
  /** By index of the machine's range, whose it is. */
  #owners: readonly Guarded<MemoryWatch>[] = [];
  /** The same by index of the machine's watched register. */
  #registerOwners: readonly Guarded<InRegisters>[] = [];
  #isArmed = true;
  /** While the run is taken back: position from which on each was there, by id. */
  #since: ReadonlyMap<number, number> | undefined;

  constructor(
    private readonly target: Target,
    identities: Identities,
    places = new DataPlaces(),
  ) {
    this.#identities = identities;
    this.places = places;
    this.slots = new SlotWatches(target);
  }

  get wanted(): readonly WantedData[] {
    return this.#wanted;
  }

  /** Replaces all. */
  set(wanted: readonly WantedData[]): BreakpointView[] {
    this.#wanted = wanted;
    const ids = this.#identities.of(wanted.map(it => `data ${it.dataId}`));
    const made: Guarded<Watch>[] = [];
    const views = wanted.map((it, at): BreakpointView => {
      const id = ids[at] ?? 0;
      const wish = this.#make(it);
      if ('problem' in wish) return { id, verified: false, message: wish.problem };
      const { guard, place } = wish;
      const watch = this.#watchOn(place, it.accessType ?? 'write');
      if (watch instanceof MemoryWatch && watch.ranges.length === 0) return unmapped(id, watch);
      made.push({ id, dataId: it.dataId, guard, watch });
      return { id, verified: true, ...lifetimeOf(place) };
    });
    this.#keepCounts(made);
    this.#memory = made.filter(isInMemory);
    this.#registers = made.filter(isInRegisters);
    this.#slotList = made.filter(isSlot);
    this.slots.set(this.#slotList);
    this.#isArmed = false;
    return views;
  }

  #slotList: readonly Guarded<SlotWatch>[] = [];

  /** Watches for changes of something beside all that is wanted, until the run goes on. */
  seek(place: DataPlace): void {
    const guard = Guard.create({});
    if (typeof guard === 'string') throw new InvariantError(guard);
    const watch = this.#watchOn(place, 'write');
    const sought = { id: SOUGHT, dataId: dataIdOf(place), guard, watch };
    if (isInMemory(sought)) this.#memory = [...this.#memory, sought];
    else if (isInRegisters(sought)) this.#registers = [...this.#registers, sought];
    else if (isSlot(sought)) this.slots.seek(sought);
    this.#isArmed = false;
  }

  #seekNoMore(): void {
    this.#memory = this.#memory.filter(it => it.id !== SOUGHT);
    this.#registers = this.#registers.filter(it => it.id !== SOUGHT);
    this.slots.seek(undefined);
    this.#isArmed = false;
  }

  #watchOn(place: DataPlace, access: AccessType): Watch {
    const { target } = this;
    switch (place.kind) {
      case 'memory':
        return new MemoryWatch(target, place, access);
      case 'register':
        return new RegisterWatch(target, place);
      case 'variable':
        return new VariableWatch(target, place);
      case 'slot':
        return new SlotWatch(target, place, access);
    }
  }

  /** Whether some of these bytes are watched. */
  covers(address: number, byteSize: number, satp: number): boolean {
    return this.#memory.some(({ watch: { place } }) => {
      const overlaps =
        place.address < address + byteSize && address < place.address + place.byteSize;
      return overlaps && place.satp === satp;
    });
  }

  guarded(): Counted[] {
    return [...this.#framed, ...this.#slotList];
  }

  /** Of those that do not last for ever. */
  lifetimes(): Lifetime[] {
    return this.#framed.flatMap(({ id, watch: { place } }) =>
      place.task === undefined && frameOf(place) === undefined
        ? []
        : { id, task: place.task, frame: frameOf(place) },
    );
  }

  /** The run is taken back, and none of them ends by that. @param since at which position each was there first, by id */
  lookBack(since: ReadonlyMap<number, number>): void {
    this.#since = since;
  }

  /** The run goes on from a position: those that were not there yet have ended. */
  goOn(position: number): Ended[] {
    const since = this.#since;
    this.#since = undefined;
    this.#seekNoMore();
    return this.#end((place, id) => {
      if ((since?.get(id) ?? 0) <= position) return undefined;
      const frame = frameOf(place);
      if (frame !== undefined) return `${frame.name} has not been called yet`;
      const label = place.task && this.target.labelOf(place.task.to);
      return `this call of ${label ?? 'the contract'} has not begun yet`;
    });
  }

  /** What was written while the machine stood is no hit. */
  refresh(): void {
    for (const { watch } of this.#memory) watch.refresh();
    for (const { watch } of this.#registers) watch.refresh();
    if (this.#memory.length + this.#registers.length > 0) this.#isArmed = false;
  }

  /** Tells the machine what to watch, where that has changed. */
  arm(): void {
    if (this.#isArmed) return;
    this.#isArmed = true;
    const { machine } = this.target;
    const ranges: WatchedRange[] = [];
    const owners: Guarded<MemoryWatch>[] = [];
    for (const it of this.#memory) {
      for (const range of it.watch.ranges) {
        ranges.push(range);
        owners.push(it);
      }
    }
    this.#owners = owners;
    if (!isSameRanges(machine.watchpoints.ranges, ranges)) machine.watchpoints.set(ranges);
    const watched = this.#registers.flatMap(it => it.watch.watched.map(one => ({ one, it })));
    this.#registerOwners = watched.map(({ it }) => it);
    machine.registerWatches.set(watched.map(({ one }) => one));
  }

  /** Of what the last instruction touched or changed. */
  matches(): Match[] {
    const { watchpoints, registerWatches } = this.target.machine;
    const { touched } = watchpoints;
    const owners = new Set(touched?.ranges.flatMap(it => this.#owners[it] ?? []));
    const memory = [...owners].map(it => ({ ...it, sighting: touched && it.watch.sees(touched) }));
    const changed = new Set(registerWatches.changed.flatMap(it => this.#registerOwners[it] ?? []));
    const registers = [...changed].map(it => ({ ...it, sighting: it.watch.sees() }));
    return [...memory, ...registers].flatMap(({ id, guard, sighting }) =>
      sighting === undefined || !this.#isThere(id) ? [] : [{ id, guard, sighting }],
    );
  }

  #isThere(id: number): boolean {
    return (this.#since?.get(id) ?? 0) <= this.target.machine.position;
  }

  get #framed(): readonly Guarded<MemoryWatch | InRegisters>[] {
    return [...this.#memory, ...this.#registers];
  }

  /** Where variables come to be in another register than before. */
  get starts(): readonly number[] {
    return this.#registers.flatMap(({ watch }) =>
      watch instanceof VariableWatch ? watch.place.starts : [],
    );
  }

  /** Of the variables that come to be in another register here. */
  startsHere(): Match[] {
    return this.#registers.flatMap(({ id, guard, watch }) => {
      if (!(watch instanceof VariableWatch && watch.isAtStart)) return [];
      const sighting = watch.sees();
      return sighting === undefined || !this.#isThere(id) ? [] : [{ id, guard, sighting }];
    });
  }

  /** Where frames end that something watched lies in. */
  get frameStops(): Stop[] {
    return this.#framed.flatMap(it => frameOf(it.watch.place)?.stop ?? []);
  }

  /** @param isAt whether the hart stands at such a place */
  leave(isAt: (stop: Stop) => boolean): Ended[] {
    return this.#end(it => {
      const frame = frameOf(it);
      if (frame?.stop === undefined || !isAt(frame.stop)) return undefined;
      return `${frame.name} has returned`;
    });
  }

  taskEnded(task: Task): Ended[] {
    this.slots.taskEnded(task);
    const label = this.target.labelOf(task.to);
    return this.#end(it =>
      it.task?.id === task.id ? `this call of ${label} has ended` : undefined,
    );
  }

  #end(
    why: (place: (MemoryWatch | InRegisters)['place'], id: number) => string | undefined,
  ): Ended[] {
    const ended: Ended[] = [];
    const isOver = ({ id, dataId, guard, watch }: Guarded<MemoryWatch | InRegisters>) => {
      const reason = why(watch.place, id);
      if (reason === undefined) return false;
      const { name } = watch.place;
      const last = watch instanceof RegisterWatch ? '' : `; ${name} was last ${watch.lastText}`;
      const text = `${reason}${last}`;
      this.places.end(dataId, `${name} is out of scope: ${reason}.`);
      ended.push({
        id,
        guard,
        view: { id, verified: false, message: `${name} is out of scope: ${reason}.` },
        sighting: { reason: 'data breakpoint', description: `${name} is out of scope`, text },
      });
      return true;
    };
    this.#memory = this.#memory.filter(it => !isOver(it));
    this.#registers = this.#registers.filter(it => !isOver(it));
    // At once: the memory may be somebody else's with the next instruction.
    if (ended.length > 0) {
      this.#isArmed = false;
      this.arm();
    }
    return ended;
  }

  #make(wish: WantedData): { guard: Guard; place: DataPlace } | { problem: string } {
    const place = this.places.get(wish.dataId, this.target);
    if (typeof place === 'string') return { problem: place };
    const guard = Guard.create(wish);
    if (typeof guard === 'string') return { problem: guard };
    const isInRegister = place.kind === 'register' || place.kind === 'variable';
    if (isInRegister && (wish.accessType ?? 'write') !== 'write') {
      return {
        problem: 'A register can be watched for changes only: every instruction reads some.',
      };
    }
    return { guard, place };
  }

  /** A breakpoint that is set again as it was goes on counting. */
  #keepCounts(now: readonly Guarded<unknown>[]): void {
    const before = [...this.#memory, ...this.#registers, ...this.#slotList];
    for (const it of now) {
      const old = before.find(other => other.id === it.id)?.guard;
      if (old !== undefined && isSameWish(old.wish, it.guard.wish)) it.guard.hits = old.hits;
    }
  }
}

function isInMemory(it: Guarded<Watch>): it is Guarded<MemoryWatch> {
  return it.watch instanceof MemoryWatch;
}

function isInRegisters(it: Guarded<Watch>): it is Guarded<InRegisters> {
  return it.watch instanceof RegisterWatch || it.watch instanceof VariableWatch;
}

function isSlot(it: Guarded<Watch>): it is Guarded<SlotWatch> {
  return it.watch instanceof SlotWatch;
}

function unmapped(id: number, { place }: MemoryWatch): BreakpointView {
  return { id, verified: false, message: `Nothing is mapped where ${place.name} is.` };
}

/** The frame that it goes away with. */
function frameOf(place: DataPlace): FrameEnd | undefined {
  return place.kind === 'memory' || place.kind === 'variable' ? place.frame : undefined;
}

/** How long it lasts, where that is not for ever. */
function lifetimeOf(place: DataPlace): { message?: string } {
  const frame = frameOf(place);
  if (frame !== undefined) return { message: `Until ${frame.name} returns.` };
  if (place.kind === 'slot' || place.task === undefined) return {};
  return { message: 'Until this call of the contract ends.' };
}

function isSameRanges(a: readonly WatchedRange[], b: readonly WatchedRange[]): boolean {
  return (
    a.length === b.length &&
    a.every((it, at) => {
      const other = b[at];
      return (
        other !== undefined &&
        it.paddr === other.paddr &&
        it.length === other.length &&
        it.reads === other.reads &&
        it.writes === other.writes
      );
    })
  );
}
