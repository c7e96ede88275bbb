/** A process that is there to be killed: runs what is left of the long bundle on a chain in a folder, and says so. */

import { openChainFolder } from '../../debugger/host/chainFolder';
import { heightOf } from '../../debugger/chain/storedChain';
import { ChainRun } from '../../debugger/chain/run';
import { kernel } from '../kernel/chain';
import { begin, transactions } from './longBundle';

async function main(path: string, count: number): Promise<void> {
  const { state, isNew, begin: beginChain, close } = await openChainFolder(path, 'create');
  if (isNew) {
    begin(state);
    await beginChain(state);
  }
  const bundle = transactions(count).slice(Number(await heightOf(state)));
  const run = new ChainRun({ kernel, state, bundle, rules: 'strict', isDurable: true });
  let isRunning = false;
  for (;;) {
    const stop = run.run(1_000_000);
    if (stop === 'waiting') await run.ready();
    // What the first transaction did is in the folder.
    if (!isRunning && run.receipts.length > 0) process.stdout.write('running\n');
    isRunning ||= run.receipts.length > 0;
    if (stop !== 'waiting' && stop !== 'budget') break;
  }
  await close();
  process.stdout.write(`${run.epitaph ?? 'done'}\n`);
}

void main(process.argv[2] ?? '', Number(process.argv[3]));
