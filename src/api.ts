/** What `activate` returns: the views as they are, for tests in the editor and for other extensions. Read only. */

import type { ViewNode } from './views/node';

export interface AvmApi {
  /** Rows of the State view. */
  state(): readonly ViewNode[];
  /** Rows of the Receipts view. */
  receipts(): readonly ViewNode[];
}
