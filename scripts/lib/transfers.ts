/** Many small transactions: a thousand ERC-20 transfers through the real kernel, by both engines. */

import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { runHeadless } from '../../debugger/chain/headless';
import { loadScenario } from '../../debugger/chain/scenario/loadScenario';
import { loadPrograms } from '../../debugger/chain/scenario/programs';
import { resolveScenario } from '../../debugger/chain/scenario/resolve';
import { readElf } from '../../debugger/elf/elfImage';
import { fileExists, readFile, resolvePath } from '../../debugger/host/files';
import { TARGET } from '../../debugger/host/toolchain';
import {
  chooseEngine,
  INTERPRETER,
  TRANSLATOR,
  type EngineChoice,
} from '../../debugger/vm/jit/choice';
import { ROOM } from '../../debugger/vm/jit/eagerness';
import { TranslationCache } from '../../debugger/vm/jit/pageTranslation';
import type { TranslationCounts } from '../../debugger/vm/jit/translator';

const TRANSFERS = 1000;
/** The first run in a process has cold code in the host as well; what is known is compiled well after some. */
const RUNS = 8;

export interface TransferRun {
  readonly instructions: number;
  readonly seconds: number;
  readonly translation: Readonly<TranslationCounts> | undefined;
}

/** All of it: the kernel boots, and the firmware commits each transaction. */
export interface Transfers {
  readonly interpreted: TransferRun;
  /** By a machine that finds nothing translated. */
  readonly translated: TransferRun;
  /** By one that finds what another has translated. */
  readonly again: TransferRun;
}

/** Samples are taken as `npm run guest` has built them. */
export async function measureTransfers(root: string): Promise<Transfers> {
  const run = await transfers(root);
  const empty = () => ({ ...TRANSLATOR, cache: new TranslationCache(ROOM.bytes) });
  const full = empty();
  await run(full);
  return {
    interpreted: await quickest(() => run(INTERPRETER)),
    translated: await quickest(() => run(empty())),
    again: await quickest(() => run(full)),
  };
}

async function quickest(run: () => Promise<TransferRun>): Promise<TransferRun> {
  let best = await run();
  for (let again = 1; again < RUNS; again += 1) {
    const ran = await run();
    if (ran.seconds < best.seconds) best = ran;
  }
  return best;
}

async function transfers(root: string): Promise<(engine: EngineChoice) => Promise<TransferRun>> {
  const path = join(root, 'sample-contracts/erc20/scenarios/thousand.scenario.json');
  const text = new TextEncoder().encode(JSON.stringify(scenario()));
  const services = {
    readFile: (it: string) => (it === path ? Promise.resolve(text) : readFile(it)),
    fileExists,
    resolvePath,
    build: (crate: string) => {
      const executable = join(root, 'target', TARGET, 'debug', basename(crate));
      return Promise.resolve({ kind: 'built' as const, executable });
    },
  };
  const parsed = await loadScenario(path, services, basename);
  const resolved = resolveScenario(parsed, await loadPrograms(parsed, dirname(path), services));
  const kernelPath = join(root, 'dist/kernel.elf');
  const kernel = readElf(readFileSync(kernelPath), kernelPath);
  return async engine => {
    chooseEngine({ ...engine, now: () => performance.now() });
    const start = performance.now();
    const { run, stop, mismatches } = await runHeadless(resolved, { kernel });
    const seconds = (performance.now() - start) / 1000;
    chooseEngine(TRANSLATOR);
    if (stop !== 'complete' || mismatches.length > 0) throw new Error('a transfer failed');
    return { instructions: run.machine.retired, seconds, translation: run.machine.translation };
  };
}

function scenario(): object {
  const account = (byte: string) => ({ address: byte.repeat(20), balance: '1000000000' });
  const call = (name: string, args: object) => ({
    call: 'token',
    from: 'alice',
    function: name,
    arguments: args,
    expect: { status: 'success' },
  });
  return {
    version: 1,
    name: 'a thousand transfers',
    accounts: { alice: account('a1'), bob: account('b0'), carol: account('ca') },
    contracts: { token: { crate: '..', address: '70'.repeat(20) } },
    transactions: [
      { create: 'token', from: 'alice' },
      call('init', { total_supply: TRANSFERS, decimals: 18 }),
      ...Array.from({ length: TRANSFERS }, (_, at) =>
        call('transfer', { to: at % 2 === 0 ? 'bob' : 'carol', amount: 1 }),
      ),
    ],
  };
}
