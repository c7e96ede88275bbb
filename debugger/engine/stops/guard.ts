/** What a breakpoint asks once its place is reached: condition, then number of hits; and whether it only prints. */

import { EvaluationError } from '../evaluationError';
import type { Condition } from './condition';
import { compileCondition, compileLog, type Log } from './condition';
import type { HitCondition } from './hitCondition';
import { parseHitCondition } from './hitCondition';
import type { Mode } from './modes';
import { parseMode } from './modes';
import type { StopScope } from './scope';

/** As a client words it. Empty texts are as good as none. */
export interface GuardWish {
  readonly condition?: string;
  readonly hitCondition?: string;
  readonly logMessage?: string;
  readonly mode?: string;
}

/** `trouble`: the condition has no value here, which is a stop too: nobody knows what was meant. */
export type Verdict =
  | { readonly kind: 'pass' }
  | { readonly kind: 'stop' }
  | { readonly kind: 'log'; readonly text: string | undefined }
  | { readonly kind: 'trouble'; readonly text: string; readonly isFirst: boolean };

const PASS: Verdict = { kind: 'pass' };
const STOP: Verdict = { kind: 'stop' };

/** How often breakpoints have been hit, by what each of them is. */
export type HitCounts = ReadonlyMap<string, number>;

export class Guard {
  /** Times that the place was reached and the condition held. */
  hits = 0;
  #isTroubleTold = false;

  private constructor(
    readonly wish: GuardWish,
    readonly mode: Mode,
    private readonly condition: Condition | undefined,
    private readonly hitCondition: HitCondition | undefined,
    private readonly log: Log | undefined,
  ) {}

  /** The guard, or a sentence on what of the wish makes no sense. */
  static create(wish: GuardWish): Guard | string {
    const mode = parseMode(wish.mode);
    if (typeof mode === 'string') return mode;
    const hitCondition = given(wish.hitCondition, parseHitCondition);
    if (typeof hitCondition === 'string') return hitCondition;
    try {
      const condition = given(wish.condition, compileCondition);
      const log = given(wish.logMessage, compileLog);
      return new Guard(wish, mode.mode, condition, hitCondition, log);
    } catch (error) {
      if (error instanceof EvaluationError) return sentenceOf(error);
      throw error;
    }
  }

  judge(scope: StopScope): Verdict {
    if (this.mode === 'contract' && !scope.isContract) return PASS;
    if (this.condition !== undefined) {
      try {
        if (!this.condition.holds(scope)) return PASS;
      } catch (error) {
        if (!(error instanceof EvaluationError)) throw error;
        const isFirst = !this.#isTroubleTold;
        this.#isTroubleTold = true;
        return { kind: 'trouble', text: error.message, isFirst };
      }
    }
    this.hits += 1;
    if (this.hitCondition?.holds(this.hits) === false) return PASS;
    if (this.log !== undefined) return { kind: 'log', text: this.log.text(scope) };
    return this.mode === 'log' ? { kind: 'log', text: undefined } : STOP;
  }
}

/** A breakpoint with its guard, as the lists of breakpoints have it. */
export interface Guarded {
  readonly id: number;
  readonly guard: Guard;
}

export function hitCounts(all: readonly Guarded[]): HitCounts {
  return new Map(all.map(it => [keyOf(it), it.guard.hits]));
}

/** As it was then; what was set later had not been hit. */
export function restoreHits(all: readonly Guarded[], counts: HitCounts): void {
  for (const it of all) it.guard.hits = counts.get(keyOf(it)) ?? 0;
}

/** One that wants something else is another one. */
function keyOf({ id, guard: { wish } }: Guarded): string {
  return [id, wish.condition, wish.hitCondition, wish.logMessage, wish.mode].join('\n');
}

export function isSameWish(a: GuardWish, b: GuardWish): boolean {
  return (
    a.condition === b.condition &&
    a.hitCondition === b.hitCondition &&
    a.logMessage === b.logMessage &&
    a.mode === b.mode
  );
}

/** With the character that is to blame, which a list of breakpoints has no other way to show. */
function sentenceOf({ message, span }: EvaluationError): string {
  return span === undefined ? message : `column ${span.start + 1}: ${message}`;
}

function given<T>(text: string | undefined, read: (text: string) => T): T | undefined {
  return text === undefined || text.trim() === '' ? undefined : read(text);
}
