/** Source files: recorded paths against paths of this machine, in both directions. */

import {
  comparablePath,
  foldedPath,
  isWindowsPath,
  nameOfPath,
  normalizedPath,
} from '../shared/pathText';
import type { Module } from './module';
import { isForeign } from './ownCode';
import type { EngineServices } from './services';
import type { SourceView } from './views';

type Files = Pick<EngineServices, 'fileExists'>;

/** So many files at a time are looked for. */
const LOOKUPS = 32;

/** A file that is elsewhere here is recognized by so many of its last names: `erc20/src/main.rs`. */
const SAME_NAMES = 3;

export class Sources {
  readonly #views = new Map<string, SourceView>();

  private constructor(
    private readonly prefixes: readonly (readonly [recorded: string, local: string])[],
    private readonly existing: ReadonlySet<string>,
  ) {}

  /** Files as they are recorded, whether or not they are on this machine. */
  static recorded(): Sources {
    return new Sources([], new Set());
  }

  /**
   * @param recorded every path that any program's debug information names
   * @param sourceMap folders as recorded, to folders on this machine; the longest that fits counts
   */
  static async find(
    recorded: Iterable<string>,
    sourceMap: Readonly<Record<string, string>>,
    services: Files,
  ): Promise<Sources> {
    const prefixes = Object.entries(sourceMap).sort(([a], [b]) => b.length - a.length);
    const wanted = [...new Set([...recorded].map(it => mapped(it, prefixes)))];
    const existing = new Set<string>();
    for (let at = 0; at < wanted.length; at += LOOKUPS) {
      const some = wanted.slice(at, at + LOOKUPS);
      const answers = await Promise.all(some.map(it => services.fileExists(it)));
      some.filter((_, index) => answers[index] === true).forEach(it => existing.add(it));
    }
    return new Sources(prefixes, existing);
  }

  /** A recorded file as it is shown. */
  view(module: Module, file: string): SourceView {
    const known = this.#views.get(file);
    if (known !== undefined) return known;
    const path = this.localPath(file);
    const md5 = module.info.md5Of(file);
    const view = {
      path,
      name: nameOfPath(path),
      exists: this.existing.has(path),
      deemphasize: !module.isOwnFile(file),
      ...(md5 === undefined ? {} : { md5 }),
    };
    this.#views.set(file, view);
    return view;
  }

  /** Whose code is whose has changed. */
  forgetViews(): void {
    this.#views.clear();
  }

  localPath(file: string): string {
    return mapped(file, this.prefixes);
  }

  /**
   * The recorded paths of a program that are a file of this machine: those that map to it, else those that are not
   * here at all and end alike, for a program that was built somewhere else.
   */
  recordedAs(module: Module, path: string): readonly string[] {
    const wanted = comparablePath(path);
    const files = module.info.files();
    const same = files.filter(it => comparablePath(this.localPath(it)) === wanted);
    if (same.length > 0) return same;
    const ending = wanted.split('/').slice(-SAME_NAMES);
    if (ending.length < SAME_NAMES) return [];
    const suffix = `/${ending.join('/')}`;
    return files.filter(it => {
      const local = this.localPath(it);
      if (this.existing.has(local)) return false;
      // Of two, one of which is of Windows, that one has lost the case of its letters.
      const isCased = isWindowsPath(local) === isWindowsPath(path);
      return isCased
        ? comparablePath(local).endsWith(suffix)
        : comparablePath(local).toLowerCase().endsWith(suffix.toLowerCase());
    });
  }
}

/** For `Module.isOwnFile`: code of the contract's author, in a program that is a contract. */
export function ownFiles(kind: Module['kind'], justMyContract: boolean): (file: string) => boolean {
  if (!justMyContract) return file => file !== '';
  return kind === 'kernel' ? () => false : file => file !== '' && !isForeign(file);
}

function mapped(file: string, prefixes: readonly (readonly [string, string])[]): string {
  const found = prefixes.find(([recorded]) => isBelow(file, recorded));
  if (found === undefined) return normalizedPath(file);
  const [recorded, local] = found;
  const below = file.slice(recorded.length);
  return normalizedPath(joined(local, isWindowsPath(file) ? below.replaceAll('\\', '/') : below));
}

/** `/a/b` holds `/a/b/c` and not `/a/bc`. */
function isBelow(file: string, folder: string): boolean {
  const [path, start] = [foldedPath(file), foldedPath(folder)];
  if (!path.startsWith(start)) return false;
  return start.endsWith('/') || path.length === start.length || path[start.length] === '/';
}

/** Whether or not both are written with the slash between them. */
function joined(folder: string, below: string): string {
  if (below === '') return folder;
  return `${folder.replace(/[\\/]+$/, '')}/${below.replace(/^\/+/, '')}`;
}
