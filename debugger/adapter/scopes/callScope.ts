/** The call that a frame belongs to: contract, caller, input, value and gas. */

import type { ScopeProvider } from './scopeProvider';

export const callScope: ScopeProvider = {
  name: 'Call',
  variables: frame => frame.engine.callInfo(frame.view.id),
};
