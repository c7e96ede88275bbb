/** One frame of the stopped system, with what is needed to look into it. */

import type { ChainSnapshot, Task } from '../chain/run';
import type { FunctionFrame } from '../dwarf/frames';
import type { Module } from './module';
import type { RegisterPlaces } from './registerPlace';
import type { FrameKind } from './views';

export interface Frame {
  /** Its index in the stack, 0 innermost. */
  readonly id: number;
  readonly kind: FrameKind;
  readonly name: string;
  /** Whose activation it is; undefined where none is alive. */
  readonly task: Task | undefined;
  readonly module: Module | undefined;
  /** The address space in which its addresses mean something. */
  readonly satp: number;
  /** The instruction that runs next in this frame. */
  readonly pc: number;
  /** The instruction at which it stands: pc itself, or in a caller the call before it. */
  readonly lookupPc: number;
  /** Canonical frame address; undefined where no rule gives it. */
  readonly cfa: number | undefined;
  /** The logical function; undefined for code without debug information, and for labels. */
  readonly function: FunctionFrame | undefined;
  /** Its index among the logical frames at `lookupPc`, 0 innermost. */
  readonly depth: number;
  /** Of a function that has returned: when it was so. undefined where it is so now. */
  readonly moment?: Moment;
  /** x0 to x31 as far as they are known. */
  registers(number: number): number | undefined;
  /** Where to write x0 to x31 so that the frame goes on with them. */
  registerPlaces(number: number): RegisterPlaces;
}

/** A moment of the past, in which a frame stood somewhere in the stack. */
export interface Moment {
  readonly snapshot: ChainSnapshot;
  /** Its index in the stack, 0 innermost. */
  readonly index: number;
}
