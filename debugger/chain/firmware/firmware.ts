/** Answers the kernel's SBI calls. The host is the firmware; it never answers a contract. */

import { baseExtension } from './base';
import { chainExtension } from './chainExtension';
import { consoleExtension } from './console';
import type { FirmwareContext } from './context';
import { resetExtension } from './reset';
import type { Answer, FirmwareArguments, FirmwareExtension } from './sbi';
import { SBI, refused } from './sbi';

const platform: readonly FirmwareExtension<FirmwareContext>[] = [
  consoleExtension,
  resetExtension,
  chainExtension,
];

export const extensions: readonly FirmwareExtension<FirmwareContext>[] = [
  baseExtension(eid => platform.some(it => it.eid === eid)),
  ...platform,
];

const byNumber = new Map(
  extensions.map(it => [it.eid, new Map(it.functions.map(row => [row.fid, row]))]),
);

export function answer(
  context: FirmwareContext,
  eid: number,
  fid: number,
  args: FirmwareArguments,
): Answer {
  const row = byNumber.get(eid)?.get(fid);
  return row === undefined ? refused(SBI.ERR_NOT_SUPPORTED) : row.call(context, args);
}
