/**
 * A stop that the user has set: a question about a position. Whether a position is one is told by the machine's state
 * there and by nothing else, so that stops can be looked for in both directions. [docs/architecture.md, decision 6]
 * What comes after, counting hits, printing a log, standing still, is the guard's.
 */

import type { ExceptionView, StopReason } from '../views';
import type { Guard } from './guard';
import type { Names } from './names';

/** What makes a position one that was asked for. */
export interface Sighting {
  readonly reason: StopReason;
  /** A few words. */
  readonly description: string;
  /** More, where there is more to say: what has changed, from what to what. */
  readonly text?: string;
  /** What the occasion gives conditions to speak of. */
  readonly names?: Names;
  readonly exception?: ExceptionView;
}

/** A rule that a position meets. */
export interface Match {
  readonly id: number;
  readonly guard: Guard;
  readonly sighting: Sighting;
  /** Which of the logical frames there is meant, 0 innermost; undefined for the one that the stack shows anyway. */
  readonly depth?: number;
}
