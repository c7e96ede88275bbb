/** Exception filters with conditions. [DAP setExceptionBreakpoints] */

import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import type { Handler } from '../handler';
import type { Breakpoints } from './breakpoints';
import { guardOf } from './breakpoints';

/** A filter we do not know is answered as not verified, in its place; the others still hold. */
export const setExceptionBreakpoints: Handler<Dap.SetExceptionBreakpointsArguments, Breakpoints> = (
  session,
  args,
) => {
  const wanted = [
    ...args.filters.map(id => ({ id })),
    ...(args.filterOptions ?? []).map(it => ({ id: it.filterId, ...guardOf(it) })),
  ];
  return { breakpoints: session.engine.setExceptionFilters(wanted) };
};
