/**
 * Where an error was made that a contract has returned until nothing was left to return to: by then its stack is gone. The
 * call runs again, and from its end functions that have returned errors are followed to the innermost.
 */

import type { Task } from '../chain/run';
import type { Frame } from './frame';
import { calleeAt } from './callee';
import { instructionsOf } from './functionCode';
import { firstInstruction } from '../vm/isa/guestInstruction';
import type { Module } from './module';
import { isForeign } from './ownCode';
import type { OwnCall } from './ownCalls';
import { ownCallsOf } from './ownCalls';
import { readStack } from './stack';
import { hartStanding } from './standing';
import type { Target } from './target';

/** A function has run a statement of its own. */
interface Statement {
  readonly position: number;
  readonly address: number;
  readonly line: number;
}

/** Somebody waits while the transaction runs again, several times: a second or two. */
const MOST_STEPS = 200_000_000;

/** Of a long loop nobody waits for all of the statements. */
const MOST_STATEMENTS = 200_000;
/** Since the last call, or the last statement that was no end. */
const KEPT = 1000;

const DROP = /^(?:<.*>::)?core::ptr::drop_in_place\b/;

/**
 * The stack as it was when the error was made that a contract ends with, where the machine stands at the end of its call.
 * @returns frames of the contract, innermost first; none where nobody can tell
 */
export function errorOrigin(target: Target): readonly Frame[] {
  const { currentTask: task, history } = target;
  const module = task && target.moduleOf(task);
  if (task === undefined || module === undefined || history.length > MOST_STEPS) return [];
  const outermost = ownCallsOf(target, task, module);
  const search = new OriginSearch(target, task, module);
  const failed = search.innermost(outermost);
  const position = failed && search.positionIn(failed);
  const snapshot = position === undefined ? undefined : history.snapshotAt(position);
  if (snapshot === undefined) return [];
  const stack = history.lookAt(snapshot, () => readStack(target, hartStanding(target, false)));
  const own = stack.findIndex(({ function: it }) => it !== undefined && !isForeign(it.file));
  return stack
    .slice(Math.max(own, 0))
    .filter(it => it.kind === 'contract' && it.task?.id === task.id)
    .map(it => ({ ...it, ...GONE, moment: { snapshot, index: it.id } }));
}

/** What a function had in registers is there in its moment only. */
const GONE = {
  registers: () => undefined,
  registerPlaces: () => ({ reason: 'this function has returned' }),
};

class OriginSearch {
  constructor(
    private readonly target: Target,
    private readonly task: Task,
    private readonly module: Module,
  ) {}

  /** The function whose error has come to the end through all around it. */
  innermost(outermost: readonly OwnCall[]): OwnCall | undefined {
    let found: OwnCall | undefined;
    for (let inner = outermost; ;) {
      // What has not returned is around what has.
      const next = last(inner, it => it.end === undefined || it.hasFailed);
      if (next === undefined || !this.#isGivenOn(next)) return found;
      if (next.end !== undefined) found = next;
      inner = next.inner;
    }
  }

  /** Where the last `?` has given it on, else the last statement that was not there to end what was begun before. */
  positionIn(call: OwnCall): number | undefined {
    const { givesOn, inner, start } = call;
    if (givesOn !== undefined) return givesOn;
    // With others of the author's in it, the optimizer has mixed what ends one with what begins another.
    if (this.#instructions(start).some(it => this.module.placeAt(it).ownDepth > 1))
      return undefined;
    const statements = this.#statements(call, inner.at(-2));
    const made = last(statements, it => !this.#isEnd(call, it)) ?? statements.at(-1);
    return made?.position;
  }

  /** Whether the function around a call that has failed did nothing more than give its error on. */
  #isGivenOn(call: OwnCall): boolean {
    const { outer, begin, end } = call;
    if (outer === undefined || end === undefined) return true;
    if (outer.givesOn !== undefined && outer.givesOn > end) return true;
    const statements = this.#statements(outer, outer.inner[outer.inner.indexOf(call) - 1]);
    const called = last(statements, it => it.position < begin)?.line;
    const after = statements.filter(it => it.position >= end);
    return after.every(it => it.line === called || this.#isEnd(outer, it));
  }

  /** Whether a statement only ends the function or a block: it drops what lived there, and goes on behind it. */
  #isEnd({ start }: OwnCall, { line, address }: Statement): boolean {
    if (this.#returnLines(start).has(line) || this.#drops(address)) return true;
    const { row, rd } = firstInstruction(this.module.codeAt(address, 4)) ?? {};
    return row?.name === 'jal' && rd === 0;
  }

  /** Of a function in one line there is none that only ends it. */
  #returnLines(start: number): Set<number> {
    const { module } = this;
    const first = module.placeAt(start).line;
    const returns = this.#instructions(start).map(it => module.placeAt(it));
    const lines = returns.filter(it => it.kind === 'return').map(it => it.line);
    return new Set(lines.filter(it => it !== first));
  }

  /**
   * Statements of the function itself, the last ones in the order in which they ran; none where they are too many.
   * @param after a call that it has made
   */
  #statements(call: OwnCall, after: OwnCall | undefined): readonly Statement[] {
    const { start, begin, end = Infinity, inner } = call;
    const from = after?.end ?? begin;
    const { module, target } = this;
    let found: Statement[] = [];
    let [next, count] = [0, 0];
    const all = this.#instructions(start).filter(it => module.placeAt(it).isStatement);
    target.history.replay(from, all, () => {
      const { position, pc: address } = target.machine;
      if (position < from || target.runningTask?.id !== this.task.id) return [];
      if (position > end || ++count > MOST_STATEMENTS) return 'enough';
      while ((inner[next]?.end ?? Infinity) <= position) next++;
      const isInner = (inner[next]?.begin ?? Infinity) <= position;
      const { line } = module.placeAt(address);
      if (!isInner && line > 0) found.push({ position, address, line });
      if (found.length > 2 * KEPT) found = found.slice(-KEPT);
      return [];
    });
    return count > MOST_STATEMENTS ? [] : found;
  }

  #instructions(start: number): number[] {
    return instructionsOf(this.module, start);
  }

  /** Whether a statement calls what drops a value, and nothing before that. */
  #drops(address: number): boolean {
    const { module } = this;
    let place = module.placeAt(address);
    let at = address;
    do {
      const callee = place.kind === 'call' ? calleeAt(module, at) : undefined;
      if (callee !== undefined) {
        const name = module.framesAt(callee.offset).at(-1)?.name ?? '';
        return callee.register === undefined && DROP.test(name);
      }
      at += place.length;
      place = module.placeAt(at);
    } while (!place.isStatement && place.kind !== 'return');
    return false;
  }
}

function last<T>(list: readonly T[], isIt: (it: T) => boolean): T | undefined {
  for (let at = list.length - 1; at >= 0; at--) {
    const it = list[at];
    if (it !== undefined && isIt(it)) return it;
  }
  return undefined;
}
