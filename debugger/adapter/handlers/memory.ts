/** Memory and machine code, in the address space that a reference names or else in the current one. [DAP readMemory, writeMemory, disassemble] */

import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { hex32 } from '../../shared/hex';
import type { MemoryPlace } from '../../shared/memoryReference';
import { parseMemoryReference } from '../../shared/memoryReference';
import { fromBase64, toBase64 } from '../base64';
import type { Handler } from '../handler';
import { RequestError } from '../requestError';
import type { InstructionView } from '../../engine/views';
import type { Session } from '../session';
import { inSlices } from '../slices';
import { toSource } from '../dapSource';

/** More than any view shows; a larger wish is a mistake or an attack. */
const MAX_BYTES = 16 * 1024 * 1024;
const MAX_INSTRUCTIONS = 100_000;

/** Unreadable bytes are counted, never invented: a zero in the view is a zero in the guest. */
export const readMemory: Handler<Dap.ReadMemoryArguments, Dap.ReadMemoryResponse['body']> = (
  session,
  args,
) => {
  const { address, space } = placeOf(args);
  const count = limited(args.count, MAX_BYTES, 'bytes');
  const bytes = session.engine.readMemory(address, count, space);
  if (session.client.hearsMemory) {
    session.memory.read(args.memoryReference, args.offset ?? 0, count, bytes);
  }
  return { address: hex32(address), data: toBase64(bytes), unreadableBytes: count - bytes.length };
};

export const writeMemory: Handler<Dap.WriteMemoryArguments, Dap.WriteMemoryResponse['body']> = (
  session,
  args,
) => {
  const offset = args.offset ?? 0;
  const { address, space } = placeOf(args);
  const bytes = fromBase64(args.data);
  const before = session.engine.readMemory(address, bytes.length, space);
  if (before.length < bytes.length && args.allowPartial !== true) {
    throw new RequestError(
      `only ${before.length} of ${bytes.length} bytes at ${hex32(address)} are mapped`,
    );
  }
  // Whoever writes knows the place, read or not.
  if (session.client.hearsMemory) {
    session.memory.read(args.memoryReference, offset, bytes.length, before);
  }
  const bytesWritten = session.engine.writeMemory(address, bytes, space);
  session.stateChanged();
  return { offset, bytesWritten };
};

type Disassembly = Dap.DisassembleResponse['body'];

export const disassemble: Handler<Dap.DisassembleArguments, Disassembly> = (
  session,
  args,
  call,
) => {
  const { address, space } = placeOf(args);
  const count = limited(args.instructionCount, MAX_INSTRUCTIONS, 'instructions');
  const rows = session.engine.disassembly(address, args.instructionOffset ?? 0, count, space);
  const made = inSlices(session, call, instructionsOf(session, args, rows));
  return made instanceof Promise ? made.then(withRows) : withRows(made);
};

const withRows = (instructions: Dap.DisassembledInstruction[]): Disassembly => ({ instructions });

function* instructionsOf(
  session: Session,
  { resolveSymbols }: Dap.DisassembleArguments,
  rows: Iterable<InstructionView>,
): Generator<Dap.DisassembledInstruction> {
  let last: InstructionView | undefined;
  for (const row of rows) {
    const { source, line = 0 } = row;
    // The protocol wants a place only where it changes.
    const isNewPlace =
      source !== undefined && (source.path !== last?.source?.path || line !== (last.line ?? 0));
    last = row;
    const instruction: Dap.DisassembledInstruction = {
      address: hex32(row.address),
      instructionBytes: row.bytes,
      instruction: row.text,
    };
    if (resolveSymbols !== false && row.symbol !== undefined) instruction.symbol = row.symbol;
    if (isNewPlace) {
      instruction.location = toSource(session, source, line);
      instruction.line = session.client.lineToClient(row.line ?? 1);
    }
    if (row.isInvalid) instruction.presentationHint = 'invalid';
    yield instruction;
  }
}

/** The address alone: what is set at it is set in every program that has it. */
export function parseReference(reference: string): number {
  return readReference(reference).address;
}

/** Where a request wants to look: an offset in bytes from a reference. */
function placeOf(args: { memoryReference: string; offset?: number }): MemoryPlace {
  const { address, space } = readReference(args.memoryReference);
  return { address: inside(address + (args.offset ?? 0)), space };
}

/** @throws RequestError instead of beginning again at the other end of memory */
export function inside(address: number): number {
  if (address >= 0 && address < 2 ** 32) return address;
  const sign = address < 0 ? '-' : '';
  throw new RequestError(
    `${sign}0x${Math.abs(address).toString(16)} is no address: memory goes from 0 to 0xffffffff`,
  );
}

function readReference(reference: string): MemoryPlace {
  const place = parseMemoryReference(reference);
  if (place === undefined) throw new RequestError(`not a memory reference: ${reference}`);
  return place;
}

function limited(count: number, most: number, what: string): number {
  if (!Number.isInteger(count) || count < 0 || count > most) {
    throw new RequestError(`${count} ${what} cannot be read at once (at most ${most})`);
  }
  return count;
}
