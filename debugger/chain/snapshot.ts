/** A whole chain run at one position: the machine, what the firmware remembers, the state, and what has come of it. */

import type { MachineSnapshot } from '../vm/machine';
import type { FirmwareState } from './firmware/firmwareState';
import type { Receipt } from './receipt';
import type { ChainState } from './state';

/** Immutable; taken and restored by ChainRun. */
export interface ChainSnapshot {
  readonly machine: MachineSnapshot;
  readonly firmware: FirmwareState;
  readonly state: ChainState;
  readonly receipts: readonly Receipt[];
  readonly ended: 'complete' | 'kernelDied' | undefined;
  readonly epitaph: string | undefined;
}
