/** Where a line of source began to run, the last time before some position. */

import { positionOf } from '../checkpoints';
import type { CodePlace } from '../codePlace';
import { bodyOf } from '../authorBody';
import { instructionsOf } from '../functionCode';
import type { Module } from '../module';
import { hartStanding } from '../standing';
import type { Target } from '../target';
import { unwind } from '../unwinding';
import type { Level } from './levels';
import type { PastPosition } from './lineSearch';
import { LineSearch } from './lineSearch';
import type { Repetition } from './repetition';
import type { Sliced } from './sliced';

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
    const search = new LineSearch(this.granularity);
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
    const body = instructionsOf(module, start).filter(it => accepts(module.placeAt(it)));
    const lines = new Set(body.filter(it => !this.#isPrologue(module, it)));
    const addresses = new Set([start, ...lines]);
    const search = new LineSearch(this.granularity);
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
