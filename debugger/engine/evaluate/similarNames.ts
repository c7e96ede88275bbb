/** What a person may have meant by a name that no variable here has: a field of `self`, or what is stored. */

import type { Operand } from './operand';
import { memberNames } from './places';
import type { Scope } from './scope';
import { readWord } from './words/words';

/**
 * `there is self.lots and storage.lots`; undefined where nothing is called like that.
 *
 * @param self what `self` is in the frame
 */
export function similarNames(
  scope: Scope,
  name: string,
  self: Operand | undefined,
): string | undefined {
  const fields = self?.kind === 'variable' ? memberNames(self.place) : [];
  const found = [
    ...fields.filter(it => isLike(it, name)).map(it => `self.${it}`),
    ...storageNames(scope)
      .filter(it => isLike(it, name))
      .map(it => `storage.${it}`),
  ];
  return found.length === 0 ? undefined : `there is ${found.join(' and ')}`;
}

/** What the storage of the contract that runs there has, by its interface. */
export function storageNames(scope: Scope): string[] {
  const storage = readWord(scope, 'storage');
  const members = storage?.kind === 'chain' ? storage.object.members?.() : undefined;
  return (members ?? []).map(it => it.name);
}

/** `lot` may be the map `lots`. */
function isLike(one: string, other: string): boolean {
  const plain = (name: string): string => name.toLowerCase().replace(/s$/, '');
  return plain(one) === plain(other);
}
