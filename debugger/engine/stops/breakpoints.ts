/** Breakpoints in code that the user has set: where each stands, and which of them a position is on. */

import { callsBehindLine } from '../codePlace';
import type { Module } from '../module';
import type { Target } from '../target';
import type { BreakpointView, StopReason } from '../views';
import { Guard, type Guarded, type GuardWish, isSameWish } from './guard';
import type { Identities } from './identities';
import type { Placement, Site } from './placement';
import { placeFunction, placeLine } from './placement';
import type { Match } from './rule';

type Kind = Extract<StopReason, 'breakpoint' | 'function breakpoint' | 'instruction breakpoint'>;

interface Breakpoint {
  readonly kind: Kind;
  readonly view: BreakpointView;
  readonly guard: Guard | undefined;
  readonly sites: readonly Site[];
}

export interface WantedLine extends GuardWish {
  readonly line: number;
  readonly column?: number;
}

export interface WantedFunction extends GuardWish {
  readonly name: string;
}

export interface WantedInstruction extends GuardWish {
  readonly address: number;
}

export class Breakpoints {
  #target: Target;
  readonly #identities: Identities;
  readonly #wantedLines = new Map<string, readonly WantedLine[]>();
  #wantedFunctions: readonly WantedFunction[] = [];
  #wantedInstructions: readonly WantedInstruction[] = [];
  readonly #lines = new Map<string, readonly Breakpoint[]>();
  #functions: readonly Breakpoint[] = [];
  #instructions: readonly Breakpoint[] = [];
  /** Where the client set each instruction breakpoint first. */
  readonly #instructionSites = new Map<number, Site>();
  /** All that can be hit, by address; made when it is asked for. */
  #index: ReadonlyMap<number, readonly Breakpoint[]> | undefined;

  constructor(target: Target, identities: Identities) {
    this.#target = target;
    this.#identities = identities;
  }

  setLines(path: string, wanted: readonly WantedLine[]): BreakpointView[] {
    this.#wantedLines.set(path, wanted);
    const ids = this.#identities.of(wanted.map(it => `${path}:${it.line}:${it.column ?? ''}`));
    const placed = wanted.map((it, at) =>
      this.#place('breakpoint', ids[at] ?? 0, it, () =>
        placeLine(this.#target, path, it.line, it.column),
      ),
    );
    this.#keep(this.#lines.get(path) ?? [], placed);
    this.#lines.set(path, placed);
    return placed.map(it => it.view);
  }

