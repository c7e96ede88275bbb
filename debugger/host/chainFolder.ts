/** A chain in a folder: LevelDB under the state, one atomic batch per transaction. */

import { access, constants, readFile, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ClassicLevel } from 'classic-level';
import type { Store } from '../chain/state';
import { HEIGHT_KEY, receiptKey } from '../chain/database/keys';
import { ChainState } from '../chain/state';
import { heightOf } from '../chain/storedChain';
import { writingReason } from '../shared/systemError';
import { makeFolder } from './folders';
import { findDamage } from './levelDb/damage';
import { holderOf } from './levelDb/holder';
import { viewDatabase } from './levelDb/view';

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
  /** What there is to say of it to whoever named it. */
  readonly notes: readonly string[];
  /** Writes what the chain begins with, all of it or nothing: a view of `state`, which goes on as the chain's. */
  begin(genesis: ChainState): Promise<void>;
  close(): Promise<void>;
}

/** Of tables, at each opening: a tenth of a second. `avm chain check` compares all of them with their checksums. */
const CHECKED_BYTES = 32 * 1024 * 1024;

/**
 * @param path absolute
 * @param mode `open`: there has to be a chain, and it is only looked at; `create`: there may be none yet, and it is written
 * @throws ChainFolderError
 */
export async function openChainFolder(path: string, mode: 'open' | 'create'): Promise<ChainFolder> {
  const found = await look(path);
  if (found === 'nothing' && mode === 'open') {
    throw new ChainFolderError(
      'absent',
      `there is no chain in ${path}. avm run --chain and avm chain import make one.`,
    );
  }
  if (found === 'nothing') await makeChainFolder(path);
  await refuseHeld(path);
  const isWritable = await mayWrite(path);
  if (mode === 'create' && !isWritable) {
    throw new ChainFolderError(
      'not-writable',
      `the chain in ${path} cannot be written: ${READ_ONLY}`,
    );
  }
  const { damages, doubt } = await findDamage(path, CHECKED_BYTES);
  const [damage] = damages;
  if (mode === 'create' && damage !== undefined) {
    throw new ChainFolderError('damaged', `${damaged(path, damage)} ${WAYS_ON}`);
  }
  // What LevelDB opens it tidies up: nobody would find the damage afterwards.
  const isViewed = mode === 'open' && (!isWritable || damage !== undefined || doubt !== undefined);
  const view = isViewed ? await viewDatabase(path) : undefined;
  try {
    const store = await openStore(view?.path ?? path, path);
    try {
      const isNew = await isWithoutChain(store, path);
      if (isNew && damage !== undefined) throw new ChainFolderError('damaged', damage);
      const state = new ChainState(store);
      const height = await heightOf(state);
      await refuseGaps(store, height, path);
      return {
        state,
        isNew,
        notes: [
          ...(damage === undefined
            ? []
            : [`${damaged(path, damage)} What is read from it may be wrong.`]),
          ...(doubt === undefined ? [] : [doubtful(path, doubt, height)]),
        ],
        begin: genesis => genesis.persist([[VERSION_KEY, new TextEncoder().encode(VERSION)]]),
        close: async () => {
          await store.close();
          await view?.remove();
        },
      };
    } catch (error) {
      await store.close();
      throw error;
    }
  } catch (error) {
    await view?.remove();
    if (damage === undefined || !(error instanceof ChainFolderError)) throw error;
    // What else is wrong with it comes of that.
    throw new ChainFolderError('damaged', `${damaged(path, damage)} ${WAYS_ON}`, { cause: error });
  }
}

const READ_ONLY = 'it may only be read. avm chain, avm state and avm receipts can look at it.';
const WAYS_ON = 'Import an export of it into a new folder.';

function damaged(path: string, what: string): string {
  return `the chain in ${path} is damaged: ${what}.`;
}

function doubtful(path: string, place: string, height: bigint): string {
  return `the end of the log of the chain in ${path} is not as it was written (${place}), as after a power cut: it goes on after ${height} transactions.`;
}

/**
 * Compares every file of a chain with its checksums, and leaves them as they are.
 *
 * @returns each damage, with file and place
 * @throws ChainFolderError
 */
export async function damagesOfChain(path: string): Promise<readonly string[]> {
  if ((await look(path)) === 'nothing') {
    throw new ChainFolderError('absent', `there is no chain in ${path}.`);
  }
  await refuseHeld(path);
  const { damages, doubt } = await findDamage(path);
  return doubt === undefined ? damages : [...damages, `${doubt}: the end of the log`];
}

