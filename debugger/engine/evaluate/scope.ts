/** Where an expression is evaluated. */

import type { FrameContext } from '../../dwarf/values';
import type { Frame } from '../frame';
import { frameContext } from '../inspect/locals';
import type { Target } from '../target';
import type { Operand } from './operand';

/** What an expression can reach. A machine without a chain has no accounts, storage or receipts. */
export type Surroundings = Pick<Target, 'machine' | 'kernel' | 'runningModule'> & {
  readonly run?: Target['run'];
};

/** Names that an occasion brings with it, such as `old` and `new` of a data breakpoint. */
export type Bindings = ReadonlyMap<string, Operand>;

export interface Scope {
  readonly target: Surroundings;
  /** Without one: where the hart stands, and no variables. */
  readonly frame: Frame | undefined;
  readonly bindings?: Bindings;
}

export function hasChain(target: Surroundings): target is Target {
  return target.run !== undefined;
}

/** For values that no variable holds: what a pointer out of nowhere points at. */
export function valueContext({ target, frame }: Scope): FrameContext {
  const module = frame === undefined ? target.runningModule : frame.module;
  return (module ?? target.kernel).info.valueContext(frameContext(target, frame));
}
