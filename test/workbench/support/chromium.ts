/** A browser without a screen that reaches nothing but this machine. */

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { chromium } from 'playwright-core';

const PROGRAMS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

export function launchBrowser(): Promise<Browser> {
  const executablePath = PROGRAMS.find(it => existsSync(it));
  assert(
    executablePath !== undefined,
    'Chromium is missing; run: sudo apt-get install -y chromium',
  );
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox', // Its sandbox does not start as root, as which containers run.
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1',
    ],
  });
}
