import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

describe('settling the compiler', () => {
  it('tells this V8 nothing that it does not know', () => {
    const call = `require(${JSON.stringify(join(__dirname, 'hostCompiler.ts'))}).settleCompiler()`;
    const run = spawnSync(process.execPath, ['-r', 'tsx', '-e', call], { encoding: 'utf8' });
    assert.deepEqual([run.status, run.stdout, run.stderr], [0, '', '']);
  });
});
