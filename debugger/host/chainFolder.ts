/** A chain in a folder: LevelDB under the state, one atomic batch per transaction. */

import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ClassicLevel } from 'classic-level';
import type { Store } from '../chain/state';
import { HEIGHT_KEY, receiptKey } from '../chain/database/keys';
import { ChainState } from '../chain/state';
import { heightOf } from '../chain/storedChain';
import { writingReason } from '../shared/systemError';
import { makeFolder } from './folders';

const VERSION_KEY = 'm/version';
/** Of the records in the store. Another version is another layout, and is not guessed at. */
const VERSION = '1';

export type ChainFolderProblem =
  | 'absent'
  | 'not-a-chain'
  | 'in-use'
  | 'damaged'
  | 'other-version'
  | 'no-database'
  | 'not-writable';

/** A folder that cannot be opened as a chain: a code for programs, a sentence for the person who named it. */
export class ChainFolderError extends Error {
  override readonly name = 'ChainFolderError';

  constructor(
    readonly code: ChainFolderProblem,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

export interface ChainFolder {
  readonly state: ChainState;
  /** Whether there is no chain yet: `begin` makes it one. */
  readonly isNew: boolean;
  /** Writes what the chain begins with, all of it or nothing: a view of `state`, which goes on as the chain's. */
  begin(genesis: ChainState): Promise<void>;
  close(): Promise<void>;
}

/**
 * @param path absolute
 * @param mode `open`: there has to be a chain; `create`: there may be none yet
 * @throws ChainFolderError
 */
export async function openChainFolder(path: string, mode: 'open' | 'create'): Promise<ChainFolder> {
  const found = await look(path);
  if (found === 'other') {
    throw new ChainFolderError(
      'not-a-chain',
      `${path} is no chain: it holds other files. Name an empty or a new folder.`,
    );
  }
  if (found === 'nothing' && mode === 'open') {
    throw new ChainFolderError(
      'absent',
      `there is no chain in ${path}. avm run --chain and avm chain import make one.`,
    );
  }
  const store = await openStore(path);
  try {
    const isNew = await isWithoutChain(store, path);
    const state = new ChainState(store);
    await refuseGaps(store, await heightOf(state), path);
    return {
      state,
      isNew,
      begin: genesis => genesis.persist([[VERSION_KEY, new TextEncoder().encode(VERSION)]]),
      close: () => store.close(),
    };
  } catch (error) {
    await store.close();
    throw error;
  }
}

/**
 * Deletes a chain, and nothing but a chain.
 *
 * @throws ChainFolderError
 */
export async function deleteChainFolder(path: string): Promise<void> {
  // Opening it shows that it is one, and that nobody else has it open.
  const folder = await openChainFolder(path, 'open');
  await folder.close();
  await rm(path, { recursive: true });
}

/** Bytes on disk. */
export async function sizeOfFolder(path: string): Promise<number> {
  const sizes = (await readdir(path)).map(async it => (await stat(join(path, it))).size);
  return (await Promise.all(sizes)).reduce((sum, it) => sum + it, 0);
}

/** What a process leaves that was killed while LevelDB made the folder: nothing has been kept in it yet. */
const UNFINISHED = /^(LOCK|LOG|LOG\.old|MANIFEST-000001|000001\.dbtmp)$/;

/** LevelDB names its newest manifest in CURRENT. */
async function look(path: string): Promise<'chain' | 'nothing' | 'other'> {
  const files = await readdir(path).catch((error: unknown): string[] => {
    if (codeOf(error) === 'ENOENT') return [];
    throw new ChainFolderError('not-a-chain', `${path} is no folder that can be read.`, {
      cause: error,
    });
  });
  if (files.includes('CURRENT')) return 'chain';
  return files.every(it => UNFINISHED.test(it)) ? 'nothing' : 'other';
}

async function openStore(path: string): Promise<Store> {
  const { ClassicLevel: LevelDb } = await loadDatabase();
  await makeFolder(path).catch((error: unknown) => {
    const reason = writingReason(error);
    throw new ChainFolderError('not-writable', `${path} cannot be made: ${reason}`, {
      cause: error,
    });
  });
  const store = new LevelDb<string, Uint8Array>(path, {
    keyEncoding: 'utf8',
    valueEncoding: 'view',
  });
  try {
    await store.open();
    return store;
  } catch (error) {
    throw explain(path, error);
  }
}

/** Only a chain on disk needs it: on a platform without its native part everything else works. */
async function loadDatabase(): Promise<{ ClassicLevel: typeof ClassicLevel }> {
  try {
    return await import(/* webpackMode: "eager" */ 'classic-level');
  } catch (error) {
    throw new ChainFolderError(
      'no-database',
      `chains on disk need LevelDB, and there is none for ${process.platform} ${process.arch}: run without --chain.`,
      { cause: error },
    );
  }
}

function explain(path: string, error: unknown): ChainFolderError {
  const cause = error instanceof Error ? error.cause : undefined;
  if (codeOf(cause) === 'LEVEL_LOCKED') {
    return new ChainFolderError(
      'in-use',
      `another program has the chain in ${path} open. Wait for it, or end it.`,
      { cause },
    );
  }
  // CURRENT is there, since it was looked for: a manifest that is not is one that was lost.
  const isIncomplete = messageOf(cause).includes('No such file');
  if (codeOf(cause) === 'LEVEL_CORRUPTION' || isIncomplete) {
    return new ChainFolderError(
      'damaged',
      `the chain in ${path} is damaged: ${messageOf(cause)}. Import an export of it into a new folder.`,
      { cause },
    );
  }
  return new ChainFolderError(
    'not-writable',
    `the chain in ${path} cannot be opened: ${messageOf(cause ?? error)}`,
    { cause },
  );
}

/** A process that was killed before it began a chain has left an empty database. */
async function isWithoutChain(store: Store, path: string): Promise<boolean> {
  const bytes = await store.get(VERSION_KEY);
  if (bytes === undefined) {
    if ((await store.get(HEIGHT_KEY)) !== undefined) {
      throw new ChainFolderError(
        'damaged',
        `the chain in ${path} is damaged: what it began with is missing. Import an export of it into a new folder.`,
      );
    }
    for await (const _key of store.keys({ limit: 1 })) {
      throw new ChainFolderError('not-a-chain', `${path} is a database, but not that of a chain.`);
    }
    return true;
  }
  const version = new TextDecoder().decode(bytes);
  if (version !== VERSION) {
    throw new ChainFolderError(
      'other-version',
      `the chain in ${path} has format ${version}, and this program knows ${VERSION}: export it with the program that made it, and import that.`,
    );
  }
  return false;
}

/**
 * LevelDB passes over a damaged record of its log, and takes those behind it: a transaction would be missing in the middle.
 * Each has left its receipt, and those that have come from a log can only be the newest.
 */
async function refuseGaps(store: Store, height: bigint, path: string): Promise<void> {
  let next = height > MOST_IN_LOGS ? height - MOST_IN_LOGS : 0n;
  for await (const key of store.keys({ gte: receiptKey(next), lt: receiptKey(height) })) {
    if (key !== receiptKey(next)) break;
    next++;
  }
  if (next === height) return;
  throw new ChainFolderError(
    'damaged',
    `the chain in ${path} is damaged: transaction ${next} of ${height} is missing. Import an export of it into a new folder.`,
  );
}

/** Of transactions, each of which takes a kilobyte or more in a log, where two logs of four mebibytes may be read. */
const MOST_IN_LOGS = 8192n;

function codeOf(error: unknown): string | undefined {
  return error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
