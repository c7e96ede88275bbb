/** Runs mocha inside the extension host, beside the extension, and writes down how it went. */

import { writeFileSync } from 'node:fs';
import Mocha from 'mocha';
import { activation } from './activation';
import { debugging } from './debugging';
import { newContract } from './newContract';
import type { HostResult } from './result';
import { twoSessions } from './twoSessions';

/** What the workbench calls; a rejection is its exit code 1. */
export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', timeout: 180_000 });
  // What a file on mocha's command line would have before it is loaded: describe, it and the hooks.
  mocha.suite.emit('pre-require', globalThis, 'host', mocha);
  activation();
  debugging();
  twoSessions();
  newContract();
  const results: HostResult[] = [];
  const failures = await new Promise<number>(resolve => {
    mocha
      .run(resolve)
      .on('pass', test => results.push({ title: test.fullTitle() }))
      .on('fail', (test, error: Error) =>
        results.push({ title: test.fullTitle(), failure: error.stack ?? error.message }),
      );
  });
  const path = process.env['AVM_HOST_RESULTS'];
  if (path !== undefined) writeFileSync(path, JSON.stringify(results));
  if (failures > 0) throw new Error(`${failures} tests failed in the extension host`);
}
