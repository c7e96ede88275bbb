/** What a step asks of the machine. */

import type { Task } from '../chain/run';
import type { Module } from './module';
import type { Returned } from './returned';

/** An address in one activation, or in a program whoever activates it. */
export interface Stop {
  readonly address: number;
  readonly module: Module | undefined;
  /** Absent: any activation. `undefined` is the kernel's own. */
  readonly task?: Task | undefined;
  /** A stack pointer below this belongs to a deeper call of the same code. */
  readonly minSp?: number;
}

/** At full speed to the first of the stops. */
export interface RunMove {
  readonly kind: 'run';
  readonly stops: readonly Stop[];
}

/** At full speed until the task is in U-mode again. */
export interface Reentry {
  readonly kind: 'reenter';
  /** undefined: whichever comes next. */
  readonly task: Task | undefined;
}

export type Move =
  | { readonly kind: 'step' }
  | RunMove
  | Reentry
  /** The step has arrived. */
  | { readonly kind: 'done' }
  /** There is no step: on to the next breakpoint. */
  | { readonly kind: 'free' };

export const STEP: Move = { kind: 'step' };
export const DONE: Move = { kind: 'done' };
export const FREE: Move = { kind: 'free' };
/** Until the activation ends, and the plan is told so. */
export const TO_THE_END: Move = { kind: 'run', stops: [] };
/** The first instruction of the next transaction's contract. */
export const TO_NEXT_TRANSACTION: Move = { kind: 'reenter', task: undefined };

/** A step as a sequence of moves. */
export interface Plan {
  /** What has been returned while the step was under way, in its order. */
  readonly returned: readonly Returned[];
  /** Asked for at the start, and whenever the last move is made. */
  next(): Move;
  /** An activation has ended, and the kernel runs: the move to make instead of the one that was being made. */
  taskEnded(task: Task): Move | undefined;
}
