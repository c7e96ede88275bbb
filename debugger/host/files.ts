/** The machine's files, as the debugger asks for them. */

import { closeSync, createReadStream, openSync, writeSync } from 'node:fs';
import { mkdir, open, readdir, stat, writeFile as writeBytes } from 'node:fs/promises';
import { dirname, isAbsolute, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { abandon, beginUnfinished, finish } from './unfinished';

export { readFile } from './readFile';

/** All of it or, if that cannot be, nothing: what was there stays. A folder that is missing is made. */
export async function writeFile(path: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  try {
    await writeBytes(beginUnfinished(path), bytes);
    await finish(path);
  } catch (error) {
    await abandon(path);
    throw error;
  }
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
export function readLines(path: string): AsyncIterable<string> {
  return createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Infinity });
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
export async function openForBytes(path: string): Promise<{
  write(bytes: Uint8Array): Promise<void>;
  finish(): Promise<void>;
  abandon(): Promise<void>;
}> {
  await mkdir(dirname(path), { recursive: true });
  const file = await open(beginUnfinished(path), 'w');
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
      await finish(path);
    },
    async abandon() {
      await file.close();
      await abandon(path);
    },
  };
}

/** Pieces are gathered before they are written. */
const GATHERED = 1 << 16;

/** A file to write text into, piece by piece. */
export function openForWriting(path: string): { write(text: string): void; close(): void } {
  const file = openSync(path, 'w');
  let gathered = '';
  const flush = (): void => {
    if (gathered !== '') writeSync(file, gathered);
    gathered = '';
  };
  return {
    write(text) {
      gathered += text;
      if (gathered.length >= GATHERED) flush();
    },
    close() {
      flush();
      closeSync(file);
    },
  };
}
