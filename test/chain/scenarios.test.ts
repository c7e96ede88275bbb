/** What scenarios can say beyond a list of transactions, on the real kernel. */

import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { HeadlessRun } from '../../debugger/chain/headless';
import { runHeadless } from '../../debugger/chain/headless';
import { formatMismatch } from '../../debugger/chain/scenario/expectations';
import { loadScenario } from '../../debugger/chain/scenario/loadScenario';
import { loadPrograms } from '../../debugger/chain/scenario/programs';
import { resolveScenario } from '../../debugger/chain/scenario/resolve';
import { readElf } from '../../debugger/elf/elfImage';
import { fileExists, readFile, resolvePath } from '../../debugger/host/files';

const root = join(__dirname, '../..');
const folder = join(__dirname, 'scenarios');
const kernel = readElf(readFileSync(join(root, 'dist/kernel.elf')), 'kernel.elf');

async function run(
  name: string,
  change: (text: string) => string = it => it,
): Promise<HeadlessRun> {
  const path = join(folder, `${name}.scenario.json`);
  const files = {
    fileExists,
    resolvePath,
    readFile: async (at: string) => {
      const bytes = await readFile(at);
      return at === path
        ? new TextEncoder().encode(change(new TextDecoder().decode(bytes)))
        : bytes;
    },
  };
  const scenario = await loadScenario(path, files);
  const programs = await loadPrograms(scenario, folder, { readFile, fileExists, resolvePath });
  return runHeadless(resolveScenario(scenario, programs), { kernel });
}

const differences = ({ mismatches }: HeadlessRun): string[] => mismatches.map(formatMismatch);

describe('scenarios', () => {
  it('take values from earlier receipts and match patterns', async () => {
    const ran = await run('values');
    assert.deepEqual(differences(ran), []);
    assert.equal(ran.run.receipts.length, 6);
  });

  it('check a root', async () => {
    // The state holds the contract's code, which is another one with each compiler: no root can be written down here.
    const { state } = (await run('values')).run;
    const right = await state.root();
    const wrong = '0'.repeat(64);
    const expecting = (it: string) => (text: string) =>
      text.replace('"storage": { "token"', `"root": "${it}", $&`);
    assert.deepEqual(differences(await run('values', expecting(right))), []);
    assert.deepEqual(differences(await run('values', expecting(wrong))), [
      `root: expected ${wrong}, got ${right}`,
    ]);
  });

  const changes: readonly [what: string, from: string, to: string, difference: string][] = [
    [
      'a range',
      '"atLeast": 1000, "atMost": 1000',
      '"atLeast": 990, "atMost": 999',
      'events[0].fields.value: expected at least 990, at most 999, got 1000',
    ],
    ['an expression', '^Some', '^None', 'events[0].fields.from: expected what fits /^None'],
    [
      'an error',
      `{
          "name": "TokenError::Insufficient",
          "fields": { "owner": "alice", "have": 0, "wanted": { "any": true } }
        }`,
      '"NotOwner"',
      'error: expected NotOwner, got TokenError::Insufficient: alice has 0, which is less than 8',
    ],
    ["an error's field", '"have": 0', '"have": 1', 'error.fields.have: expected 1, got 0'],
    [
      'the end',
      '"owner": "alice" } }',
      '"owner": "bob" } }',
      'storage.token.owner: expected bob, got alice',
    ],
    [
      'a balance',
      '"atLeast": 1 }',
      '"atLeast": 1001 }',
      'balances.alice: expected at least 1001, got 1000',
    ],
    [
      'a referenced value',
      '"${created.events[0].value}"',
      '"${created.errorCode}"',
      'returns: expected 0, got 1000',
    ],
  ];
  for (const [what, from, to, difference] of changes) {
    it(`differ by ${what}`, async () => {
      const [found, ...rest] = differences(await run('values', it => it.replace(from, to)));
      assert.equal(found?.slice(0, difference.length), difference);
      assert.deepEqual(rest, []);
    });
  }

  it('end where a value is not there, and say where it would be', async () => {
    const ran = await run('values', it =>
      it.replace('refused.error.wanted', 'refused.error.price'),
    );
    const [found] = differences(ran);
    assert.match(found ?? '', /^receipt: .*there is no "price" in \{"name":"Insufficient"/);
    assert.equal(ran.run.receipts.length, 5);
  });

  it('have a block for each bundle', async () => {
    const ran = await run('bundles');
    assert.deepEqual(differences(ran), []);
    const other = await run('bundles', it => it.replace('"bob": 10 }', '"bob": 11 }'));
    assert.deepEqual(differences(other), ['balances.bob: expected 11, got 10']);
  });
});
