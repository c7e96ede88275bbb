/** What the adapter asks of the machine it runs on: a process has files and cargo, a browser has neither. */

import type { EngineServices } from '../engine/services';

export interface AdapterServices extends EngineServices {
  /** @param path a kernel ELF; undefined: the one that comes with the adapter */
  readKernel(path: string | undefined): Promise<Uint8Array>;
}
