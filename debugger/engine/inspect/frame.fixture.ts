/** Frames that say only what a test wants them to. */

import type { Frame } from '../frame';

/** Of the kernel and without debug information, all registers unknown. */
export function sampleFrame(parts: Partial<Frame> = {}): Frame {
  return {
    id: 0,
    kind: 'kernel',
    name: 'sample',
    task: undefined,
    module: undefined,
    satp: 0,
    pc: 0,
    lookupPc: 0,
    cfa: undefined,
    function: undefined,
    depth: 0,
    registers: () => undefined,
    registerPlaces: number => [{ kind: 'hart', number }],
    ...parts,
  };
}