  /** As they stand, by file. */
  lines(): ReadonlyMap<string, readonly BreakpointView[]> {
    return new Map([...this.#lines].map(([path, placed]) => [path, placed.map(it => it.view)]));
  }

  setFunctions(wanted: readonly WantedFunction[]): BreakpointView[] {
    this.#wantedFunctions = wanted;
    const ids = this.#identities.of(wanted.map(it => it.name));
    const placed = wanted.map((it, at) =>
      this.#place('function breakpoint', ids[at] ?? 0, it, () =>
        placeFunction(this.#target, it.name),
      ),
    );
    this.#functions = this.#keep(this.#functions, placed);
    return placed.map(it => it.view);
  }

  setInstructions(wanted: readonly WantedInstruction[]): BreakpointView[] {
    this.#wantedInstructions = wanted;
    const ids = this.#identities.of(wanted.map(it => `*${it.address}`));
    const placed = wanted.map((it, at) =>
      this.#place('instruction breakpoint', ids[at] ?? 0, it, () =>
        this.#placeInstruction(it.address),
      ),
    );
    this.#instructions = this.#keep(this.#instructions, placed);
    return placed.map(it => it.view);
  }

  /** Every program may be another one after a restart; the views of those breakpoints that changed. */
  retarget(target: Target): BreakpointView[] {
    const before = new Map(this.#all().map(it => [it.view.id, JSON.stringify(it.view)]));
    this.#target = target;
    this.#instructionSites.clear();
    // Hits are counted anew.
    const [functions, instructions] = [this.#wantedFunctions, this.#wantedInstructions];
    const lines = [...this.#wantedLines];
    this.#lines.clear();
    [this.#functions, this.#instructions] = [[], []];
    for (const [path, wanted] of lines) this.setLines(path, wanted);
    this.setFunctions(functions);
    this.setInstructions(instructions);
    return this.#all()
      .map(it => it.view)
      .filter(it => before.get(it.id) !== JSON.stringify(it));
  }

  /** Every address at which the machine has to be asked. */
  addresses(): Iterable<number> {
    return this.#byAddress().keys();
  }

  /** Those that stand at an address of the running program. */
  matches(module: () => Module | undefined, address: number): Match[] {
    const here = this.#byAddress().get(address);
    if (here === undefined) return [];
    const running = module();
    return here.flatMap(({ kind, guard, view, sites }) => {
      const isHere = sites.some(
        it => it.address === address && (it.module === undefined || it.module === running),
      );
      if (!isHere || guard === undefined) return [];
      const sighting = { reason: kind, description: DESCRIPTIONS[kind] };
      const { line } = view;
      if (kind !== 'breakpoint' || running === undefined || line === undefined) {
        return { id: view.id, guard, sighting };
      }
      const depth = callsBehindLine(running, address, line);
      const isShownAnyway = depth === running.callsAheadAt(address);
      return { id: view.id, guard, sighting, ...(!isShownAnyway && { depth }) };
    });
  }

  /** Those that can be hit. */
  guarded(): Guarded[] {
    return this.#all().flatMap(({ view: { id }, guard }) =>
      guard === undefined ? [] : { id, guard },
    );
  }

  #all(): Breakpoint[] {
    return [...[...this.#lines.values()].flat(), ...this.#functions, ...this.#instructions];
  }

  #byAddress(): ReadonlyMap<number, readonly Breakpoint[]> {
    if (this.#index !== undefined) return this.#index;
    const index = new Map<number, Breakpoint[]>();
    for (const it of this.#all()) {
      if (it.guard === undefined) continue;
      for (const address of new Set(it.sites.map(site => site.address))) {
        index.set(address, [...(index.get(address) ?? []), it]);
      }
    }
    this.#index = index;
    return index;
  }

  #place(kind: Kind, id: number, wish: GuardWish, place: () => Placement): Breakpoint {
    const guard = Guard.create(wish);
    if (typeof guard === 'string') {
      return { kind, view: { id, verified: false, message: guard }, guard: undefined, sites: [] };
    }
    const placement = place();
    if ('problem' in placement) {
      return { kind, view: { id, verified: false, message: placement.problem }, guard, sites: [] };
    }
    const { sites, line, column, note } = placement;
    const view = {
      id,
      verified: true,
      ...(line > 0 && { line }),
      ...(column !== undefined && { column }),
      ...(note !== undefined && { message: note }),
      ...addressOf(sites),
    };
    return { kind, view, guard, sites };
  }

  /** A breakpoint that is set again as it was goes on counting. */
  #keep(before: readonly Breakpoint[], now: readonly Breakpoint[]): readonly Breakpoint[] {
    this.#index = undefined;
    for (const it of now) {
      const old = before.find(other => other.view.id === it.view.id)?.guard;
      if (old !== undefined && it.guard !== undefined && isSameWish(old.wish, it.guard.wish)) {
        it.guard.hits = old.hits;
      }
    }
    return now;
  }

  /** Programs share addresses: the one that stands there now is the one that is meant. */
  #placeInstruction(address: number): Placement {
    const site = this.#instructionSites.get(address) ?? {
      module: this.#target.moduleAt(address),
      address,
    };
    this.#instructionSites.set(address, site);
    return { sites: [site], line: 0 };
  }
}

/** A breakpoint in several places has no address of its own. */
function addressOf(sites: readonly Site[]): { address?: number } {
  const [only, ...others] = sites;
  return only === undefined || others.length > 0 ? {} : { address: only.address };
}

const DESCRIPTIONS = {
  breakpoint: 'Paused on breakpoint',
  'function breakpoint': 'Paused on function breakpoint',
  'instruction breakpoint': 'Paused on instruction breakpoint',
} as const satisfies Readonly<Record<Kind, string>>;
