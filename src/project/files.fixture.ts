/** Files in memory, for tests. */

import { nameOf, parentOf } from '../paths';
import type { Files } from './files';

export function filesOf(texts: Readonly<Record<string, string>>): Files {
  return {
    read: async path => texts[path],
    list: async folder =>
      Object.keys(texts)
        .filter(it => parentOf(it) === folder)
        .map(nameOf),
  };
}
