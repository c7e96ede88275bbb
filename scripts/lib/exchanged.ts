/** A scenario with other executables in its contracts' places. */

import { readFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import type { HeadlessRun } from '../../debugger/chain/headless';
import { runHeadless } from '../../debugger/chain/headless';
import { loadScenario } from '../../debugger/chain/scenario/loadScenario';
import { loadPrograms } from '../../debugger/chain/scenario/programs';
import { resolveScenario } from '../../debugger/chain/scenario/resolve';
import { readElf } from '../../debugger/elf/elfImage';
import { fileExists, readFile, resolvePath } from '../../debugger/host/files';
import { TARGET } from '../../debugger/host/toolchain';

const root = join(__dirname, '../..');
const kernelPath = join(root, 'dist/kernel.elf');
/** Ten times what the longest sample needs. */
const MAX_STEPS = 500_000_000;

/** @param name as `erc20/transfer` */
export function sampleScenario(name: string): string {
  const [sample = '', scenario = ''] = name.split('/');
  return join(root, 'sample-contracts', sample, 'scenarios', `${scenario}.scenario.json`);
}

/**
 * @param path of the scenario
 * @param executables files by the name of the crate that they stand for; samples not named are as they were built
 */
export async function runExchanged(
  path: string,
  executables: ReadonlyMap<string, string>,
): Promise<HeadlessRun> {
  const services = {
    readFile,
    fileExists,
    resolvePath,
    build: (crate: string) => {
      const contract = basename(crate);
      const built = join(root, 'target', TARGET, 'debug', contract);
      const executable = executables.get(contract) ?? built;
      return Promise.resolve({ kind: 'built' as const, executable });
    },
  };
  const parsed = await loadScenario(path, services, it => relative(root, it));
  const programs = await loadPrograms(parsed, dirname(path), services);
  const kernel = readElf(readFileSync(kernelPath), kernelPath);
  return runHeadless(resolveScenario(parsed, programs), { kernel, maxSteps: MAX_STEPS });
}
