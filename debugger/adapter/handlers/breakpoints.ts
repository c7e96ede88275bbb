/** Breakpoints of every kind. Each request replaces all of its kind, as the protocol says. [DAP setBreakpoints] */

import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import type { GuardWish } from '../../engine/stops/guard';
import type { BreakpointView } from '../../engine/views';
import { hex32 } from '../../shared/hex';
import type { Handler } from '../handler';
import { RequestError } from '../requestError';
import type { Session } from '../session';
import { inside, parseReference } from './memory';

export interface Breakpoints {
  breakpoints: Dap.Breakpoint[];
}

type Conditions = Pick<Dap.SourceBreakpoint, 'condition' | 'hitCondition' | 'logMessage' | 'mode'>;

/** What a breakpoint asks once it is reached, as far as its kind has that. */
export function guardOf({ condition, hitCondition, logMessage, mode }: Conditions): GuardWish {
  return {
    ...(isSaid(condition) && { condition }),
    ...(isSaid(hitCondition) && { hitCondition }),
    ...(isSaid(logMessage) && { logMessage }),
    ...(isSaid(mode) && { mode }),
  };
}

/** Editors that ask for a condition in a line of input send what was left empty, too. */
function isSaid(text: string | undefined): text is string {
  return text !== undefined && text.trim() !== '';
}

export const setBreakpoints: Handler<Dap.SetBreakpointsArguments, Breakpoints> = (
  session,
  args,
) => {
  const path = pathOf(session, args.source);
  // Older clients know their lines alone.
  const given = args.breakpoints ?? args.lines?.map(line => ({ line })) ?? [];
  const wanted = given.map((it: Dap.SourceBreakpoint) => ({
    line: session.client.lineFromClient(it.line),
    ...(it.column === undefined ? {} : { column: session.client.columnFromClient(it.column) }),
    ...guardOf(it),
  }));
  session.ownsBreakpointsOf(path);
  const placed = session.engine.setSourceBreakpoints(path, wanted);
  return {
    breakpoints: placed.map((it, at) => ({
      ...toBreakpoint(session, it),
      // One that has no place stays on its line: nvim-dap takes an answer without one for all of the file.
      ...(it.line === undefined ? lineOf(given[at]) : {}),
      source: args.source,
    })),
  };
};

/** As the client has written it. */
function lineOf(given: Dap.SourceBreakpoint | undefined): Pick<Dap.Breakpoint, 'line'> {
  return given === undefined ? {} : { line: given.line };
}

export const setFunctionBreakpoints: Handler<Dap.SetFunctionBreakpointsArguments, Breakpoints> = (
  session,
  args,
) => {
  const placed = session.engine.setFunctionBreakpoints(
    args.breakpoints.map(it => ({ name: it.name, ...guardOf(it) })),
  );
  return { breakpoints: placed.map(it => toBreakpoint(session, it)) };
};

export const setInstructionBreakpoints: Handler<
  Dap.SetInstructionBreakpointsArguments,
  Breakpoints
> = (session, args) => {
  const refused: [at: number, message: string][] = [];
  const wanted = args.breakpoints.flatMap((it, at) => {
    try {
      const address = inside(parseReference(it.instructionReference) + (it.offset ?? 0));
      return { address, ...guardOf(it) };
    } catch (error) {
      if (!(error instanceof RequestError)) throw error;
      refused.push([at, error.message]);
      return [];
    }
  });
  const placed = session.engine.setInstructionBreakpoints(wanted);
  const breakpoints = placed.map(it => toBreakpoint(session, it));
  // One that is nowhere says so, and the others are set.
  for (const [at, message] of refused) {
    breakpoints.splice(at, 0, { verified: false, reason: 'failed', message });
  }
  return { breakpoints };
};

export const breakpointLocations: Handler<
  Dap.BreakpointLocationsArguments,
  Dap.BreakpointLocationsResponse['body']
> = (session, args) => {
  const { client } = session;
  const path = pathOf(session, args.source);
  const first = client.lineFromClient(args.line);
  const last = args.endLine === undefined ? first : client.lineFromClient(args.endLine);
  const start = args.column === undefined ? 0 : client.columnFromClient(args.column);
  const end = args.endColumn === undefined ? Infinity : client.columnFromClient(args.endColumn);
  // Of the first line only what comes behind one column, of the last what comes before the other.
  const places = session.engine
    .breakpointLocations(path, first, last)
    .filter(it => it.line > first || it.column >= start)
    .filter(it => it.line < last || it.column <= end);
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
