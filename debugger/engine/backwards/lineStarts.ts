/** Where a line of source began to run, the last time before some position. */

import type { Checkpoint } from '../checkpoints';
import { positionOf } from '../checkpoints';
import type { CodePlace } from '../codePlace';
import { bodyOf } from '../authorBody';
import { functionCodeAt } from '../functionCode';
import type { Module } from '../module';
import { hartStanding } from '../standing';
import type { Target } from '../target';
import { unwind } from '../unwinding';
import type { Level } from './levels';
import type { Repetition } from './repetition';
import type { Sliced } from './sliced';

/** A position, and from where it is come to. */
export interface PastPosition {
  readonly checkpoint: Checkpoint;
  readonly position: number;
}

/** What of a call counts: its own lines and those of the calls it is inlined in, or these alone. */
export type Reach = 'own' | 'outer';

const SP = 2;

/** Steps that are looked through first, and how much more each time: what is looked for is near, mostly. */
const WINDOW = 50_000;
const GROWTH = 4;

export class LineStarts {
  readonly #bodies = new Map<Module, Map<number, number>>();

  constructor(
    private readonly target: Target,
    private readonly repetition: Repetition,
    private readonly granularity: 'line' | 'statement',
  ) {}

  /**
   * In one call, or where all of its lines are behind, in the calls around it.
   * @param levels innermost first
   * @param end what is looked for is before that position
   */
  *inCalls(levels: readonly Level[], end: number, reach: Reach): Sliced<PastPosition | undefined> {
    let before = end;
    let within = reach;
    for (const level of levels) {
      const found = yield* this.#inCall(level, before, within);
      if (found === undefined) return undefined;
      if ('checkpoint' in found) return found;
      before = found.entry;
      within = 'own';
    }
    return undefined;
  }

  /** In whatever code of the author's. @param from what is looked for is not before that position */
  *anywhere(end: number, from = 0): Sliced<PastPosition | undefined> {
    const { target, repetition } = this;
    const { machine } = target;
    const addresses = new Set(target.modules.flatMap(statementsOf));
    const search = new Search(this.granularity);
    for (let [before, window] = [end, WINDOW]; before > from; window *= GROWTH) {
      const checkpoint = yield* repetition.near(before, window);
      if (checkpoint === undefined) break;
      search.begin(checkpoint);
      repetition.enter(checkpoint);
      if (from > machine.position) yield* repetition.visit(from, [], () => undefined);
      yield* repetition.visit(before, addresses, () => {
        const { runningModule: module, runningTask: task } = target;
        const place = module?.placeAt(machine.pc);
        if (module === undefined || place?.isStatement !== true || !place.isOwn) return;
        if (this.#isPrologue(module, machine.pc)) return;
        search.pass(machine.position, place, `${task?.id} ${cfaOf(target)}`);
      });
      if (search.isOver) return search.found;
      before = positionOf(checkpoint);
    }
    return search.found;
  }

  /** The position at which the call began where no line of it is before; undefined where the past ends before that. */
  *#inCall(
    level: Level,
    end: number,
    reach: Reach,
  ): Sliced<PastPosition | { readonly entry: number } | undefined> {
    const { target, repetition } = this;
    const { machine } = target;
    const { module, start, cfa, task } = level;
    const accepts = (place: CodePlace) => isOf(level, place, reach);
    const body = codeOf(module, start).filter(it => accepts(module.placeAt(it)));
    const lines = new Set(body.filter(it => !this.#isPrologue(module, it)));
    const addresses = new Set([start, ...lines]);
    const search = new Search(this.granularity);
    for (let [before, window] = [end, WINDOW]; ; window *= GROWTH) {
      const checkpoint = yield* repetition.near(before, window);
      if (checkpoint === undefined) return search.found;
      let entry: number | undefined;
      search.begin(checkpoint);
      repetition.enter(checkpoint);
      yield* repetition.visit(before, addresses, () => {
        const { pc, position } = machine;
        if (target.runningTask?.id !== task?.id || target.runningModule !== module) return;
        if (pc === start && sp(target) === cfa) {
          entry = position;
          search.begin(checkpoint);
        }
        if (lines.has(pc) && cfaOf(target) === cfa) search.pass(position, module.placeAt(pc));
      });
      if (search.isOver || (entry !== undefined && search.found !== undefined)) return search.found;
      if (entry !== undefined) return { entry };
      before = positionOf(checkpoint);
    }
  }

  /** Where arguments are not yet where the debug information says. */
  #isPrologue(module: Module, pc: number): boolean {
    const start = module.framesAt(pc).at(-1)?.lowPc;
    if (start === undefined || pc < start) return false;
    let bodies = this.#bodies.get(module);
    if (bodies === undefined) this.#bodies.set(module, (bodies = new Map<number, number>()));
    let body = bodies.get(start);
    if (body === undefined) bodies.set(start, (body = bodyOf(module, start)));
    return pc < body;
  }
}

/** A line that has run: it lasts until another one begins. */
interface LineRun {
  readonly checkpoint: Checkpoint;
  readonly position: number;
  readonly place: CodePlace;
  /** Tells the call whose line it is from others. */
  readonly call: string;
}

/** The last line that began, looked for in one part of the past after the other, the latest first. */
class Search {
  /** Of the parts behind: the line that ran at their beginning, which may have begun before. */
  #later: LineRun | undefined;
  #checkpoint: Checkpoint | undefined;
  #first: LineRun | undefined;
  #last: LineRun | undefined;

