/** The machine's files, as the debugger asks for them. */

import { closeSync, openSync, writeSync } from 'node:fs';
import { open, readdir, realpath, rm, stat, writeFile as writeBytes } from 'node:fs/promises';
import { dirname, isAbsolute, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { isSystemError } from '../shared/systemError';
import { endOfLinks, makeFolder } from './folders';
import { abandon, beginUnfinished, finish } from './unfinished';

export { readFile } from './readFile';

/**
 * All of it or, if that cannot be, nothing: what was there stays, but for its bytes. A folder that is missing is made.
 * Through a link the file is written that it leads to; a pipe or a device gets the bytes.
 */
export async function writeFile(given: string, bytes: Uint8Array): Promise<void> {
  const { path, mode } = await destinationOf(given);
  if (mode === 'no-file') return writeBytes(path, bytes);
  try {
    await writeBytes(beginUnfinished(path), bytes, { mode });
    await finish(path);
  } catch (error) {
    await abandon(path);
    throw error;
  }
}

/** Permissions are those of the file that is there; undefined where none is. */
async function destinationOf(
  given: string,
): Promise<{ path: string; mode: number | 'no-file' | undefined }> {
  const stats = await stat(given).catch((error: unknown) => {
    if (isSystemError(error) && error.code === 'ELOOP') throw error;
    return undefined;
  });
  if (stats === undefined) {
    const path = await endOfLinks(given);
    await makeFolder(dirname(path));
    return { path, mode: undefined };
  }
  // A path such as /dev/stdout leads to what has none.
  if (!stats.isFile()) return { path: given, mode: 'no-file' };
  return { path: await realpath(given), mode: stats.mode & 0o777 };
}

export function deleteFile(path: string): Promise<void> {
  return rm(path);
}

export async function fileExists(path: string): Promise<boolean> {
  return stat(path).then(
    it => it.isFile(),
    () => false,
  );
}

/** In milliseconds since 1970; undefined where there is no such file. */
export async function modifiedAt(path: string): Promise<number | undefined> {
  return stat(path).then(
    it => it.mtimeMs,
    () => undefined,
  );
}

/** Absolute paths of the files in a folder, in name order; none where there is no such folder. */
export async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries
    .filter(it => it.isFile())
    .map(it => resolve(folder, it.name))
    .sort();
}

/** What is in a folder; undefined where the path is none. */
export async function listFolder(
  path: string,
): Promise<{ name: string; isFolder: boolean }[] | undefined> {
  const entries = await readdir(path, { withFileTypes: true }).catch(() => undefined);
  return entries?.map(it => ({ name: it.name, isFolder: it.isDirectory() }));
}

/** A text file line by line, without their ends. */
export async function* readLines(path: string): AsyncIterable<string> {
  // Opened here: of a stream that fails to open, the reader of lines hears nothing.
  const input = (await open(path)).createReadStream({ encoding: 'utf8' });
  yield* createInterface({ input, crlfDelay: Infinity });
}

export function resolvePath(base: string, relative: string): string {
  return isAbsolute(relative) ? relative : resolve(base, relative);
}

/** Whether there is anything at that path. */
export async function pathExists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/** A file to write bytes into, piece by piece, that takes its place when it is finished. */
export async function openForBytes(given: string): Promise<{
  write(bytes: Uint8Array): Promise<void>;
  finish(): Promise<void>;
  abandon(): Promise<void>;
}> {
  const { path, mode } = await destinationOf(given);
  const file =
    mode === 'no-file' ? await open(path, 'w') : await open(beginUnfinished(path), 'w', mode);
  const pieces: Uint8Array[] = [];
  let gathered = 0;
  const flush = async (): Promise<void> => {
    if (gathered > 0) await file.write(Buffer.concat(pieces.splice(0)));
    gathered = 0;
  };
  return {
    async write(bytes) {
      pieces.push(bytes);
      gathered += bytes.length;
      if (gathered >= GATHERED) await flush();
    },
    async finish() {
      await flush();
      await file.close();
      if (mode !== 'no-file') await finish(path);
    },
    async abandon() {
      await file.close().catch(() => undefined);
      if (mode !== 'no-file') await abandon(path);
    },
  };
}

/** Pieces are gathered before they are written. */
const GATHERED = 1 << 16;

/** A file to write text into, piece by piece, that takes its place when it is closed; after a failure it never does. */
export async function openForWriting(
  given: string,
): Promise<{ write(text: string): void; close(): Promise<void> }> {
  const { path, mode } = await destinationOf(given);
  const file =
    mode === 'no-file' ? openSync(path, 'w') : openSync(beginUnfinished(path), 'w', mode);
  let gathered = '';
  let isWhole = true;
  const flush = (): void => {
    const text = gathered;
    gathered = '';
    if (text === '') return;
    isWhole = false;
    writeSync(file, text);
    isWhole = true;
  };
  return {
    write(text) {
      gathered += text;
      if (gathered.length >= GATHERED) flush();
    },
    async close() {
      try {
        if (isWhole) flush();
      } finally {
        closeSync(file);
        if (mode !== 'no-file') await (isWhole ? finish(path) : abandon(path));
      }
    },
  };
}
