/** Arguments and local variables, as the debug information of the frame's function gives them. */

import type { ScopeProvider } from './scopeProvider';
import { isCode } from './scopeProvider';

export const localsScope: ScopeProvider = {
  name: 'Locals',
  presentationHint: 'locals',
  hasMeaning: isCode,
  variables: frame => frame.engine.locals(frame.view.id),
};
