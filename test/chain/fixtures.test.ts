/** Every sample scenario on the real kernel in the real machine, with every receipt checked. */

import { strict as assert } from 'node:assert';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { MemoryLevel } from 'memory-level';
import { encodeState } from '../../debugger/chain/codec/state';
import { runHeadless } from '../../debugger/chain/headless';
import { ChainRun } from '../../debugger/chain/run';
import { formatMismatch } from '../../debugger/chain/scenario/expectations';
import { formatProblem } from '../../debugger/chain/scenario/problems';
import { loadScenario } from '../../debugger/chain/scenario/loadScenario';
import { loadPrograms } from '../../debugger/chain/scenario/programs';
import type { ResolvedScenario } from '../../debugger/chain/scenario/resolve';
import { resolveScenario } from '../../debugger/chain/scenario/resolve';
import { ChainState, memoryStore } from '../../debugger/chain/state';
import { readElf } from '../../debugger/elf/elfImage';
import { fileExists, readFile, resolvePath } from '../../debugger/host/files';

const root = join(__dirname, '../..');
const samples = join(root, 'sample-contracts');
const kernelPath = join(root, 'dist/kernel.elf');
/** Ten times what the longest sample needs: a kernel that hangs fails, it does not hang the test. */
const MAX_STEPS = 500_000_000;

const scenarios = readdirSync(samples)
  .map(it => join(samples, it, 'scenarios'))
  .filter(it => existsSync(it))
  .flatMap(folder => readdirSync(folder).map(it => join(folder, it)))
  .filter(it => it.endsWith('.scenario.json'))
  .sort();

async function load(path: string, base?: ChainState): Promise<ResolvedScenario> {
  const services = { readFile, fileExists, resolvePath };
  const scenario = await loadScenario(path, services, it => relative(root, it));
  return resolveScenario(scenario, await loadPrograms(scenario, dirname(path), services), base);
}

const kernel = () => readElf(readFileSync(kernelPath), kernelPath);

/** All that two runs must agree on. */
function summary(run: ChainRun) {
  return {
    position: run.machine.position,
    userInstructions: run.machine.userInstructions,
    receipts: run.receipts,
    state: encodeState(run.state.accounts()),
  };
}

/** All of a state, its store's part included. */
async function bytesOf(state: ChainState): Promise<Uint8Array> {
  const accounts = [];
  for await (const it of state.everyAccount()) accounts.push(it);
  return encodeState(accounts);
}

/** A store that never answers at once, as a browser's. */
class AsynchronousStore extends MemoryLevel<string, Uint8Array> {
  constructor() {
    super({ storeEncoding: 'view', keyEncoding: 'utf8', valueEncoding: 'view' });
    this.supports = { ...this.supports, getSync: false } as typeof this.supports;
  }
}

describe('sample scenarios', () => {
  it('are there', () => assert.ok(scenarios.length >= 8, `${scenarios.length} found`));

  for (const path of scenarios) {
    describe(relative(samples, path), () => {
      it('expects something of every transaction', async () => {
        const { scenario } = await load(path);
        const silent = scenario.transactions.flatMap((it, at) => (it.expect ? [] : [at]));
        assert.deepEqual(silent, []);
      });

      it('has every receipt as expected', async () => {
        const { run, stop, mismatches } = await runHeadless(await load(path), {
          kernel: kernel(),
          maxSteps: MAX_STEPS,
        });
        assert.deepEqual([stop, run.epitaph], ['complete', undefined]);
        assert.equal(run.firmware.tasks.length, 0);
        const differences = mismatches.map(
          it => `${formatProblem({ ...it.place, message: formatMismatch(it) })}`,
        );
        assert.deepEqual(differences, []);
      });
    });
  }
});

describe('a run', () => {
  const path = join(samples, 'erc20/scenarios/transfer.scenario.json');

  it('is the same from run to run', async () => {
    const options = { kernel: kernel(), maxSteps: MAX_STEPS };
    const first = await runHeadless(await load(path), options);
    const second = await runHeadless(await load(path), options);
    assert.ok(first.run.machine.userInstructions > 0);
    assert.deepEqual(summary(second.run), summary(first.run));
  });

  it('is the same in slices of any length', async () => {
    const whole = await runHeadless(await load(path), { kernel: kernel(), maxSteps: MAX_STEPS });
    const { state, bundle, scenario } = await load(path);
    const run = new ChainRun({ kernel: kernel(), state, bundle, rules: scenario.rules });
    for (let stop = run.run(1); stop !== 'complete'; stop = run.run(997)) {
      if (stop === 'waiting') await run.ready();
      else assert.equal(stop, 'budget');
    }
    assert.deepEqual(summary(run), summary(whole.run));
  });

  it('is the same on a store that answers later', async () => {
    const options = { kernel: kernel(), maxSteps: MAX_STEPS };
    const now = await runHeadless(await load(path), options);
    const slow = new ChainState(new AsynchronousStore());
    const later = await runHeadless(await load(path, slow), options);
    assert.equal(later.stop, 'complete');
    assert.deepEqual(summary(later.run), summary(now.run));
  });

  it('leaves each transaction in the store as it goes', async () => {
    const store = memoryStore();
    const { state, bundle, scenario } = await load(path, new ChainState(store));
    const run = new ChainRun({
      kernel: kernel(),
      state,
      bundle,
      rules: scenario.rules,
      isDurable: true,
    });
    let committed = 0;
    for (let stop = run.run(1_000_000); stop !== 'complete'; stop = run.run(1_000_000)) {
      assert.ok(stop === 'budget' || stop === 'waiting', stop);
      await run.ready();
      if (run.receipts.length === committed) continue;
      committed = run.receipts.length;
      assert.deepEqual(await bytesOf(new ChainState(store)), await bytesOf(run.state));
    }
    assert.equal(committed, bundle.length);
    const whole = await runHeadless(await load(path), { kernel: kernel(), maxSteps: MAX_STEPS });
    assert.deepEqual(await bytesOf(new ChainState(store)), summary(whole.run).state);
    assert.equal(await new ChainState(store).root(), await whole.run.state.root());
  });

  it('says where each event was fired', async () => {
    const { run } = await runHeadless(await load(path), { kernel: kernel(), maxSteps: MAX_STEPS });
    const events = run.receipts.flatMap(it => it.events);
    assert.ok(events.length > 0);
    const positions = events.map(it => it.position ?? -1);
    assert.ok(positions.every((it, at) => it > (positions[at - 1] ?? 0)));
    for (const it of events) assert.ok(it.pc > 0 && it.pc < 0x4000_0000);
  });
});
