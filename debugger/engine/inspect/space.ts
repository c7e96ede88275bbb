/** The address space in which what a frame shows has its addresses. */

import type { Frame } from '../frame';
import type { Target } from '../target';

/** A frame that stands for something between programs has none of its own: the hart's. */
export function spaceOf({ machine }: Pick<Target, 'machine'>, frame: Frame | undefined): number {
  return frame === undefined || !hasCode(frame) ? machine.satp : frame.satp;
}

export function hasCode({ kind }: Pick<Frame, 'kind'>): boolean {
  return kind === 'contract' || kind === 'kernel';
}
