/**
 * The copy of the contract library in a project, with a list of what it was made of: by it a later avm can tell what has
 * been changed in the project from what has been changed since.
 */

import { createHash } from 'node:crypto';
import type { Shipped, TreeFile } from './project';

/** Crates of the library, which name each other by their folders. */
const LIBRARY = ['abi', 'clibc', 'clibc-macros'];
/** What a library's user has no use for. */
const NOT_SHIPPED = /^(tests|target)\//;

export const LIBRARY_FOLDER = 'lib';
export const LIST_FILE = 'library.json';

/** Paths below `lib/`, each with the SHA-256 of what this avm put there. */
export type LibraryList = ReadonlyMap<string, string>;

/** The library's files, with paths below `lib/`. */
export async function libraryFiles(shipped: Shipped): Promise<TreeFile[]> {
  const files: TreeFile[] = [];
  for (const crate of LIBRARY) {
    const tree = await shipped.readTree(`guest/${crate}`);
    const own = tree.filter(it => !NOT_SHIPPED.test(it.path));
    files.push(...own.map(it => ({ path: `${crate}/${it.path}`, bytes: it.bytes })));
  }
  return files;
}

export function listOf(files: readonly TreeFile[]): LibraryList {
  return new Map(files.map(it => [it.path, hashOf(it.bytes)]));
}

/** Of text, however its lines end: git changes that where it is asked to. */
export function hashOf(bytes: Uint8Array): string {
  const text = Buffer.from(bytes).toString('latin1');
  return createHash('sha256').update(text.replaceAll('\r\n', '\n'), 'latin1').digest('hex');
}

export function printList(list: LibraryList): Uint8Array {
  const document = {
    comment: 'Written by avm new and avm update: what the contract library beside it was made of.',
    files: Object.fromEntries(list),
  };
  return new TextEncoder().encode(`${JSON.stringify(document, null, 2)}\n`);
}

/** undefined where the text is no such list. */
export function readList(text: string): LibraryList | undefined {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return undefined;
  }
  const files = (document as { files?: unknown } | null)?.files;
  if (typeof files !== 'object' || files === null) return undefined;
  const entries = Object.entries(files as Record<string, unknown>);
  const isSound = entries.every(([path, hash]) => isBelow(path) && typeof hash === 'string');
  return isSound ? new Map(entries as [string, string][]) : undefined;
}

/** A list may come from anyone, and files are deleted by it. */
function isBelow(path: string): boolean {
  return path.split('/').every(it => it !== '' && it !== '.' && it !== '..' && !/[\\:]/.test(it));
}

export function isSameList(a: LibraryList, b: LibraryList): boolean {
  return a.size === b.size && [...a].every(([path, hash]) => b.get(path) === hash);
}

/** What has to be done in a project; paths below `lib/`. */
export interface LibraryChanges {
  readonly write: readonly string[];
  readonly remove: readonly string[];
  /** Changed in the project alone: they stay. */
  readonly kept: readonly string[];
  /** Changed in the project, and here in another way. */
  readonly clashing: readonly string[];
}

/**
 * @param before what the project's copy was made of
 * @param there what is in the project, of the paths in the two others
 * @param shipped what this avm brings
 */
export function libraryChanges(
  before: LibraryList,
  there: LibraryList,
  shipped: LibraryList,
): LibraryChanges {
  const changes = { write: [], remove: [], kept: [], clashing: [] } as Record<
    keyof LibraryChanges,
    string[]
  >;
  for (const path of new Set([...shipped.keys(), ...before.keys()])) {
    const [old, mine, wanted] = [before.get(path), there.get(path), shipped.get(path)];
    if (mine === wanted) continue;
    if (wanted === old) changes.kept.push(path);
    else if (mine !== old) changes.clashing.push(path);
    else changes[wanted === undefined ? 'remove' : 'write'].push(path);
  }
  return changes;
}
