/** Where contracts failed, told at the moment, against the stops of the debugger at the same failures. */

import { strict as assert } from 'node:assert';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runHeadless } from '../../debugger/chain/headless';
import { loadScenario } from '../../debugger/chain/scenario/loadScenario';
import { loadPrograms } from '../../debugger/chain/scenario/programs';
import { resolveScenario } from '../../debugger/chain/scenario/resolve';
import { readElf } from '../../debugger/elf/elfImage';
import { DebugEngine } from '../../debugger/engine/debugEngine';
import type { Failure } from '../../debugger/engine/failurePlace';
import { FailureWatch } from '../../debugger/engine/failurePlace';
import type { FrameView } from '../../debugger/engine/views';
import { fileExists, readFile, resolvePath } from '../../debugger/host/files';

const root = join(__dirname, '../..');
const kernelPath = join(root, 'dist/kernel.elf');
const services = { readFile, fileExists, resolvePath };

/** Traps and panics of one contract; panics and failures of contracts that others have called. */
const SCENARIOS = ['trouble/scenarios/trouble', 'dex/scenarios/refusals'];

describe('where a contract failed', function () {
  this.timeout(120_000);

  for (const name of SCENARIOS) {
    it(`is where the debugger stops: ${name}`, async () => {
      const path = join(root, `sample-contracts/${name}.scenario.json`);
      const { failures, failed } = await watched(path);
      assert.ok(failed.length > 3);
      const stops = await stopsOf(path);
      for (const index of failed) {
        const [deepest] = failures.get(index) ?? [];
        const stop = stops.get(index);
        assert.equal(deepest === undefined, stop === undefined, `transaction ${index}`);
        if (deepest === undefined || stop === undefined) continue;
        assert.deepEqual(
          shown(deepest.stack),
          shown(stop.filter(isStanding)),
          `transaction ${index}`,
        );
      }
    });
  }

  it('is a line of the author for every panic and trap, with its reason', async () => {
    const path = join(root, 'sample-contracts/trouble/scenarios/trouble.scenario.json');
    const { failures } = await watched(path);
    const source = readFileSync(join(root, 'sample-contracts/trouble/src/main.rs'), 'utf8');
    const lines = source.split('\n');
    const panicked = [...failures.values()].flat().filter(it => it.status === 'panicked');
    const trapped = [...failures.values()].flat().filter(it => it.status === 'trapped');
    assert.ok(panicked.length > 0 && trapped.length > 2);
    for (const it of [...panicked, ...trapped]) {
      assert.equal(it.contract, 'trouble');
      assert.ok(it.reason !== undefined);
      assert.match(it.place?.source?.path ?? '', /\/sample-contracts\/trouble\/src\/main\.rs$/);
      assert.ok((lines[(it.place?.line ?? 0) - 1] ?? '').trim() !== '');
    }
    const [panic] = panicked;
    // The message has the same line and column as the frame.
    const said = /main\.rs:(\d+):(\d+): /.exec(panic?.reason ?? '');
    assert.deepEqual([panic?.place?.line, panic?.place?.column], said?.slice(1).map(Number));
  });

  it('has the frames of the contracts that called', async () => {
    const path = join(root, 'sample-contracts/dex/scenarios/refusals.scenario.json');
    const { failures } = await watched(path);
    const nested = [...failures.values()].filter(it => it.length > 1);
    assert.ok(nested.length > 0, 'no call failed within another');
    for (const [deepest, outer] of nested) {
      const labels = deepest?.stack.filter(it => it.kind === 'label').map(it => it.name);
      const crossing = `kernel: ${outer?.contract} calls ${deepest?.contract}`;
      assert.deepEqual(labels, [crossing]);
    }
  });
});

/** Not of a function that has returned the error. */
function isStanding({ hasReturned, name }: FrameView): boolean {
  return hasReturned !== true && name !== 'returned: the error came from here';
}

async function watched(
  path: string,
): Promise<{ failures: Map<number, readonly Failure[]>; failed: number[] }> {
  assert.ok(existsSync(kernelPath), 'npm run guest');
  const kernel = readElf(readFileSync(kernelPath), kernelPath);
  const scenario = await loadScenario(path, services);
  const resolved = resolveScenario(scenario, await loadPrograms(scenario, dirname(path), services));
  let watch: FailureWatch | undefined;
  const { run, stop } = await runHeadless(resolved, {
    kernel,
    watch: it => (watch = new FailureWatch({ resolved, kernel, run: it })).observer,
  });
  assert.equal(stop, 'complete');
  const failures = new Map<number, readonly Failure[]>();
  for (const { index } of run.receipts) {
    const some = watch?.failuresOf(index) ?? [];
    if (some.length > 0) failures.set(index, some);
  }
  const failed = run.receipts.filter(it => it.status !== 'success').map(it => it.index);
  return { failures, failed };
}

/** The first stop of each transaction at a failure. */
async function stopsOf(path: string): Promise<Map<number, readonly FrameView[]>> {
  const silent = {
    output: () => undefined,
    progress: () => undefined,
    buildStarted: () => undefined,
    buildMessage: () => undefined,
  };
  const launch = { scenario: path, kernel: readFileSync(kernelPath), build: false };
  const engine = await DebugEngine.launch(launch, services, silent);
  const stops = new Map<number, readonly FrameView[]>();
  engine.setExceptionFilters(['panic', 'trap', 'outOfGas', 'failed']);
  for (;;) {
    engine.resume('continue');
    let stop = await engine.runSlice(5_000_000);
    while (stop === undefined) stop = await engine.runSlice(5_000_000);
    const index = engine.transactionIndex;
    if (stop.reason !== 'exception' || index === undefined) break;
    if (!stops.has(index)) stops.set(index, engine.stack());
  }
  engine.dispose();
  return stops;
}

function shown(stack: readonly FrameView[]): string[] {
  return stack.map(({ name, source, line, column }) => {
    return `${name} ${source?.path ?? ''}:${line}:${column}`;
  });
}
