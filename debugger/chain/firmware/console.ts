/** The debug console extension: what the kernel prints. [SBI §12] There is no input: it could not be deterministic. */

import { EID_DBCN } from '../abi.generated';
import type { FirmwareContext } from './context';
import type { Answer, FirmwareExtension } from './sbi';
import { SBI, copyIn, refused, returned } from './sbi';

const NEWLINE = 0x0a;

export const consoleExtension: FirmwareExtension<FirmwareContext> = {
  eid: EID_DBCN,
  name: 'DBCN',
  functions: [
    {
      fid: 0,
      name: 'CONSOLE_WRITE',
      call: (context, [length, paddr, paddrHigh]) => {
        if (paddrHigh !== 0) return refused(SBI.ERR_INVALID_PARAM);
        const bytes = copyIn(context.memory, paddr, length);
        return bytes === undefined ? refused(SBI.ERR_INVALID_PARAM) : print(context, bytes);
      },
    },
    { fid: 1, name: 'CONSOLE_READ', call: () => returned(0) },
    {
      fid: 2,
      name: 'CONSOLE_WRITE_BYTE',
      call: (context, [byte]) => print(context, Uint8Array.of(byte)),
    },
  ],
};

const decoder = new TextDecoder();

/** Shows whole lines, so that a character is never cut in two. */
function print({ state, observer }: FirmwareContext, bytes: Uint8Array): Answer {
  const { consoleTail: tail } = state;
  const pending = new Uint8Array(tail.length + bytes.length);
  pending.set(tail);
  pending.set(bytes, tail.length);
  const end = pending.lastIndexOf(NEWLINE) + 1;
  state.consoleTail = Array.from(pending.subarray(end));
  if (observer.console === undefined) return returned(bytes.length);
  const lines = decoder.decode(pending.subarray(0, end));
  for (const line of lines.match(/[^\n]*\n/g) ?? []) observer.console(line);
  return returned(bytes.length);
}
