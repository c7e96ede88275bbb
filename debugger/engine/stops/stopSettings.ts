/** What the user has set, over restarts: the target changes, the wishes stay. */

import type { Target } from '../target';
import type { BreakpointView } from '../views';
import { Breakpoints } from './breakpoints';
import { DataBreakpoints } from './data/dataBreakpoints';
import { Exceptions } from './exceptions';
import { Identities } from './identities';
import type { StopListener } from './stops';
import { Stops } from './stops';

export class StopSettings {
  readonly breakpoints: Breakpoints;
  readonly exceptions: Exceptions;
  readonly #identities = new Identities();
  readonly #listener: StopListener;
  #data: DataBreakpoints;
  #stops: Stops;

  constructor(target: Target, listener: StopListener) {
    this.#listener = listener;
    this.breakpoints = new Breakpoints(target, this.#identities);
    this.exceptions = new Exceptions(this.#identities);
    this.#data = new DataBreakpoints(target, this.#identities);
    this.#stops = this.#join(target);
  }

  get data(): DataBreakpoints {
    return this.#data;
  }

  get stops(): Stops {
    return this.#stops;
  }

  /** Every program may be another one, and no memory is what it was; the breakpoints that changed by that. */
  retarget(target: Target): BreakpointView[] {
    const { places, wanted } = this.#data;
    this.exceptions.reset();
    this.#data = new DataBreakpoints(target, this.#identities, places);
    const data = this.#data.set(wanted);
    this.#stops = this.#join(target);
    return [...this.breakpoints.retarget(target), ...data.filter(it => !it.verified)];
  }

  #join(target: Target): Stops {
    return new Stops(target, this.breakpoints, this.exceptions, this.#data, this.#listener);
  }
}
