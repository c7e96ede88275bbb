/** Line numbers by what is written there, so that a test does not depend on the lines above. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

/** @returns from 1; the first line that has the text */
export function lineOf(path: string, text: string): number {
  const at = readFileSync(path, 'utf8')
    .split('\n')
    .findIndex(it => it.includes(text));
  assert.ok(at >= 0, `${path} does not have: ${text}`);
  return at + 1;
}
