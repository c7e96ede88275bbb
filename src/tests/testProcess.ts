/** Runs scenarios with the `avm` command that comes with the extension, in the editor's own Node. */

import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readReport } from './report';
import type { RunTests, TestRequest } from './runTests';

/** @param avm the command's script */
export function testProcess(avm: string): RunTests {
  return async request => {
    if (!request.coverage) return { report: readReport(await run(avm, request)), lcov: undefined };
    const folder = await mkdtemp(join(tmpdir(), 'avm-coverage-'));
    try {
      const file = join(folder, 'lcov.info');
      const out = await run(avm, request, '--lcov', file);
      const lcov = await readFile(file, 'utf8').catch(() => undefined);
      return { report: readReport(out), lcov };
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  };
}

/** @returns what it printed */
function run(
  avm: string,
  { scenarios, said, onCancel }: TestRequest,
  ...options: readonly string[]
): Promise<string> {
  return new Promise(resolve => {
    const args = [avm, 'test', '--json', '--no-summary', ...options, '--', ...scenarios];
    // On a desktop this program is the editor itself, which the variable turns into Node.
    const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
    const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '';
    child.stdout.setEncoding('utf8').on('data', (it: string) => (out += it));
    child.stderr.setEncoding('utf8').on('data', said);
    child.on('error', error => {
      said(`${error.message}\n`);
      resolve(out);
    });
    child.on('close', () => resolve(out));
    // It ends cargo, too.
    onCancel(() => child.kill('SIGINT'));
  });
}
