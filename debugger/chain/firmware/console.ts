/** The debug console extension: what the kernel prints. [SBI §12] There is no input: it could not be deterministic. */

import { EID_DBCN } from '../abi.generated';
import type { FirmwareContext } from './context';
import type { Answer, FirmwareExtension } from './sbi';
import { SBI, lookIn, refused, returned } from './sbi';

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
        const bytes = lookIn(context.memory, paddr, length);
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
  const end = bytes.lastIndexOf(NEWLINE) + 1;
  const rest = end > 0 ? [] : tail.slice();
  for (let at = end; at < bytes.length; at += 1) rest.push(bytes[at] ?? 0);
  state.consoleTail = rest;
  if (end === 0 || observer.console === undefined) return returned(bytes.length);
  const whole = new Uint8Array(tail.length + end);
  whole.set(tail);
  whole.set(bytes.subarray(0, end), tail.length);
  for (const line of decoder.decode(whole).match(/[^\n]*\n/g) ?? []) observer.console(line);
  return returned(bytes.length);
}