  constructor(private readonly granularity: 'line' | 'statement') {}

  /** A part, or nothing of it that was so far. */
  begin(checkpoint: Checkpoint): void {
    if (checkpoint !== this.#checkpoint) this.#later = this.#open;
    this.#checkpoint = checkpoint;
    this.#first = undefined;
    this.#last = undefined;
  }

  pass(position: number, place: CodePlace, call = ''): void {
    const checkpoint = this.#checkpoint;
    if (checkpoint === undefined) return;
    const next = { checkpoint, position, place, call };
    if (this.#last !== undefined && this.#goesOn(this.#last, next)) return;
    this.#last = next;
    this.#first ??= next;
  }

  /** Whether no earlier part can tell otherwise. */
  get isOver(): boolean {
    return this.#last !== undefined && this.#open !== this.#first;
  }

  get found(): PastPosition | undefined {
    return this.#open;
  }

  /** The line that is found as far as is known. */
  get #open(): LineRun | undefined {
    const [later, last] = [this.#later, this.#last];
    if (later === undefined || last === undefined) return last ?? later;
    return this.#goesOn(last, later) ? last : later;
  }

  /** Whether what runs next is still the line that ran. */
  #goesOn({ place, call }: LineRun, next: LineRun): boolean {
    return next.call === call && (this.#isLine(next.place, place) || isCallerOf(next.place, place));
  }

  #isLine(one: CodePlace, other: CodePlace): boolean {
    const isLine = one.line === other.line && one.file === other.file;
    const isColumn = this.granularity === 'line' || one.column === other.column;
    return isLine && isColumn && `${one.chain}` === `${other.chain}`;
  }
}

/** Whether a line is the one whose inlined call has run: the optimizer mixes both, and the line has begun before. */
function isCallerOf({ chain, line }: CodePlace, inner: CodePlace): boolean {
  const call = inner.chain[chain.length];
  return call?.includes(` at ${line}:`) === true && chain.every((it, at) => it === inner.chain[at]);
}

/** Whether a line of a call is one that a person stands at. */
function isOf(
  { chain, takesForeign }: Level,
  { isStatement, isOwn, line, chain: other }: CodePlace,
  reach: Reach,
): boolean {
  if (!isStatement || !(isOwn || (takesForeign && line > 0))) return false;
  const most = reach === 'own' ? chain.length : chain.length - 1;
  return other.length <= most && other.every((it, at) => it === chain[at]);
}

function codeOf(module: Module, start: number): number[] {
  const addresses: number[] = [];
  for (const { low, high } of functionCodeAt(module, start)?.pieces ?? []) {
    for (let at = low; at < high; at += module.placeAt(at).length) addresses.push(at);
  }
  return addresses;
}

/** Where a line of the author's may begin, be it with a call that was inlined. */
function statementsOf({ info, isOwnFile }: Module): number[] {
  const own = info.files().filter(isOwnFile);
  return own.flatMap(file => info.codeOf(file).map(it => it.address));
}

function sp({ machine }: Target): number {
  return (machine.registers[SP] ?? 0) >>> 0;
}

/** Of the innermost frame; undefined where no rule gives it. */
function cfaOf(target: Target): number | undefined {
  const innermost = unwind(target.machine, hartStanding(target, false)).next();
  return innermost.done === true ? undefined : innermost.value.cfa;
}
