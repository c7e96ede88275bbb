/** The files of a new contract: the templates with its name in them, and the library that it links. */

import { cargoLockFor } from './cargoLock';
import type { ContractName } from './contractName';
import { LIBRARY_FOLDER, LIST_FILE, libraryFiles, listOf, printList } from './library';

export const STYLES = ['typed', 'router'] as const;
export type Style = (typeof STYLES)[number];

/** A file of a folder, with / between its path's parts. */
export interface TreeFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** What came with the command. */
export interface Shipped {
  /** Every file below a folder. */
  readTree(folder: string): Promise<readonly TreeFile[]>;
  readFile(path: string): Promise<Uint8Array>;
}

/** @throws what reading throws */
export async function projectFiles(
  name: ContractName,
  style: Style,
  shipped: Shipped,
): Promise<TreeFile[]> {
  const templates = [
    ...(await shipped.readTree('templates/project')),
    ...(await shipped.readTree(`templates/${style}`)),
  ];
  const files = templates.map(it => ({
    path: dotted(it.path),
    bytes: encode(withName(decode(it.bytes), name)),
  }));
  const library = await libraryFiles(shipped);
  const list = { path: LIST_FILE, bytes: printList(listOf(library)) };
  files.push(...[...library, list].map(it => ({ ...it, path: `${LIBRARY_FOLDER}/${it.path}` })));
  const lock = cargoLockFor(decode(await shipped.readFile('Cargo.lock')), name.crate);
  files.push({ path: 'Cargo.lock', bytes: encode(lock) });
  return files;
}

/** Templates are named so that no tool takes them for its own: `dot-gitignore` becomes `.gitignore`. */
function dotted(path: string): string {
  return path.replaceAll(/(^|\/)dot-/g, '$1.');
}

/** Templates are sound Rust and JSON, of a contract called my-contract. */
function withName(text: string, { crate, module, type }: ContractName): string {
  return text
    .replaceAll('my-contract', crate)
    .replaceAll('my_contract', module)
    .replaceAll('MyContract', type);
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
