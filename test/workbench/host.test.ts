/** The extension beside tests in a real extension host, through the editor's API. See host/. */

import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { HostResult } from './host/result';
import { serveSession } from './support/hooks';
import { bundleHostTests } from './support/hostTests';
import { root } from './support/samples';
import { Workbench } from './support/workbench';

describe('in the extension host', () => {
  mkdirSync(join(root, 'test-results'), { recursive: true });
  const own = mkdtempSync(join(root, 'test-results/host-'));
  const results = join(own, 'results.json');
  const session = serveSession({ AVM_HOST_RESULTS: results });
  after(() => rmSync(own, { recursive: true }));

  it('all tests pass', async () => {
    const tests = await bundleHostTests(own);
    const folder = join(session().samples.folder, 'sample-contracts');
    const { workbench, exitCode } = await Workbench.openForTests(session(), folder, tests);
    const code = await exitCode;
    const picture = await workbench.screenshot('host-end');
    await workbench.close();
    assert.ok(existsSync(results), `the tests did not run; see ${picture}`);
    const all = JSON.parse(readFileSync(results, 'utf8')) as HostResult[];
    const failed = all.flatMap(it =>
      it.failure === undefined ? [] : [`${it.title}\n${it.failure}`],
    );
    assert.equal(failed.length, 0, `${failed.join('\n\n')}\n\nsee ${picture}`);
    assert.equal(code, 0);
    assert.ok(all.length > 0);
  });
});
