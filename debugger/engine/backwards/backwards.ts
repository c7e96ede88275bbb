/**
 * Goes back in a run. Every position is come to by running forwards from a checkpoint, so what is found is what was: a stop
 * is looked for by making all of them again, and taking the last.
 */

import type { ChainSnapshot } from '../../chain/run';
import type { Checkpoint } from '../checkpoints';
import { positionOf } from '../checkpoints';
import { EvaluationError } from '../evaluationError';
import type { Here } from '../paths';
import { hereAt } from '../paths';
import type { Runner } from '../runner';
import type { HitCounts } from '../stops/guard';
import type { DataPlace } from '../stops/data/dataPlace';
import type { Due } from '../stops/data/slotWatches';
import type { FoundStop, Stops } from '../stops/stops';
import { whereabouts } from '../stops/whereabouts';
import type { Target } from '../target';
import type {
  BackAction,
  BackTarget,
  Granularity,
  PastMoment,
  PastStand,
  StopView,
} from '../views';
import { beginningsOf } from './beginnings';
import { instructionBefore } from './instructionBefore';
import type { Level } from './levels';
import { levelsOf } from './levels';
import type { PastPosition } from './lineSearch';
import { LineStarts } from './lineStarts';
import { keptStop } from './keptStops';
import type { PastStop } from './repetition';
import { Repetition } from './repetition';
import type { Sliced } from './sliced';
import { isSought, neverChanged, soughtPlace, withoutSought } from './sought';

export interface BackParts {
  readonly target: Target;
  readonly stops: Stops;
  /** Whose stop this is. It does not run meanwhile. */
  readonly runner: Runner;
}

type Destination = BackAction | PastMoment | PastStand | DataPlace;

/** Where the run stands in the end. */
export interface Landed extends FoundStop {
  /** Everything is as it was: nothing before is kept, or somebody did not want to wait. */
  readonly isWhereItWas: boolean;
}

const BEGINNING = {
  reason: 'entry',
  description: 'The beginning',
  text: 'This is the beginning: nothing of what was before is kept.',
} as const;
/** Steps that a stop is looked for in first, and how much more each time that there is none: the last is wanted. */
const WINDOW = 1_000_000;
const GROWTH = 4;

const NOT_YET = 'The run has not got there yet, or not on the way that it is on.';
const UNDONE = 'What was changed by hand after this is undone.';

