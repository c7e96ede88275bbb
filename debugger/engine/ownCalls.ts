/** The calls of the author's functions that one call of a contract has made, seen when it runs again. */

import type { Task } from '../chain/run';
import type { Module } from './module';
import { isForeign } from './ownCode';
import { hereAt } from './paths';
import { returnedFrom } from './returned';
import type { Target } from './target';

export interface OwnCall {
  /** The function's first instruction. */
  readonly start: number;
  /** The author's function that runs it, through others' or not; undefined for the first. */
  readonly outer: OwnCall | undefined;
  /** Calls of the author's that have begun in it, in their order. */
  readonly inner: OwnCall[];
  /** Position at its first instruction. */
  readonly begin: number;
  /** Position at which it has returned; undefined where it has not. */
  end: number | undefined;
  /** It has returned an error. */
  hasFailed: boolean;
  /** Position at which its last `?` has given an error on; undefined where none has. */
  givesOn: number | undefined;
  /** What ra, sp and a0 were there. */
  readonly returnAddress: number;
  readonly sp: number;
  readonly a0: number;
}

const RA = 1;
const SP = 2;
const A0 = 10;

/** Whoever calls more often is not waited for. */
const MOST_CALLS = 100_000;

/** What `?` does with an error. [core::ops::FromResidual] */
const FROM_RESIDUAL = /::from_residual$/;

/** Types that errors are returned in: `Result` of core, and those of clibc for the end of a call. */
const FALLIBLE = /^(?:Result|Outcome)\b/;
const ERROR = /^(?:Err\(|Reverted\b|Result \{ success: false\b)/;

/** @returns the calls that none of the author's has made; none where it would take too long to see them */
export function ownCallsOf(target: Target, task: Task, module: Module): readonly OwnCall[] {
  const seen = new OwnCalls(target, task, module);
  if (!seen.knowsFunctions) return [];
  const isWhole = target.history.replay(0, seen.addresses(), () => seen.visit());
  return isWhole && seen.hasBegun ? seen.outermost : [];
}

class OwnCalls {
  readonly outermost: OwnCall[] = [];
  /** Its beginning is kept: who has changed something by hand in the middle of it has made another past. */
  hasBegun = false;
  readonly #starts: ReadonlySet<number>;
  readonly #questions: ReadonlySet<number>;
  /** Functions that may return an error, as far as they have been seen to return. */
  readonly #areFallible = new Map<number, boolean>();
  #running: OwnCall | undefined;
  #count = 0;

  constructor(
    private readonly target: Target,
    private readonly task: Task,
    private readonly module: Module,
  ) {
    const functionAt = (start: number) => module.framesAt(start).at(-1);
    const isOwn = ({ file = '' } = {}): boolean => file !== '' && !isForeign(file);
    const starts = module.functionStarts();
    this.#starts = new Set(starts.filter(it => isOwn(functionAt(it))));
    this.#questions = new Set(starts.filter(it => FROM_RESIDUAL.test(functionAt(it)?.name ?? '')));
  }

  get knowsFunctions(): boolean {
    return this.#starts.size > 0;
  }

  addresses(): Iterable<number> {
    return [this.module.entry ?? 0, ...this.#starts, ...this.#questions];
  }

  visit(): readonly number[] | 'enough' {
    const { machine, runningTask } = this.target;
    if (runningTask?.id !== this.task.id) return [];
    const { pc } = machine;
    if (pc === this.module.entry) this.hasBegun = true;
    this.#return(pc);
    if (this.#questions.has(pc)) this.#question();
    return this.#starts.has(pc) ? this.#enter(pc) : [];
  }

  #enter(start: number): readonly number[] | 'enough' {
    if (++this.#count > MOST_CALLS) return 'enough';
    const outer = this.#running;
    const call = {
      ...{ start, outer, inner: [], begin: this.target.machine.position, end: undefined },
      ...{ hasFailed: false, givesOn: undefined },
      ...{ returnAddress: this.#register(RA), sp: this.#register(SP), a0: this.#register(A0) },
    };
    (outer?.inner ?? this.outermost).push(call);
    this.#running = call;
    return [call.returnAddress];
  }

  /** Of a function that has not made its caller's last call nobody sees the return. */
  #return(pc: number): void {
    const sp = this.#register(SP);
    for (let it = this.#running; it !== undefined && it.sp <= sp; it = it.outer) {
      if (it.returnAddress !== pc || it.sp !== sp) continue;
      it.end = this.target.machine.position;
      it.hasFailed = this.#hasFailed(it);
      this.#running = it.outer;
    }
  }

  #question(): void {
    const { machine } = this.target;
    const call = this.#running;
    const caller = this.module.framesAt(this.#register(RA) - 1).at(-1);
    if (call !== undefined && caller?.lowPc === call.start) call.givesOn = machine.position;
  }

  #hasFailed({ start, a0 }: OwnCall): boolean {
    if (this.#areFallible.get(start) === false) return false;
    const returned = returnedFrom(
      this.target,
      { module: this.module, pc: start, a0 },
      hereAt(this.target),
    );
    const isFallible = returned !== undefined && FALLIBLE.test(returned.value.type);
    this.#areFallible.set(start, isFallible);
    return isFallible && ERROR.test(returned.value.text);
  }

  #register(number: number): number {
    return (this.target.machine.registers[number] ?? 0) >>> 0;
  }
}
