/** The extension as a browser's editor takes it: with its bundle for browsers alone. */

import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { extension } from './samples';

/**
 * A window with a server would run the extension there, where there are processes; an editor without one has no such
 * choice. So the copy says that it belongs in the browser.
 * @param folder gets the copy
 */
export function copyForBrowser(folder: string): string {
  for (const part of ['dist/web', 'media', 'syntaxes', 'debugger/chain/scenario/schema.json']) {
    cpSync(join(extension, part), join(folder, part), { recursive: true });
  }
  const { main: _, ...manifest } = JSON.parse(
    readFileSync(join(extension, 'package.json'), 'utf8'),
  ) as Record<string, unknown>;
  const copy = { ...manifest, extensionKind: ['web'] };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(copy));
  return folder;
}
