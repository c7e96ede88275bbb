/** A chain's snapshot in a file: another process goes on from it as this one did, and a damaged one is refused. */

import { strict as assert } from 'node:assert';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ChainRun } from '../../debugger/chain/run';
import { readChainSnapshot, writeChainSnapshot } from '../../debugger/chain/snapshotFile';
import type { Transaction } from '../../debugger/chain/transaction';
import { MalformedInput } from '../../debugger/shared/errors';
import { Random } from './support/random';
import type { ResumeJob } from './support/resumeChain';
import { fingerprint, reach, runToEnd, scenario, SCENARIOS } from './support/scenarioRun';

const POSITIONS = 6;

describe('a chain snapshot in a file', () => {
  let folder = '';
  /** Hashes by scenario: of the runs that went on here, and of those that did in the other process. */
  const here = new Map<string, readonly string[]>();
  const there = new Map<string, readonly string[]>();

  // One process for all: its start takes as long as what it does for one of them.
  before(async function () {
    this.timeout(240_000);
    folder = mkdtempSync(join(tmpdir(), 'avm-chain-'));
    const jobs: ResumeJob[] = [];
    for (const [index, path] of SCENARIOS.entries()) {
      const file = join(folder, `${index}.snapshot`);
      const { positions, hashes } = await goOnHere(path, file, new Random(index + 77));
      here.set(path, hashes);
      jobs.push({ scenario: path, file, positions });
    }
    const list = join(folder, 'jobs.json');
    writeFileSync(list, JSON.stringify(jobs));
    const script = join(__dirname, 'support/resumeChain.ts');
    const lines = execFileSync(process.execPath, ['--import', 'tsx', script, list], {
      encoding: 'utf8',
    });
    for (const [index, line] of lines.trim().split('\n').entries()) {
      there.set(SCENARIOS[index] ?? '', JSON.parse(line) as string[]);
    }
  });
  after(() => rmSync(folder, { recursive: true }));

  for (const path of SCENARIOS) {
    it(`goes on in another process: ${path}`, () => {
      assert.ok((here.get(path)?.length ?? 0) > POSITIONS / 2);
      assert.deepEqual(there.get(path), here.get(path));
    });
  }

  describe('of a transaction that has fired and written', () => {
    let run: ChainRun;
    let bundle: readonly Transaction[];
    let bytes: Uint8Array;

    before(async () => {
      const path = SCENARIOS.find(it => it.includes('erc20')) ?? assert.fail();
      ({ run, bundle } = await scenario(path));
      const { firmware } = run;
      const isFull = () =>
        firmware.fired.length > 0 && firmware.pendingSlots.size > 0 && run.receipts.length > 0;
      while (!isFull()) {
        const stop = await reach(run, run.machine.position + 500);
        assert.equal(stop, 'budget', 'the scenario has no such place');
      }
      bytes = writeChainSnapshot(run.snapshot(), bundle);
    });

    it('says the same when it is read', () => {
      const { machine, state, ...host } = readChainSnapshot(bytes, 'test', bundle);
      const { machine: _machine, state: _state, ...expected } = run.snapshot();
      assert.deepEqual(host, expected);
      assert.equal(machine.position, run.machine.position);
      assert.deepEqual(state.written(), run.state.written());
      assert.ok(host.firmware.tasks.length > 0);
    });

    it('is refused with its place when it is cut short, or longer', () => {
      for (let length = 0; length < bytes.length; length += length < 200 ? 1 : 4099) {
        const cut = bytes.subarray(0, length);
        assert.throws(() => readChainSnapshot(cut, 'test', bundle), MalformedInput);
      }
      const longer = new Uint8Array(bytes.length + 1);
      longer.set(bytes);
      assert.throws(
        () => readChainSnapshot(longer, 'test', bundle),
        /snapshot-longer-than-its-parts/,
      );
    });

    it('is refused for another bundle', () => {
      const other = bundle.slice(1);
      assert.throws(() => readChainSnapshot(bytes, 'test', other), /snapshot-other-bundle/);
    });

    it('is refused or read, and no host exception, whatever is changed behind the machine', () => {
      const machineBytes = new DataView(bytes.buffer).getUint32(40, true);
      const random = new Random(5);
      const host = 44 + machineBytes;
      assert.ok(host < bytes.length);
      let refused = 0;
      for (let count = 0; count < 300; count += 1) {
        const at = host + random.below(Math.min(2000, bytes.length - host));
        const changed = bytes.slice();
        changed[at] = random.below(256);
        try {
          readChainSnapshot(changed, 'test', bundle);
        } catch (error) {
          assert.ok(error instanceof MalformedInput, String(error));
          refused += 1;
        }
      }
      assert.ok(refused > 10, `${refused} refused`);
    });
  });
});

/** Writes a snapshot of the run in its middle, and goes on to positions behind it, and to its end. */
async function goOnHere(
  path: string,
  file: string,
  random: Random,
): Promise<{ readonly positions: readonly number[]; readonly hashes: readonly string[] }> {
  const { run, bundle } = await scenario(path);
  await runToEnd(run);
  const { position: end } = run.machine;
  const [from = 0, ...positions] = random.ascending(POSITIONS, end).slice(POSITIONS / 2);
  const fresh = (await scenario(path)).run;
  await reach(fresh, from);
  writeFileSync(file, writeChainSnapshot(fresh.snapshot(), bundle));
  const hashes = [fingerprint(fresh)];
  for (const position of positions) {
    await reach(fresh, position);
    hashes.push(fingerprint(fresh));
  }
  await runToEnd(fresh);
  return { positions, hashes: [...hashes, fingerprint(fresh)] };
}
