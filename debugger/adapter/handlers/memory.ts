/** Memory and machine code, in the address space that a reference names or else in the current one. [DAP readMemory, writeMemory, disassemble] */

import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { hex32 } from '../../shared/hex';
import type { MemoryPlace } from '../../shared/memoryReference';
import { parseMemoryReference } from '../../shared/memoryReference';
import { fromBase64, toBase64 } from '../base64';
import type { Handler } from '../handler';
import { RequestError } from '../requestError';
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

export const disassemble: Handler<Dap.DisassembleArguments, Dap.DisassembleResponse['body']> = (
  session,
  args,
) => {
  const { address, space } = placeOf(args);
  const count = limited(args.instructionCount, MAX_INSTRUCTIONS, 'instructions');
  const offset = args.instructionOffset ?? 0;
  const rows = session.engine.disassemble(address, offset, count, space);
  let lastPlace = '';
  const instructions = rows.map((row): Dap.DisassembledInstruction => {
    const place = row.source === undefined ? '' : `${row.source.path}:${row.line ?? 0}`;
    const isNewPlace = place !== '' && place !== lastPlace; // The protocol wants a place only where it changes.
    lastPlace = place;
    return {
      address: hex32(row.address),
      instructionBytes: row.bytes,
      instruction: row.text,
      ...(args.resolveSymbols === false || row.symbol === undefined ? {} : { symbol: row.symbol }),
      ...(isNewPlace && row.source !== undefined
        ? {
            location: toSource(session, row.source),
            line: session.client.lineToClient(row.line ?? 1),
          }
        : {}),
      ...(row.isInvalid ? { presentationHint: 'invalid' as const } : {}),
    };
  });
  return { instructions };
};

/** The address alone: what is set at it is set in every program that has it. */
export function parseReference(reference: string): number {
  return readReference(reference).address;
}

/** Where a request wants to look: an offset in bytes from a reference. */
function placeOf(args: { memoryReference: string; offset?: number }): MemoryPlace {
  const { address, space } = readReference(args.memoryReference);
  return { address: (address + (args.offset ?? 0)) >>> 0, space };
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
