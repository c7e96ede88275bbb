/** The stops that a session has made on the way that its run is on, so that a person can choose one to go back to. */

import type { SourcePlace } from '../../chain/run';
import { authorPlace } from '../authorPlace';
import { hartStanding } from '../standing';
import type { HitCounts } from '../stops/guard';
import type { FoundStop } from '../stops/stops';
import { whereabouts } from '../stops/whereabouts';
import type { Target } from '../target';
import type { PastStopView, WhereView } from '../views';

/** A stop with what is needed to stand there again as it was, beside what the machine itself has. */
export interface KeptStop extends FoundStop {
  readonly where: WhereView;
  /** The author's line. */
  readonly place: SourcePlace | undefined;
  /** How often breakpoints had been hit, this time among them. */
  readonly hits: HitCounts;
}

/** Somebody who steps does not look for one stop among more. */
const MOST_KEPT = 1000;

export class KeptStops {
  /** In the order of the run. */
  #all: KeptStop[] = [];

  /** In place of one at the same position. */
  add(stop: KeptStop): void {
    const { position } = stop.where;
    const others = this.#all.filter(it => it.where.position !== position);
    const next = others.findIndex(it => it.where.position > position);
    others.splice(next === -1 ? others.length : next, 0, stop);
    if (others.length > MOST_KEPT) others.shift();
    this.#all = others;
  }

  at(position: number): KeptStop | undefined {
    return this.#all.find(it => it.where.position === position);
  }

  /** From one position on, before another: the last first. */
  between(first: number, end: number): PastStopView[] {
    const isBetween = ({ where }: KeptStop) => where.position >= first && where.position < end;
    const stops = this.#all.filter(isBetween).reverse();
    return stops.map(({ view: { description }, where, place }) => ({
      description,
      where,
      ...(place && { place }),
    }));
  }

  /** The run goes another way from there on. */
  forgetAfter(position: number): void {
    this.#all = this.#all.filter(it => it.where.position <= position);
  }
}

/** The stop that the machine stands at. */
export function keptStop(target: Target, stop: FoundStop, hits: HitCounts): KeptStop {
  const { isAtTrap, view } = stop;
  const where = view.where ?? whereabouts(target, isAtTrap);
  const place = authorPlace(target, hartStanding(target, isAtTrap));
  return { ...stop, where, place, hits };
}
