/** What somebody has to do who has built a program with debug information that lies elsewhere. */

import type { DebugInfo } from '../dwarf/debugInfo';

/** A sentence; undefined where all that the compiler has said is in the program. */
export function missingDebugFiles(info: Pick<DebugInfo, 'splitFiles'>): string | undefined {
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
