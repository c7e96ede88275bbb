/** Which process has a database open. Linux tells; elsewhere nobody does. */

import { readFile, readdir, readlink, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** A command line may be long. */
const MOST_SHOWN = 100;

export interface Holder {
  readonly pid: number;
  /** As it was started; empty where that is not to be known. */
  readonly command: string;
}

/**
 * LevelDB locks the file LOCK as long as it has a folder open. The file must not be opened here: closing it again would
 * unlock what this process itself has locked. [fcntl(2), POSIX record locks]
 */
export async function holderOf(folder: string): Promise<Holder | undefined> {
  const file = await stat(join(folder, 'LOCK')).catch(() => undefined);
  const locks = await readFile('/proc/locks', 'utf8').catch(() => '');
  if (file === undefined) return undefined;
  for (const line of locks.split('\n')) {
    const [, pid, inode] = /POSIX .* WRITE (\d+) [0-9a-f]+:[0-9a-f]+:(\d+) /.exec(line) ?? [];
    if (pid === undefined || Number(inode) !== file.ino) continue;
    if (!(await hasOpen(pid, file))) continue;
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    const words = command.replaceAll('\0', ' ').trim();
    return {
      pid: Number(pid),
      command: words.length > MOST_SHOWN ? `${words.slice(0, MOST_SHOWN)}…` : words,
    };
  }
  return undefined;
}

/** On another disk there may be a file of the same number. */
async function hasOpen(pid: string, { ino, dev }: { ino: number; dev: number }): Promise<boolean> {
  const descriptors = `/proc/${pid}/fd`;
  for (const it of await readdir(descriptors).catch(() => [])) {
    const path = join(descriptors, it);
    if (!(await readlink(path).catch(() => '')).endsWith('LOCK')) continue;
    const open = await stat(path).catch(() => undefined);
    if (open?.ino === ino && open.dev === dev) return true;
  }
  return false;
}
