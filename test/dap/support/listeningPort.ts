/** The port that an adapter process has taken: it says so on standard error. */

import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

export async function listeningPort(child: ChildProcess): Promise<number> {
  const [text] = (await once(child.stderr!, 'data')) as [Buffer];
  const port = /^listening on 127\.0\.0\.1:(\d+)$/m.exec(text.toString())?.[1];
  assert.ok(port !== undefined, text.toString());
  return Number(port);
}