export class Backwards {
  readonly #parts: BackParts;
  readonly #repetition: Repetition;
  readonly #now: {
    readonly snapshot: ChainSnapshot;
    readonly hits: HitCounts;
    readonly seen: readonly Due[];
  };
  readonly #end: number;
  readonly #here: Here;
  readonly #levels: readonly Level[];
  readonly #work: Sliced<Landed>;
  #isGivenUp = false;

  /** @throws EvaluationError where that cannot be gone back to */
  constructor(parts: BackParts, action: BackTarget, granularity: Granularity) {
    const { target, stops, runner } = parts;
    this.#parts = parts;
    this.#repetition = new Repetition(target, stops);
    const { hits } = stops;
    this.#now = { snapshot: target.run.snapshot(), hits, seen: stops.data.slots.seen };
    this.#end = target.machine.position;
    this.#here = hereAt(target, runner.isAtTrap);
    const isSent = runner.exception !== undefined;
    this.#levels = action === 'reverseContinue' ? [] : levelsOf(target, runner.isAtTrap, isSent);
    this.#work = this.#goBack(this.#destinationOf(action), granularity);
  }

  /** Who hears of what the chain does; undefined while nobody does. */
  get runner(): Runner | undefined {
    return this.#repetition.runner;
  }

  /** The next slice puts everything back. */
  giveUp(): void {
    this.#isGivenUp = true;
  }

  /** Works for about so many steps. A promise is to be waited for before the next slice. */
  slice(maxSteps: number): Landed | undefined | Promise<undefined> {
    if (this.#isGivenUp) return this.#stay({ reason: 'pause', description: 'Paused' });
    this.#repetition.allow(maxSteps);
    const { done, value } = this.#work.next();
    if (done === true) return value;
    return value?.then(() => undefined);
  }

  #destinationOf(to: BackTarget): Destination {
    if (typeof to === 'string') return to;
    const { target, stops } = this.#parts;
    if ('slot' in to || 'data' in to) return soughtPlace(target, stops.data.places, to);
    if (('stop' in to ? to.stop : to.position) >= this.#end) throw new EvaluationError(NOT_YET);
    return to;
  }

  *#goBack(to: Destination, granularity: Granularity): Sliced<Landed> {
    const { target, stops } = this.#parts;
    const repetition = this.#repetition;
    stops.lookBack(new Map());
    if (typeof to === 'object' && 'kind' in to) stops.data.seek(to);
    const since = yield* beginningsOf(target, repetition, stops.data.lifetimes(), this.#end);
    repetition.beginnings = [...since.values()].sort((a, b) => a - b);
    stops.lookBack(since);
    if (typeof to === 'object') {
      if ('kind' in to) return yield* this.#toLastChange(to);
      return yield* 'stop' in to ? this.#toStop(to.stop) : this.#toMoment(to.position);
    }
    if (to === 'reverseContinue') {
      return (yield* this.#toLastStop(() => true)) ?? (yield* this.#toBeginning());
    }
    const found =
      granularity === 'instruction'
        ? yield* this.#instruction(to)
        : yield* this.#line(to, granularity);
    if (found === undefined) return yield* this.#toBeginning();
    yield* repetition.goTo(found.checkpoint, found.position);
    return this.#land(found.checkpoint, this.#parts.runner.look() ?? STEP_BACK);
  }

  *#toLastChange(of: DataPlace): Sliced<Landed> {
    return (yield* this.#toLastStop(isSought)) ?? this.#stay(neverChanged(of));
  }

  /** @returns undefined where there is none */
  *#toLastStop(isWanted: (stop: StopView) => boolean): Sliced<Landed | undefined> {
    const { stops } = this.#parts;
    const repetition = this.#repetition;
    for (let [end, window] = [this.#end, WINDOW]; ; window *= GROWTH) {
      const checkpoint = yield* repetition.near(end, window);
      if (checkpoint === undefined) return undefined;
      let last: { readonly stop: PastStop; readonly hits: HitCounts } | undefined;
      repetition.enter(checkpoint);
      yield* repetition.run(end, stop => {
        if (isWanted(stop.view)) last = { stop, hits: stops.hits };
      });
      if (last !== undefined) {
        const { stop, hits } = last;
        yield* repetition.goTo(checkpoint, stop.position);
        stops.hits = hits;
        return this.#land(checkpoint, { ...stop, view: withoutSought(stop.view) });
      }
      end = positionOf(checkpoint);
    }
  }

  *#toStop(position: number): Sliced<Landed> {
    const { target, stops, runner } = this.#parts;
    const repetition = this.#repetition;
    const known = target.history.stops.at(position);
    const checkpoint = yield* repetition.near(position, WINDOW);
    if (checkpoint === undefined) return yield* this.#toBeginning();
    yield* repetition.goTo(checkpoint, position);
    if (known !== undefined) stops.hits = new Map([...stops.hits, ...known.hits]);
    return this.#land(checkpoint, known ?? runner.look() ?? GONE_BACK);
  }

  *#toMoment(position: number): Sliced<Landed> {
    const { target } = this.#parts;
    const repetition = this.#repetition;
    const checkpoint = target.history.checkpointBefore(position);
    if (checkpoint === undefined) return yield* this.#toBeginning();
    yield* repetition.goTo(checkpoint, position);
    // The kernel is at work there, for a contract.
    const levels = levelsOf(target, false, false).filter(it => it.task !== undefined);
    const starts = new LineStarts(target, repetition, 'line');
    const found = yield* starts.inCalls(levels, position, 'own');
    if (found === undefined) return yield* this.#toBeginning();
    yield* repetition.goTo(found.checkpoint, found.position);
    return this.#land(found.checkpoint, GONE_BACK);
  }

  *#instruction(action: BackAction): Sliced<PastPosition | undefined> {
    const { target } = this.#parts;
    const isOver = action === 'stepBack';
    if (action === 'stepBackOut') return yield* this.#line(action, 'line');
    return yield* instructionBefore(target, this.#repetition, this.#here, this.#end, isOver);
  }

  *#line(action: BackAction, granularity: 'line' | 'statement'): Sliced<PastPosition | undefined> {
    const { target } = this.#parts;
    const starts = new LineStarts(target, this.#repetition, granularity);
    const reach = action === 'stepBackOut' ? 'outer' : 'own';
    const around = yield* starts.inCalls(this.#levels, this.#end, reach);
    if (around !== undefined && action !== 'stepBackInto') return around;
    return (yield* starts.anywhere(this.#end, around?.position)) ?? around;
  }

  *#toBeginning(): Sliced<Landed> {
    const { first } = this.#parts.target.history;
    if (first === undefined || positionOf(first) >= this.#end) return this.#stay(BEGINNING);
    yield* this.#repetition.goTo(first, positionOf(first));
    return this.#land(first, { ...NOWHERE, view: BEGINNING });
  }

  #land(checkpoint: Checkpoint, stop: FoundStop): Landed {
    const { target, stops } = this.#parts;
    const isUndone = target.history.goOnFrom(checkpoint, this.#end);
    stops.goOn();
    const { view, exception, isAtTrap, callsAhead } = stop;
    target.callsAhead = callsAhead;
    target.history.stops.add(
      keptStop(target, { view, exception, isAtTrap, callsAhead }, stops.hits),
    );
    const text = [view.text, isUndone ? UNDONE : undefined].filter(it => it !== undefined);
    const where = whereabouts(target, isAtTrap);
    const said = { ...view, where, ...(text.length > 0 && { text: text.join('\n') }) };
    return { view: said, exception, isAtTrap, callsAhead, isWhereItWas: false };
  }

  #stay(view: StopView): Landed {
    const { target, stops, runner } = this.#parts;
    target.run.restore(this.#now.snapshot);
    stops.hits = this.#now.hits;
    stops.data.slots.seen = this.#now.seen;
    stops.goOn();
    const { exception, isAtTrap } = runner;
    const { callsAhead } = target;
    const where = whereabouts(target, isAtTrap);
    return { view: { ...view, where }, exception, isAtTrap, callsAhead, isWhereItWas: true };
  }
}

const NOWHERE = { exception: undefined, isAtTrap: false, callsAhead: undefined } as const;
const GONE_BACK: FoundStop = { ...NOWHERE, view: { reason: 'goto', description: 'Gone back' } };
const STEP_BACK: FoundStop = {
  ...NOWHERE,
  view: { reason: 'step', description: 'Step back' },
};
