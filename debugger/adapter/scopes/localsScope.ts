/** What the last step returned from, then arguments and local variables, as the debug information of the frame's function gives them. */

import type { ScopeProvider } from './scopeProvider';
import { isCode } from './scopeProvider';

export const localsScope: ScopeProvider = {
  name: 'Locals',
  presentationHint: 'locals',
  hasMeaning: isCode,
  variables: ({ engine, view }) => [...engine.returned(view.id), ...engine.locals(view.id)],
};