/**
 * Deletes a chain, and nothing but a chain; a damaged one too.
 *
 * @throws ChainFolderError
 */
export async function deleteChainFolder(path: string): Promise<void> {
  await refuseOther(path);
  await rm(path, { recursive: true });
}

/**
 * Refuses what is no chain, and a chain that somebody has open.
 *
 * @throws ChainFolderError
 */
export async function refuseOther(path: string): Promise<void> {
  try {
    const folder = await openChainFolder(path, 'open');
    await folder.close();
  } catch (error) {
    if (!(error instanceof ChainFolderError)) throw error;
    if (error.code === 'other-version') return;
    if (error.code !== 'damaged') throw error;
    if (await looksLikeChain(path)) return;
    throw new ChainFolderError(
      'not-a-chain',
      `${path} is a damaged database, and nothing shows that it is a chain's: look at it, and delete it yourself.`,
      { cause: error },
    );
  }
}

/** LevelDB's own files and no other, and in one of them the key that every chain has: it stands there as it is. */
async function looksLikeChain(path: string): Promise<boolean> {
  const names = await readdir(path);
  if (!names.every(it => DATABASE.test(it))) return false;
  for (const it of names.filter(name => /\.(ldb|sst|log)$/.test(name))) {
    const bytes = await readFile(join(path, it));
    if (bytes.includes(HEIGHT_KEY) || bytes.includes(VERSION_KEY)) return true;
  }
  return false;
}

/** Bytes on disk. */
export async function sizeOfFolder(path: string): Promise<number> {
  const sizes = (await readdir(path)).map(async it => (await stat(join(path, it))).size);
  return (await Promise.all(sizes)).reduce((sum, it) => sum + it, 0);
}

/** What a process leaves that was killed while LevelDB made the folder: nothing has been kept in it yet. */
const UNFINISHED = /^(LOCK|LOG|LOG\.old|MANIFEST-000001|000001\.dbtmp)$/;

/** What LevelDB keeps in a folder. */
const DATABASE = /^(CURRENT|LOCK|LOG|LOG\.old|MANIFEST-\d+|\d+\.(ldb|sst|log|dbtmp))$/;

/** LevelDB names its newest manifest in CURRENT. */
async function look(path: string): Promise<'chain' | 'nothing'> {
  const files = await readdir(path).catch((error: unknown): string[] => {
    if (codeOf(error) === 'ENOENT') return [];
    throw new ChainFolderError('not-a-chain', `${path} is no folder that can be read.`, {
      cause: error,
    });
  });
  if (files.includes('CURRENT')) return 'chain';
  if (files.every(it => UNFINISHED.test(it))) return 'nothing';
  throw new ChainFolderError(
    'not-a-chain',
    `${path} is no chain: it holds other files. Name an empty or a new folder.`,
  );
}

async function makeChainFolder(path: string): Promise<void> {
  await makeFolder(path).catch((error: unknown) => {
    const reason = writingReason(error);
    throw new ChainFolderError('not-writable', `${path} cannot be made: ${reason}`, {
      cause: error,
    });
  });
}

/** LevelDB makes files in its folder whatever it is asked. */
async function mayWrite(path: string): Promise<boolean> {
  const may = (it: string): Promise<boolean> =>
    access(it, constants.W_OK).then(
      () => true,
      (error: unknown) => codeOf(error) === 'ENOENT',
    );
  return (await may(path)) && (await may(join(path, 'LOCK')));
}

async function refuseHeld(path: string): Promise<void> {
  const holder = await holderOf(path);
  if (holder === undefined) return;
  const { pid, command } = holder;
  throw new ChainFolderError(
    'in-use',
    `process ${pid} has the chain in ${path} open${command === '' ? '' : ` (${command})`}. Wait for it, or end it.`,
  );
}

/** @param shown the folder that somebody has named */
async function openStore(path: string, shown: string): Promise<Store> {
  const { ClassicLevel: LevelDb } = await loadDatabase();
  const store = new LevelDb<string, Uint8Array>(path, {
    keyEncoding: 'utf8',
    valueEncoding: 'view',
  });
  try {
    await store.open();
    return store;
  } catch (error) {
    throw explain(shown, error);
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
    return new ChainFolderError('damaged', `${damaged(path, messageOf(cause))} ${WAYS_ON}`, {
      cause,
    });
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
        `${damaged(path, 'what it began with is missing')} ${WAYS_ON}`,
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
    `${damaged(path, `transaction ${next} of ${height} is missing`)} ${WAYS_ON}`,
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
