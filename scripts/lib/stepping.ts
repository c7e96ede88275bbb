/** How fast the engine steps by instruction, with all that it looks at to know where a step ends. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DebugEngine } from '../../debugger/engine/debugEngine';
import { fileExists, readFile, resolvePath } from '../../debugger/host/files';

const root = process.cwd();
const scenario = join(root, 'sample-contracts/erc20/scenarios/transfer.scenario.json');

/** Both until the computer has seen enough of the program, and after it. */
const WARM_UP = 100_000;
const STEPS = 200_000;

/** Steps a second through the erc20 sample, in the contract and in the kernel as it comes. */
export async function measureStepping(): Promise<number> {
  const engine = await launch();
  await step(engine, WARM_UP);
  const start = performance.now();
  const steps = await step(engine, STEPS);
  return (steps / (performance.now() - start)) * 1000;
}

/** @returns the steps made: fewer where the scenario ends */
async function step(engine: DebugEngine, steps: number): Promise<number> {
  for (let made = 0; made < steps; made += 1) {
    engine.resume('stepIn', 'instruction');
    const slice = engine.runSlice(Number.MAX_SAFE_INTEGER);
    const stop = slice instanceof Promise ? await slice : slice;
    if (stop?.reason === 'terminated') return made;
  }
  return steps;
}

async function launch(): Promise<DebugEngine> {
  const silent = () => undefined;
  const engine = await DebugEngine.launch(
    {
      scenario,
      kernel: readFileSync(join(root, 'dist/kernel.elf')),
      build: false,
      stopOnEntry: true,
      sourceMap: { '/avm/': `${root}/` },
    },
    { readFile, fileExists, resolvePath },
    { output: silent, progress: silent, buildStarted: silent, buildMessage: silent },
  );
  while ((await engine.runSlice(1_000_000)) === undefined);
  return engine;
}
