/** Statics of the frame's program: the author's own first. */

import type { ScopeProvider } from './scopeProvider';
import { isCode } from './scopeProvider';

export const staticsScope: ScopeProvider = {
  name: 'Statics',
  // All of a program's debug information is read for them.
  expensive: true,
  hasMeaning: isCode,
  variables: frame => frame.engine.statics(frame.view.id),
};
