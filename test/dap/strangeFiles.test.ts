/** Whatever a client or a scenario names as a file is read to a bound or refused with a sentence: nothing hangs. */

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hostServices } from '../../debugger/host/services';
import { InProcessClient } from './support/inProcessClient';

const root = join(__dirname, '../..');
const scenario = join(root, 'sample-contracts/simple/scenarios/larger.scenario.json');

const scenarioOf = (contract: object): object => ({
  version: 1,
  contracts: { c: { address: '0c'.repeat(20), ...contract } },
  transactions: [],
});

describe('files that are none', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'avm-strange-'));
    execFileSync('mkfifo', [at('pipe')]);
    writeFileSync(at('image'), '');
    truncateSync(at('image'), 2 ** 40);
    writeFileSync(at('long.json'), ' '.repeat(20 * 1024 * 1024));
    writeFileSync(at('twice.json'), `{${'"a":1,'.repeat(100_000)}"a":1}`);
  });
  after(() => rmSync(folder, { recursive: true }));
  const at = (name: string): string => join(folder, name);

  const strange: readonly (readonly [path: () => string, why: RegExp])[] = [
    [() => '/dev/zero', /: a device, not a file$/],
    [() => at('pipe'), /: a pipe, not a file$/],
    [() => folder, /: a folder, not a file$/],
    [() => at('image'), /: no file of more than 256 MiB is read$/],
  ];

  async function refusal(launched: object): Promise<string> {
    const client = new InProcessClient(hostServices(join(root, 'dist')));
    await client.request('initialize', { adapterID: 'avm' });
    const { success, message } = await client.request('launch', { build: false, ...launched });
    assert.equal(success, false);
    // The session is as good as new.
    const again = await client.request('launch', { scenario, build: false });
    assert.equal(again.success, true, again.message);
    await client.request('disconnect');
    assert.deepEqual(client.problems, []);
    return message ?? '';
  }

  it('are no scenario and no kernel', async () => {
    for (const [path, why] of strange) {
      assert.match(await refusal({ scenario: path() }), why);
      assert.match(await refusal({ scenario, kernel: path() }), why);
    }
  });

  it('are no texts', async () => {
    assert.match(
      await refusal({ scenario: at('long.json') }),
      /:1:1: no text of more than 16777216/,
    );
    const twice = await refusal({ scenario: at('twice.json') });
    assert.equal(twice.split('\n').length, 100, 'as many as a person reads');
  });

  it('are no program, no ABI and no base of a scenario', async () => {
    const write = (contract: object, more = {}): string => {
      const file = at('named.scenario.json');
      writeFileSync(file, JSON.stringify({ ...scenarioOf(contract), ...more }));
      return file;
    };
    const elf = join(root, 'dist/kernel.elf');
    for (const [path, kind] of strange.slice(0, 3)) {
      const none = new RegExp(`there is no file ${path()}$`);
      for (const it of [{ elf: path() }, { image: path() }, { elf, abi: path() }]) {
        assert.match(await refusal({ scenario: write(it) }), kind);
      }
      assert.match(await refusal({ scenario: write({ elf }, { extends: path() }) }), none);
    }
    assert.match(await refusal({ scenario: write({ elf: at('image') }) }), strange[3]?.[1] ?? /^$/);
    const long = await refusal({ scenario: write({ elf, abi: at('long.json') }) });
    assert.match(long, /long\.json: no text of more than 16777216 bytes is read$/);
  });
});
