/** What the adapter asks of the machine it runs on: a process has files and cargo, a browser has neither. */

import type { EngineServices } from '../engine/services';

export interface AdapterServices extends EngineServices {
  /** When a file was last changed, in milliseconds since 1970; undefined where nobody knows. */
  modifiedAt?(path: string): Promise<number | undefined>;
  /** @param path a kernel ELF; undefined: the one that comes with the adapter */
  readKernel(path: string | undefined): Promise<Uint8Array>;
}
