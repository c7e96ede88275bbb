/** What the user has set, over restarts: the target changes, the wishes stay. */

import { parseAddress } from '../../chain/address';
import { InvariantError } from '../../shared/errors';
import type { Target } from '../target';
import type { BreakpointView } from '../views';
import { Breakpoints } from './breakpoints';
import type { WantedData } from './data/dataBreakpoints';
import { DataBreakpoints } from './data/dataBreakpoints';
import type { AccessType } from './data/dataPlace';
import type { GuardWish } from './guard';
import { Exceptions } from './exceptions';
import { Identities } from './identities';
import type { StopListener } from './stops';
import { Stops } from './stops';

/** A slot that is watched, or every slot of a domain. */
export interface SlotWish extends GuardWish {
  /** 40 hex digits. */
  readonly account: string;
  readonly domain: string;
  /** `domain:hex`; undefined for every slot of the domain. */
  readonly key: string | undefined;
  readonly accessType: AccessType;
}

export class StopSettings {
  readonly breakpoints: Breakpoints;
  readonly exceptions: Exceptions;
  readonly #identities = new Identities();
  readonly #listener: StopListener;
  #data: DataBreakpoints;
  #stops: Stops;
  /** The protocol's list of data breakpoints, and slots that are watched beside it. */
  #clientData: readonly WantedData[] = [];
  #slots: readonly WantedData[] = [];

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

  /** Replaces the protocol's list. */
  setData(wanted: readonly WantedData[]): BreakpointView[] {
    this.#clientData = wanted;
    return this.#setBoth().slice(0, wanted.length);
  }

  /** Replaces the slots that are watched beside the protocol's list. */
  setSlots(wanted: readonly SlotWish[]): BreakpointView[] {
    this.#slots = wanted.map(({ account: text, domain, key, ...rest }) => {
      const account = parseAddress(text);
      if (account === undefined) throw new InvariantError(`a slot of no account: ${text}`);
      const place = { kind: 'slot', name: key ?? domain, account, domain, key } as const;
      return { ...rest, dataId: this.#data.places.add(place) };
    });
    return this.#setBoth().slice(this.#clientData.length);
  }

  #setBoth(): BreakpointView[] {
    return this.#data.set([...this.#clientData, ...this.#slots]);
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
    const stops = new Stops(target, this.breakpoints, this.exceptions, this.#data, this.#listener);
    target.history.hits = () => stops.hits;
    return stops;
  }
}
