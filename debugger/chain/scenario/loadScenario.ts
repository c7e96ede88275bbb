/** Reads a scenario file and those that it extends. */

import { JsonDocument } from '../jsonDocument';
import { ScenarioError } from './problems';
import type { Scenario } from './scenario';
import { parseScenario } from './scenario';

export interface ScenarioFiles {
  readFile(path: string): Promise<Uint8Array>;
  fileExists(path: string): Promise<boolean>;
  /** `relative` below `base`, or itself where it is absolute. */
  resolvePath(base: string, relative: string): string;
}

/** A chain of more is a mistake. */
const MOST_FILES = 16;

/**
 * @param path absolute
 * @param show what problems call a file
 * @throws ScenarioError
 */
export async function loadScenario(
  path: string,
  files: ScenarioFiles,
  show = (file: string): string => file,
): Promise<Scenario> {
  return load({ path, show, files, chain: [] });
}

interface Link {
  readonly path: string;
  readonly show: (file: string) => string;
  readonly files: ScenarioFiles;
  /** The files that lead to it, by their extends. */
  readonly chain: readonly string[];
}

async function load({ path, show, files, chain }: Link): Promise<Scenario> {
  const bytes = await files.readFile(path);
  const text = new TextDecoder().decode(bytes);
  const folder = files.resolvePath(path, '..');
  const document = new JsonDocument(text, show(path));
  if (!isUtf8(bytes)) {
    const place = document.placeOf(Math.max(0, text.indexOf('\ufffd')));
    const message = 'not UTF-8: save the file in that encoding';
    throw new ScenarioError([{ source: show(path), ...place, message }]);
  }
  const wanted = (document.value as { extends?: unknown } | undefined)?.extends;
  if (typeof wanted !== 'string') return parseScenario(text, show(path), { folder });

  const refuse = (message: string): never => {
    throw new ScenarioError([document.problem(['extends'], message)]);
  };
  const base = files.resolvePath(folder, wanted);
  const reached = [...chain, path];
  if (reached.includes(base)) {
    return refuse(`a scenario cannot extend itself: ${[...reached, base].map(show).join(' → ')}`);
  }
  if (reached.length >= MOST_FILES)
    return refuse(`more than ${MOST_FILES} files extend each other`);
  if (!(await files.fileExists(base))) return refuse(`there is no file ${show(base)}`);
  return parseScenario(text, show(path), {
    folder,
    base: await load({ path: base, show, files, chain: reached }),
  });
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
