/** The JSON of receipts: every one fits its schema, its gas adds up, and a rich one is what it was. [docs/receipts.md] */

import { strict as assert } from 'node:assert';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import Ajv from 'ajv';
import * as abi from '../../debugger/chain/abi.generated';
import { runHeadless } from '../../debugger/chain/headless';
import type { Receipt } from '../../debugger/chain/receipt';
import { receiptJson } from '../../debugger/chain/receipts/receiptJson';
import schema from '../../debugger/chain/receipts/schema.json';
import { loadScenario } from '../../debugger/chain/scenario/loadScenario';
import { loadPrograms } from '../../debugger/chain/scenario/programs';
import { resolveScenario } from '../../debugger/chain/scenario/resolve';
import { fileExists, readFile, resolvePath } from '../../debugger/host/files';
import { DATA, lw, succeed, syscall } from '../kernel/assemble';
import { account, call, create, kernel, runBundle } from '../kernel/chain';
import {
  OUT,
  callSecond,
  first,
  giveBack,
  program,
  second,
  secondAddress,
} from '../kernel/programs';

const root = join(__dirname, '../..');
const samples = join(root, 'sample-contracts');
const golden = join(__dirname, 'receipt.golden');
const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(schema);

function check(receipt: Receipt): ReturnType<typeof receiptJson> {
  const json = receiptJson(receipt);
  // As another program reads it.
  assert.ok(validate(JSON.parse(JSON.stringify(json))), JSON.stringify(validate.errors, null, 2));
  const { used, instructions, syscalls } = json.gas;
  const parts = syscalls.reduce((sum, it) => sum + BigInt(it.gas), BigInt(instructions));
  assert.equal(parts, BigInt(used), `${json.status}: what the gas went into`);
  return json;
}

const scenarios = readdirSync(samples)
  .map(it => join(samples, it, 'scenarios'))
  .filter(it => existsSync(it))
  .flatMap(folder => readdirSync(folder).map(it => join(folder, it)))
  .filter(it => it.endsWith('.scenario.json'))
  .sort();

/** First pays, makes, writes, deletes and calls second, which writes and fails, in front of all that can be told. */
const [GIFT, KEY] = [DATA + 32, DATA + 64];
const slot = (n: number): number[] => [abi.ARGS_PAGE, KEY, KEY + n, (1 << 16) | 1];
const data = Uint8Array.from([
  ...secondAddress,
  ...new Uint8Array(12),
  5,
  ...new Uint8Array(31),
  ...new TextEncoder().encode('keys and a line %% of text'),
]);
const rich = program(
  [
    ...syscall(abi.STORAGE_SET, ...slot(0), KEY, 4),
    ...syscall(abi.STORAGE_SET, ...slot(1), KEY, 2),
    ...syscall(abi.STORAGE_DELETE, ...slot(1)),
    ...syscall(abi.FIRE_EVENT, KEY, 8),
    ...syscall(abi.CONSOLE_WRITE, KEY, 26, 0, 0),
    ...syscall(abi.TRANSFER, 0, DATA, 3, 0),
    ...syscall(abi.CREATE, DATA, 16, GIFT, OUT + 64),
    ...callSecond,
    ...syscall(999),
    ...giveBack(4),
  ],
  data,
);
const failing = program(
  [
    ...syscall(abi.STORAGE_SET, ...slot(2), KEY, 6),
    ...syscall(abi.FIRE_EVENT, KEY, 8),
    ...syscall(abi.CONSOLE_WRITE, KEY, 4, 0, 0),
    ...syscall(abi.REVERT, KEY, 4, 77),
  ],
  data,
);

describe('receipts as JSON', () => {
  for (const path of scenarios) {
    it(`fit their schema: ${relative(samples, path)}`, async () => {
      const services = { readFile, fileExists, resolvePath };
      const scenario = await loadScenario(path, services);
      const programs = await loadPrograms(scenario, dirname(path), services);
      const { run } = await runHeadless(resolveScenario(scenario, programs), { kernel });
      assert.ok(run.receipts.length > 0);
      run.receipts.forEach(check);
    });
  }

  it('fit it however a transaction ends', async () => {
    const endings = [
      succeed,
      syscall(abi.FINISH, DATA),
      syscall(abi.REVERT, 0, 0, 1),
      syscall(abi.PANIC, DATA, 0),
      [lw(5, -4, 0)],
    ].map((it, at) => [create(account(50 + at), program(it)), call(account(50 + at))]);
    const poor = [create(first, rich), call(first, { gasLimit: 60_000n }), call(account(99))];
    const { receipts } = await runBundle([...endings.flat(), ...poor]);
    const seen = new Set(receipts.map(it => check(it).status));
    const all = ['failed', 'outOfGas', 'panicked', 'rejected', 'reverted', 'success', 'trapped'];
    assert.deepEqual([...seen].sort(), all);
  });

  it('say everything there is to say', async () => {
    const { receipts } = await runBundle([
      create(first, rich),
      create(second, failing),
      call(first, { value: 100n }),
    ]);
    const json = check(receipts[2] ?? assert.fail('no receipt'));
    // Positions are the kernel's, and change with it.
    const text = `${JSON.stringify(
      json,
      (name, value: unknown) => (name === 'position' && typeof value === 'number' ? 0 : value),
      2,
    )}\n`;
    if (process.env['UPDATE_GOLDEN'] !== undefined) writeFileSync(golden, text);
    assert.equal(text, readFileSync(golden, 'utf8'));
  });
});
