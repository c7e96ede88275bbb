/** A frame as DAP's, with its name as the client wants it. [DAP StackFrame, StackFrameFormat] */

import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import type { FrameView } from '../engine/views';
import { formatMemoryReference } from '../shared/memoryReference';
import { toSource } from './dapSource';
import type { StoppedFrame } from './frameNumbers';
import type { Session } from './session';
import { inHex } from './valueFormat';

export function toStackFrame(
  session: Session,
  frame: StoppedFrame,
  format: Dap.StackFrameFormat | undefined,
): Dap.StackFrame {
  const { id, view } = frame;
  const { source } = view;
  const hasCode = view.kind === 'contract' || view.kind === 'kernel';
  const hint = !hasCode ? 'label' : source?.deemphasize === true ? 'subtle' : undefined;
  return {
    id,
    name: format === undefined ? view.name : nameOf(frame, format),
    ...(placeOf(session, view) ?? (hasCode ? listedPlace(session, frame) : undefined) ?? NOWHERE),
    ...(hasCode ? { instructionPointerReference: codeReference(frame) } : {}),
    ...(view.module === undefined ? {} : { moduleId: view.module }),
    ...(hint === undefined ? {} : { presentationHint: hint }),
    // Clients take a frame that says nothing of it for one that can be.
    ...(view.canRestart === true ? {} : { canRestart: false }),
  };
}

type Place = Pick<Dap.StackFrame, 'line' | 'column' | 'source'>;

/** What has no place has no line either. [DAP StackFrame] */
const NOWHERE: Place = { line: 0, column: 0 };

function placeOf(session: Session, { source, line, column }: FrameView): Place | undefined {
  if (source === undefined) return undefined;
  return {
    line: session.client.lineToClient(line),
    // A line table may know no column: the line's first then, for clients take no number below their first.
    column: session.client.columnToClient(Math.max(column, 1)),
    source: toSource(session, source, line),
  };
}

/** Code without source is shown as what it is, its machine code, where nobody looks for it unasked. */
function listedPlace(session: Session, { engine, view }: StoppedFrame): Place | undefined {
  const listing = engine.codeListing(view.id);
  if (listing === undefined) return undefined;
  const { id, name, line } = listing;
  const sourceReference = session.sources.listingReference(id, () => listing.text());
  return {
    line: session.client.lineToClient(line),
    column: session.client.columnToClient(1),
    source: { name, sourceReference, origin: 'disassembly', presentationHint: 'deemphasize' },
  };
}

/** Of the program that runs as its address alone, which is what rows of a disassembly have. */
function codeReference({ engine, view }: StoppedFrame): string {
  const { pc, space } = view;
  return formatMemoryReference(pc, space === engine.currentSpace ? undefined : space);
}

/** `erc20!transfer(to: Address = 0x…, amount: u64 = 5) line 42`, as much of it as the format wants. */
function nameOf(frame: StoppedFrame, format: Dap.StackFrameFormat): string {
  const { view } = frame;
  if (view.kind === 'label' || view.kind === 'transaction') return view.name;
  const module = wants(format, 'module') ? moduleName(frame) : undefined;
  const parameters = wants(format, 'parameters') ? `(${parametersOf(frame, format)})` : '';
  const line = wants(format, 'line') && view.line > 0 ? ` line ${view.line}` : '';
  return `${module === undefined ? '' : `${module}!`}${view.name}${parameters}${line}`;
}

/** `includeAll` is all frames, which we send anyway. */
function wants(format: Dap.StackFrameFormat, part: keyof Dap.StackFrameFormat): boolean {
  return format[part] === true;
}

function moduleName({ engine, view }: StoppedFrame): string | undefined {
  return engine.modules().find(it => it.id === view.module)?.name;
}

/** Types and names are shown unless only others are asked for. */
function parametersOf({ engine, view }: StoppedFrame, format: Dap.StackFrameFormat): string {
  const { parameterTypes, parameterNames, parameterValues } = format;
  return engine
    .parameters(view.id)
    .map(row => {
      const value = format.hex === true ? inHex(row.value, row.type) : row.value;
      const type = parameterTypes === true ? row.type : undefined;
      const name = parameterNames === true ? row.name : undefined;
      const shown = [name, type].filter(it => it !== undefined).join(': ');
      if (parameterValues !== true) return shown === '' ? row.name : shown;
      return shown === '' ? value : `${shown} = ${value}`;
    })
    .join(', ');
}
