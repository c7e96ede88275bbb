/** Whole transactions executed instruction by instruction, with their stacks compared at each. */

import { ShadowStack } from './shadowStack';
import { loadTarget } from './loadTarget';

/**
 * @param scenario path of a scenario whose contracts have been built
 * @param first index of the first transaction that is compared; what comes before is only executed
 * @param count of transactions
 */
export async function walkTransactions(
  scenario: string,
  kernelPath: string,
  first = 0,
  count = Infinity,
): Promise<ShadowStack> {
  const target = await loadTarget(scenario, kernelPath);
  const { run } = target;
  const shadow = new ShadowStack(target);
  let hasBooted = false;
  while (run.receipts.length < first + count) {
    hasBooted ||= run.tasks.length > 0;
    if (hasBooted && run.receipts.length >= first) shadow.compare();
    const stop = shadow.step();
    if (stop === 'waiting') await run.ready();
    if (stop === 'complete' || stop === 'kernelDied') break;
  }
  return shadow;
}
