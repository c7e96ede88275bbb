/** Where a stop's condition is asked: the running frame, found only as far as the condition looks. */

import type { Bindings } from '../evaluate/evaluate';
import { runningFrame } from '../evaluate/evaluate';
import type { Frame } from '../frame';
import type { Target } from '../target';
import type { Names } from './names';
import { bindingsOf, NO_NAMES } from './names';

export class StopScope {
  #frame: Frame | undefined;
  #bindings: Bindings | undefined;

  /** @param isAtTrap as of `hartStanding` */
  constructor(
    readonly target: Target,
    readonly isAtTrap = false,
    readonly names: Names = NO_NAMES,
    /** As of `Match`. */
    private readonly depth?: number,
  ) {}

  /** Whether it is a contract that stands here, or has just trapped. */
  get isContract(): boolean {
    return this.isAtTrap || this.target.isInUserMode;
  }

  get frame(): Frame {
    this.#frame ??= runningFrame(this.target, this.isAtTrap, this.depth);
    return this.#frame;
  }

  get bindings(): Bindings {
    this.#bindings ??= bindingsOf(this.names, this.target.resolved.labels);
    return this.#bindings;
  }

  with(names: Names | undefined, depth?: number): StopScope {
    if (names === undefined && depth === undefined) return this;
    return new StopScope(this.target, this.isAtTrap, names, depth);
  }
}
