/** `npm start`: from a fresh clone to a debug session of the erc20 sample, driven through the DAP server. */

import { run, runSteps, step } from './lib/steps.mjs';
import { root, setup } from './lib/setup.mjs';

await runSteps(async () => {
  await setup('start');
  await step('A debug session of the erc20 sample', () =>
    run('npx', ['tsx', 'scripts/tour.ts'], { cwd: root }),
  );
});
