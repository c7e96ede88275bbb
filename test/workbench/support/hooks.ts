/** Hooks that give the tests of a suite a served workbench and a window, and a picture of what they failed on. */

import type { Context } from 'mocha';
import type { Session } from './session';
import { startSession } from './session';
import { Workbench } from './workbench';

/** @returns the session, from the suite's first hook on */
export function serveSession(env?: NodeJS.ProcessEnv): () => Session {
  let session: Session | undefined;
  before('serves a workbench', async function () {
    this.timeout(600_000); // The first time it is downloaded.
    session = await startSession(env);
  });
  after('ends it', () => session?.end());
  return () => session ?? neverStarted();
}

/** One window for all tests of a suite: each goes on where the one before it ended, and none without it. */
export function openWindow(
  session: () => Session,
  folder: (it: Session) => string,
  browserExtension?: (it: Session) => string,
): () => Workbench {
  let workbench: Workbench | undefined;
  before('opens a window', async () => {
    workbench = await Workbench.open(session(), folder(session()), browserExtension?.(session()));
  });
  afterEach('shows what a test failed on', async function () {
    if (this.currentTest?.state !== 'failed' || workbench === undefined) return;
    throw new Error(`the tests after it need it; see ${await picture(this, workbench)}`);
  });
  after('closes the window', () => workbench?.close());
  return () => workbench ?? neverStarted();
}

function picture({ currentTest }: Context, workbench: Workbench): Promise<string> {
  const title = currentTest?.fullTitle() ?? 'unknown';
  return workbench.screenshot(`failed ${title.replace(/[^A-Za-z0-9]+/g, ' ').trim()}`);
}

function neverStarted(): never {
  throw new Error('used outside of a test');
}
