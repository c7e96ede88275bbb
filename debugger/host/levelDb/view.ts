/** A database that is looked at and stays as it is: LevelDB can only open one that it may write to, and tidies it up then. */

import { copyFile, mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { forgetTemporary, noteTemporary } from '../unfinished';

export interface DatabaseView {
  /** A folder with the same database, to be opened. */
  readonly path: string;
  remove(): Promise<void>;
}

/** Tables never change, so that they are linked to; the rest is small and copied. */
export async function viewDatabase(folder: string): Promise<DatabaseView> {
  const path = await mkdtemp(join(tmpdir(), 'avm-view-'));
  noteTemporary(path);
  const remove = async (): Promise<void> => {
    await rm(path, { recursive: true, force: true });
    forgetTemporary(path);
  };
  try {
    for (const name of await readdir(folder)) {
      if (name === 'LOCK' || name.startsWith('LOG')) continue;
      const [from, to] = [join(folder, name), join(path, name)];
      const copy = (): Promise<void> => copyFile(from, to);
      if (/\.(ldb|sst)$/.test(name)) await symlink(from, to).catch(copy);
      else await copy();
    }
  } catch (error) {
    await remove();
    throw error;
  }
  return { path, remove };
}
