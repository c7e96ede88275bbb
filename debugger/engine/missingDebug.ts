/** What somebody has to do who has built a program with less debug information than there is to show. */

import type { DebugInfo } from '../dwarf/debugInfo';
import { isForeign } from './ownCode';

/** A sentence; undefined where there is nothing to say. */
export function missingDebug(
  info: Pick<DebugInfo, 'splitFiles' | 'describesVariables'>,
): string | undefined {
  return missingDebugFiles(info) ?? missingVariables(info);
}

/** As rustc's debuginfo=1 and line-tables-only do. Where the author's code has none at all, breakpoints say so. */
function missingVariables(info: Pick<DebugInfo, 'describesVariables'>): string | undefined {
  return info.describesVariables(it => !isForeign(it)) === false
    ? 'its variables are not described, only its lines: build with debug = 2 in the profile, or -C debuginfo=2'
    : undefined;
}

/** A sentence; undefined where all that the compiler has said is in the program. */
function missingDebugFiles(info: Pick<DebugInfo, 'splitFiles'>): string | undefined {
  const files = info.splitFiles();
  const [first] = files;
  if (first === undefined) return undefined;
  const where =
    files.length === 1
      ? `${first}, which is not read`
      : `${first} and ${files.length - 1} more files, which are not read`;
  return (
    `its functions and variables are described in ${where}: ` +
    'build without -gsplit-dwarf, or with split-debuginfo = "off"'
  );
}
