/** Data breakpoints: on variables, memory, registers and storage. [DAP dataBreakpointInfo, setDataBreakpoints] */

import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import type { DataRequest } from '../../engine/stops/data/dataInfo';
import type { DataInfoView } from '../../engine/views';
import type { Handler } from '../handler';
import type { Session } from '../session';
import { RequestError } from '../requestError';
import type { Breakpoints } from './breakpoints';
import { rowNamed } from '../variableStore';
import { guardOf, toBreakpoint } from './breakpoints';

/** Bytes at an address that is given alone. */
const WORD_BYTES = 4;

type Info = Dap.DataBreakpointInfoResponse['body'];

export const dataBreakpointInfo: Handler<Dap.DataBreakpointInfoArguments, Info> = (
  session,
  args,
) => {
  const request = requestOf(session, args);
  return infoOf('problem' in request ? request : session.engine.dataInfo(request));
};

function infoOf(info: DataInfoView): Info {
  if ('problem' in info) return { dataId: null, description: info.problem };
  const { dataId, description, accessTypes, canPersist } = info;
  return { dataId, description, accessTypes: [...accessTypes], canPersist };
}

export const setDataBreakpoints: Handler<Dap.SetDataBreakpointsArguments, Breakpoints> = (
  session,
  args,
) => {
  const wanted = args.breakpoints.map(it => ({
    dataId: it.dataId,
    ...(it.accessType !== undefined && { accessType: it.accessType }),
    ...guardOf(it),
  }));
  const placed = session.engine.setDataBreakpoints(wanted);
  return { breakpoints: placed.map(it => toBreakpoint(session, it)) };
};

function requestOf(
  session: Session,
  { variablesReference, name, frameId, bytes, asAddress }: Dap.DataBreakpointInfoArguments,
): DataRequest | { readonly problem: string } {
  const size = bytes === undefined ? {} : { bytes };
  if (variablesReference !== undefined && variablesReference > 0) {
    const container = session.variables.get(variablesReference);
    const { frame } = container;
    const row = rowNamed(container, name);
    if (row === undefined) throw new RequestError(`there is no ${name} among these variables`);
    const { evaluateName: expression } = row;
    if (expression === undefined) {
      return { problem: `${name} has no expression that stands for it: it cannot be watched.` };
    }
    return { kind: 'expression', expression, ...size, ...frameOf(frame) };
  }
  const frame = frameId === undefined ? undefined : session.frame(frameId).index;
  if (asAddress !== true)
    return { kind: 'expression', expression: name, ...size, ...frameOf(frame) };
  if (!/^(0x[0-9a-f]{1,8}|\d{1,10})$/i.test(name) || Number(name) >= 2 ** 32) {
    throw new RequestError(`${name} is no address`);
  }
  return { kind: 'address', address: Number(name), bytes: bytes ?? WORD_BYTES, ...frameOf(frame) };
}

function frameOf(frame: number | undefined): { frame?: number } {
  return frame === undefined ? {} : { frame };
}
