/** The run of a sample's scenario without any debugger, for tests that need an account of their own of what happened. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ChainObserver } from '../../../debugger/chain/run';
import { ChainRun } from '../../../debugger/chain/run';
import { load } from '../../../debugger/engine/loader';
import { fileExists, readFile, resolvePath } from '../../../debugger/host/files';

const root = join(__dirname, '../../..');

/** @param scenario below sample-contracts, as `erc20/transfer`. Contracts have been built before. */
export async function bareRun(scenario: string, observer: ChainObserver = {}): Promise<ChainRun> {
  const [crate = '', name = ''] = scenario.split('/');
  const { resolved, kernelImage } = await load(
    {
      scenario: join(root, 'sample-contracts', crate, 'scenarios', `${name}.scenario.json`),
      kernel: readFileSync(join(root, 'dist/kernel.elf')),
      build: false,
    },
    { readFile, fileExists, resolvePath },
    {
      output: () => undefined,
      progress: () => undefined,
      buildStarted: () => undefined,
      buildMessage: () => undefined,
    },
  );
  return new ChainRun({
    kernel: kernelImage,
    state: resolved.genesis.clone(),
    bundle: resolved.bundle,
    rules: resolved.scenario.rules,
    block: resolved.scenario.block,
    observer,
  });
}
