/** How a run of a bundle ended, in words. */

import type { ChainStop } from '../chain/run';

/** @param epitaph why the kernel died */
export function describeStop(stop: ChainStop, epitaph: string | undefined): string {
  switch (stop) {
    case 'complete':
      return 'complete';
    case 'budget':
      return 'given up after the instructions it was allowed';
    case 'kernelDied':
      return `the kernel died: ${epitaph ?? 'it left no word'}`;
    default:
      return `the machine stopped: ${stop}`;
  }
}
