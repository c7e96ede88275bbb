/** The crate that a source file belongs to: the nearest Cargo.toml above it that describes a package. */

import { joinPath, parentOf } from '../paths';
import type { Files } from './files';

export interface Crate {
  readonly folder: string;
  /** As Cargo.toml spells it. */
  readonly name: string;
}

/** A workspace's own Cargo.toml has no package and is passed over. */
export async function findCrate(files: Files, path: string): Promise<Crate | undefined> {
  for (let folder = parentOf(path); folder !== undefined; folder = parentOf(folder)) {
    const manifest = await files.read(joinPath(folder, 'Cargo.toml'));
    const name = manifest === undefined ? undefined : packageName(manifest);
    if (name !== undefined) return { folder, name };
  }
  return undefined;
}

/** The name in the [package] table. Only this one key is read, so that a manifest being edited still has it. */
export function packageName(manifest: string): string | undefined {
  const table = /^[ \t]*\[package\][^\n]*\n((?:(?![ \t]*\[)[^\n]*(?:\n|$))*)/m.exec(manifest);
  return table?.[1] === undefined
    ? undefined
    : /^[ \t]*name[ \t]*=[ \t]*["']([^"'\n]+)["']/m.exec(table[1])?.[1];
}
