/** The storage of the frame's contract, with what the running transaction has written and not yet committed. */

import type { ScopeProvider } from './scopeProvider';
import { isCode } from './scopeProvider';

export const storageScope: ScopeProvider = {
  name: 'Storage',
  hasMeaning: isCode,
  variables: frame => frame.engine.storage(frame.view.id),
};
