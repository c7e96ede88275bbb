/** What the adapter asks of the machine it runs on: a process has files and cargo, a browser has neither. */

import type { EngineServices } from '../engine/services';

export interface AdapterServices extends EngineServices {
  /** When a file was last changed, in milliseconds since 1970; undefined where nobody knows. */
  modifiedAt?(path: string): Promise<number | undefined>;
  /** Does what would otherwise be done while the client waits; it is silent, for some milliseconds at least. */
  makeRoom?(): void;
  /** @param path a kernel ELF; undefined: the one that comes with the adapter */
  readKernel(path: string | undefined): Promise<Uint8Array>;
}
