/** What the user has set: where each breakpoint stands in which programs, and which of them a stop has hit. */

import type { Module } from './module';
import type { Target } from './target';
import type { BreakpointView, StopReason } from './views';

type Kind = Extract<StopReason, 'breakpoint' | 'function breakpoint' | 'instruction breakpoint'>;

/** An address means something in one program only; without one, in whatever program runs there. */
interface Site {
  readonly module: Module | undefined;
  readonly address: number;
}

interface Breakpoint {
  readonly kind: Kind;
  readonly view: BreakpointView;
  readonly sites: readonly Site[];
}

export interface WantedLine {
  readonly line: number;
  readonly column?: number;
}

export interface BreakpointHit {
  readonly reason: Kind;
  readonly ids: number[];
}

export class Breakpoints {
  #target: Target;
  #nextId = 1;
  /** The same wish keeps its number, so that clients recognize it. */
  readonly #ids = new Map<string, number>();
  readonly #wantedLines = new Map<string, readonly WantedLine[]>();
  #wantedFunctions: readonly string[] = [];
  readonly #lines = new Map<string, readonly Breakpoint[]>();
  #functions: readonly Breakpoint[] = [];
  #instructions: readonly Breakpoint[] = [];
  /** Where the client set each instruction breakpoint first. */
  readonly #instructionSites = new Map<number, Site>();

  constructor(target: Target) {
    this.#target = target;
  }

  setLines(path: string, wanted: readonly WantedLine[]): BreakpointView[] {
    this.#wantedLines.set(path, wanted);
    const placed = wanted.map(it => this.#placeLine(path, it));
    this.#lines.set(path, placed);
    return placed.map(it => it.view);
  }

  setFunctions(names: readonly string[]): BreakpointView[] {
    this.#wantedFunctions = names;
    this.#functions = names.map(it => this.#placeFunction(it));
    return this.#functions.map(it => it.view);
  }

  setInstructions(addresses: readonly number[]): BreakpointView[] {
    this.#instructions = addresses.map(it => this.#placeInstruction(it));
    return this.#instructions.map(it => it.view);
  }

  /** Every program may be another one after a restart; the views of those breakpoints that changed. */
  retarget(target: Target): BreakpointView[] {
    const before = new Map(this.#all().map(it => [it.view.id, JSON.stringify(it.view)]));
    this.#target = target;
    this.#instructionSites.clear();
    for (const [path, wanted] of this.#wantedLines) this.setLines(path, wanted);
    this.setFunctions(this.#wantedFunctions);
    this.setInstructions(this.#instructions.flatMap(it => it.view.address ?? []));
    return this.#all()
      .map(it => it.view)
      .filter(it => before.get(it.id) !== JSON.stringify(it));
  }

  /** Every address at which the machine has to be asked. */
  addresses(): Set<number> {
    return new Set(this.#all().flatMap(it => it.sites.map(site => site.address)));
  }

  hitAt(module: Module | undefined, address: number): BreakpointHit | undefined {
    const hit = this.#all().filter(({ sites }) =>
      sites.some(it => it.address === address && (it.module === undefined || it.module === module)),
    );
    const first = hit[0];
    return first && { reason: first.kind, ids: hit.map(it => it.view.id) };
  }

  #all(): Breakpoint[] {
    return [...[...this.#lines.values()].flat(), ...this.#functions, ...this.#instructions];
  }

  #placeLine(path: string, { line, column }: WantedLine): Breakpoint {
    const kind = 'breakpoint';
    const id = this.#idOf(`${path}:${line}:${column ?? ''}`);
    const { modules, sources } = this.#target;
    const files = modules.flatMap(module =>
      sources.recordedAs(module, path).map(file => ({ module, file })),
    );
    if (files.length === 0) {
      const message = 'No program of this scenario was compiled from this file.';
      return { kind, view: { id, verified: false, message }, sites: [] };
    }
    const places = files.flatMap(({ module, file }) => {
      const place = module.info.breakpointAt(file, line, column);
      return place === undefined ? [] : [{ module, place }];
    });
    // Where programs disagree, the one that has code nearest to the wish is right.
    const nearest = Math.min(...places.map(it => it.place.line));
    const chosen = places.filter(it => it.place.line === nearest);
    const first = chosen[0];
    if (first === undefined) {
      const message = 'There is no code on this line or after it.';
      return { kind, view: { id, verified: false, message }, sites: [] };
    }
    const at = first.place.column;
    const view = { id, verified: true, line: nearest, ...(at !== undefined && { column: at }) };
    const sites = chosen.flatMap(({ module, place }) =>
      place.addresses.map(address => ({ module, address })),
    );
    return { kind, view: { ...view, ...addressOf(sites) }, sites };
  }

  #placeFunction(name: string): Breakpoint {
    const kind = 'function breakpoint';
    const id = this.#idOf(name);
    const all = this.#target.modules.flatMap(module =>
      module.info
        .functionNamed(name)
        .flatMap(it => it.addresses.map(address => ({ module, address }))),
    );
    // The kernel and clibc have a `transfer` of their own, which nobody means who has written another.
    const own = all.filter(it => it.module.placeAt(it.address).isOwn);
    const sites = own.length > 0 ? own : all;
    const first = sites[0];
    if (first === undefined) {
      const message = `No program of this scenario has a function named ${name}.`;
      return { kind, view: { id, verified: false, message }, sites };
    }
    const { line } = first.module.placeAt(first.address);
    const view = { id, verified: true, ...(line > 0 && { line }), ...addressOf(sites) };
    return { kind, view, sites };
  }

  /** Programs share addresses: the one that stands there now is the one that is meant. */
  #placeInstruction(address: number): Breakpoint {
    const id = this.#idOf(`*${address}`);
    const site = this.#instructionSites.get(address) ?? {
      module: this.#target.moduleAt(address),
      address,
    };
    this.#instructionSites.set(address, site);
    return { kind: 'instruction breakpoint', view: { id, verified: true, address }, sites: [site] };
  }

  #idOf(wish: string): number {
    const id = this.#ids.get(wish) ?? this.#nextId++;
    this.#ids.set(wish, id);
    return id;
  }
}

/** A breakpoint in several places has no address of its own. */
function addressOf(sites: readonly Site[]): { address?: number } {
  const [only, ...others] = sites;
  return only === undefined || others.length > 0 ? {} : { address: only.address };
}
