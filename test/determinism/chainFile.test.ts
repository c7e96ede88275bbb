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
import { fingerprint, reach, runToEnd, scenario, SCENARIOS } from './support/scenarioRun';

const POSITIONS = 6;

describe('a chain snapshot in a file', () => {
  let folder = '';
  before(() => void (folder = mkdtempSync(join(tmpdir(), 'avm-chain-'))));
  after(() => rmSync(folder, { recursive: true }));

  for (const [index, path] of SCENARIOS.entries()) {
    it(`goes on in another process: ${path}`, async () => {
      const { run, bundle } = await scenario(path);
      await runToEnd(run);
      const positions = new Random(index + 77).ascending(POSITIONS, run.machine.position);

      // The middle one is written; the later ones are compared.
      const fresh = (await scenario(path)).run;
      const [from = 0, ...later] = positions.slice(POSITIONS / 2);
      await reach(fresh, from);
      const file = join(folder, `${index}.snapshot`);
      writeFileSync(file, writeChainSnapshot(fresh.snapshot(), bundle));
      const here = [fingerprint(fresh)];
      for (const position of later) {
        await reach(fresh, position);
        here.push(fingerprint(fresh));
      }
      await runToEnd(fresh);
      here.push(fingerprint(fresh));

      const script = join(__dirname, 'support/resumeChain.ts');
      const args = ['--import', 'tsx', script, path, file, ...later.map(String)];
      const there = execFileSync(process.execPath, args, { encoding: 'utf8' }).trim().split('\n');
      assert.deepEqual(there, here);
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
