/** A scenario with its debug information, and a chain to run it on, without a debug session. */

import { readFileSync } from 'node:fs';
import { ChainRun } from '../../../debugger/chain/run';
import { load } from '../../../debugger/engine/loader';
import { Target } from '../../../debugger/engine/target';
import { fileExists, readFile, resolvePath } from '../../../debugger/host/files';

export async function loadTarget(scenario: string, kernelPath: string): Promise<Target> {
  const { kernelImage, ...loaded } = await load(
    { scenario, kernel: readFileSync(kernelPath), build: false },
    { readFile, fileExists, resolvePath },
    {
      output: () => undefined,
      progress: () => undefined,
      buildStarted: () => undefined,
      buildMessage: () => undefined,
    },
  );
  const { resolved } = loaded;
  const run = new ChainRun({
    kernel: kernelImage,
    state: resolved.genesis.clone(),
    bundle: resolved.bundle,
    rules: resolved.scenario.rules,
    block: resolved.scenario.block,
  });
  return new Target({ run, ...loaded });
}
