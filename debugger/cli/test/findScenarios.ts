/** Scenario files below folders. */

import { Refusal } from '../services';

export interface ScenarioFinder {
  /** Names of what is in a folder; undefined where the path is no folder. */
  listFolder(path: string): Promise<readonly FolderEntry[] | undefined>;
  fileExists(path: string): Promise<boolean>;
  resolvePath(base: string, relative: string): string;
}

export interface FolderEntry {
  readonly name: string;
  readonly isFolder: boolean;
}

/** Folders in which nobody keeps scenarios of their own. */
const LEFT_OUT = new Set(['target', 'node_modules']);
const SUFFIX = '.scenario.json';

/**
 * Paths as they were given, or below them, in the order of names. A file is taken whatever its name is.
 *
 * @throws Refusal where a path is neither file nor folder, or where there is nothing in all of them
 */
export async function findScenarios(
  paths: readonly string[],
  finder: ScenarioFinder,
): Promise<string[]> {
  const found: string[] = [];
  for (const path of paths) {
    const absolute = finder.resolvePath(process.cwd(), path);
    if (await finder.fileExists(absolute)) found.push(path);
    else found.push(...(await inFolder(path, absolute, finder)));
  }
  if (found.length > 0) return [...new Set(found)];
  const where = paths.join(', ');
  throw new Refusal(
    'no-scenario',
    `there is no *${SUFFIX} in ${where}: avm new makes a contract that has one`,
  );
}

async function inFolder(path: string, absolute: string, finder: ScenarioFinder): Promise<string[]> {
  const entries = await finder.listFolder(absolute);
  if (entries === undefined) {
    throw new Refusal('no-scenario', `${path} is neither a file nor a folder`);
  }
  const found: string[] = [];
  for (const { name, isFolder } of [...entries].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const below = path === '.' ? name : `${path.replace(/[\\/]$/, '')}/${name}`;
    if (!isFolder) {
      if (name.endsWith(SUFFIX)) found.push(below);
    } else if (!name.startsWith('.') && !LEFT_OUT.has(name)) {
      found.push(...(await inFolder(below, finder.resolvePath(absolute, name), finder)));
    }
  }
  return found;
}
