/** What came with the command, in the folder that it lies in. */

import type { CliServices, NewServices } from '../services';
import { Refusal } from '../services';
import { shownPath } from '../shownPath';
import type { LibraryList } from './library';
import { LIBRARY_FOLDER, LIST_FILE, isSameList, libraryFiles, listOf, readList } from './library';
import type { Shipped } from './project';

export type ShippedServices = Pick<
  NewServices,
  'readFile' | 'resolvePath' | 'readTree' | 'shipped'
>;

/** Reading it refuses where a part is missing. */
export function shippedWith(services: ShippedServices): Shipped {
  const at = (path: string): string => services.resolvePath(services.shipped, path);
  return {
    readFile: path => services.readFile(at(path)),
    readTree: async path => {
      const files = await services.readTree(at(path));
      if (files.length > 0) return files;
      throw new Refusal('no-file', `${at(path)}, which comes with avm, is missing`);
    },
  };
}

/** undefined where there is none. */
export async function readListAt(
  path: string,
  services: Pick<CliServices, 'readFile' | 'fileExists'>,
): Promise<LibraryList | undefined> {
  if (!(await services.fileExists(path))) return undefined;
  return readList(new TextDecoder().decode(await services.readFile(path)));
}

/** What there is to say of the contract library that a crate has a copy of, if it is not this avm's. */
export async function libraryNote(
  crate: string,
  services: ShippedServices & Pick<CliServices, 'fileExists'>,
): Promise<string | undefined> {
  const path = services.resolvePath(crate, `${LIBRARY_FOLDER}/${LIST_FILE}`);
  const list = await readListAt(path, services);
  if (list === undefined) return undefined;
  if (isSameList(list, listOf(await libraryFiles(shippedWith(services))))) return undefined;
  return `${shownPath(services.resolvePath(path, '..'))} is the contract library of another avm: avm update brings this one's`;
}
