/** What of LevelDB's files in a folder is not what was written, as far as their checksums tell. */

import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { MalformedInput } from '../../shared/errors';
import { hex32 } from '../../shared/hex';
import { readFile } from '../readFile';
import { checkLog } from './log';
import { tablesOf } from './manifest';
import { checkTable } from './table';

export interface FileDamage {
  /** Each with its file and place. */
  readonly damages: readonly string[];
  /** A log whose end may be damaged, or not written whole. */
  readonly doubt?: string;
}

/**
 * Nobody may have the database open.
 *
 * @param most of tables, the newest first, so many bytes and one file more
 */
export async function findDamage(folder: string, most = Infinity): Promise<FileDamage> {
  const names = (await readdir(folder)).sort().reverse();
  const damages: string[] = [];
  let doubt: string | undefined;
  for (const name of names.filter(it => /^\d+\.log$/.test(it))) {
    const end = checkLog(await readFile(join(folder, name)));
    if (end.kind === 'sound') continue;
    const place = `${name}+${hex32(end.offset)}`;
    if (end.kind === 'damaged') damages.push(`${place}: wrong-checksum, with whole records behind`);
    else doubt = place;
  }
  let left = most;
  const tables = await liveTables(folder);
  for (const name of names.filter(it => /^\d+\.(ldb|sst)$/.test(it))) {
    if (left <= 0) break;
    if (tables?.has(Number.parseInt(name, 10)) === false) continue;
    const bytes = await readFile(join(folder, name));
    left -= bytes.length;
    try {
      checkTable(bytes, name);
    } catch (error) {
      if (!(error instanceof MalformedInput)) throw error;
      damages.push(error.message);
    }
  }
  return { damages, ...(doubt !== undefined && { doubt }) };
}

/** undefined where the manifest is not to be read, at which LevelDB itself refuses the database. */
async function liveTables(folder: string): Promise<ReadonlySet<number> | undefined> {
  try {
    const current = new TextDecoder().decode(await readFile(join(folder, 'CURRENT'))).trim();
    return tablesOf(await readFile(join(folder, current)), current);
  } catch {
    return undefined;
  }
}
