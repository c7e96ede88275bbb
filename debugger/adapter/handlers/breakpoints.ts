/** Breakpoints of every kind. Each request replaces all of its kind, as the protocol says. [DAP setBreakpoints] */

import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import type { BreakpointView } from '../../engine/views';
import { hex32 } from '../../shared/hex';
import { exceptionFilters } from '../capabilities';
import type { Handler } from '../handler';
import { RequestError } from '../requestError';
import type { Session } from '../session';
import { parseReference } from './memory';

interface Breakpoints {
  breakpoints: Dap.Breakpoint[];
}

export const setBreakpoints: Handler<Dap.SetBreakpointsArguments, Breakpoints> = (
  session,
  args,
) => {
  const path = pathOf(session, args.source);
  const wanted = (args.breakpoints ?? []).map(it => ({
    line: session.client.lineFromClient(it.line),
    ...(it.column === undefined ? {} : { column: session.client.columnFromClient(it.column) }),
  }));
  const placed = session.engine.setSourceBreakpoints(path, wanted);
  return { breakpoints: placed.map(it => ({ ...toBreakpoint(session, it), source: args.source })) };
};

export const setFunctionBreakpoints: Handler<Dap.SetFunctionBreakpointsArguments, Breakpoints> = (
  session,
  args,
) => {
  const placed = session.engine.setFunctionBreakpoints(args.breakpoints.map(it => it.name));
  return { breakpoints: placed.map(it => toBreakpoint(session, it)) };
};

export const setInstructionBreakpoints: Handler<
  Dap.SetInstructionBreakpointsArguments,
  Breakpoints
> = (session, args) => {
  const addresses = args.breakpoints.map(
    it => (parseReference(it.instructionReference) + (it.offset ?? 0)) >>> 0,
  );
  const placed = session.engine.setInstructionBreakpoints(addresses);
  return { breakpoints: placed.map(it => toBreakpoint(session, it)) };
};

/** A filter we do not know is answered as not verified, in its place; the others still hold. */
export const setExceptionBreakpoints: Handler<Dap.SetExceptionBreakpointsArguments, Breakpoints> = (
  session,
  args,
) => {
  const known = new Set(exceptionFilters.map(it => it.filter));
  session.engine.setExceptionFilters(args.filters.filter(it => known.has(it)));
  return {
    breakpoints: args.filters.map(it =>
      known.has(it)
        ? { verified: true }
        : { verified: false, message: `no such exception filter: ${it}` },
    ),
  };
};

export const breakpointLocations: Handler<
  Dap.BreakpointLocationsArguments,
  Dap.BreakpointLocationsResponse['body']
> = (session, args) => {
  const { client } = session;
  const path = pathOf(session, args.source);
  const first = client.lineFromClient(args.line);
  const last = args.endLine === undefined ? first : client.lineFromClient(args.endLine);
  const places = session.engine.breakpointLocations(path, first, last);
  return {
    breakpoints: places.map(it => ({
      line: client.lineToClient(it.line),
      column: client.columnToClient(it.column),
    })),
  };
};

export function toBreakpoint(session: Session, it: BreakpointView): Dap.Breakpoint {
  return {
    id: it.id,
    verified: it.verified,
    ...(it.line === undefined ? {} : { line: session.client.lineToClient(it.line) }),
    ...(it.column === undefined ? {} : { column: session.client.columnToClient(it.column) }),
    ...(it.message === undefined ? {} : { message: it.message }),
    ...(it.address === undefined ? {} : { instructionReference: hex32(it.address) }),
  };
}

function pathOf(session: Session, source: Dap.Source): string {
  const reference = source.sourceReference ?? 0;
  if (reference > 0) return session.sources.path(reference);
  if (source.path === undefined) throw new RequestError('the source has no path');
  return session.client.pathFromClient(source.path);
}
