/** What a session is given by the connection that it serves. */

import type { SendEvent } from './events';
import type { KeptMachines } from './keptMachines';
import type { AdapterServices } from './services';

export interface SessionLinks {
  readonly services: AdapterServices;
  /** Where machines outlive their clients; undefined where the adapter ends with its only one. */
  readonly kept?: KeptMachines | undefined;
  readonly send: SendEvent;
  /** Until the client has read enough for more to be told to it; undefined where it has, or needs not. */
  readonly room?: () => Promise<void> | undefined;
  /** The machine could not go on because of a bug of ours. */
  readonly failed: (error: unknown) => void;
  /** The session is over and its client need not be kept. */
  readonly closed: () => void;
}
