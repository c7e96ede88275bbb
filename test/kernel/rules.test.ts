/** What the two sets of rules make of the same bundle. [docs/architecture.md, Compatibility] */

import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as abi from '../../debugger/chain/abi.generated';
import type { ChainRun } from '../../debugger/chain/run';
import type { Rules, Transaction } from '../../debugger/chain/transaction';
import { DATA, EBREAK, flatImage, imageWithData, succeed, syscall } from './assemble';
import { account, alice, call, create, runBundle } from './chain';

const contract = account(1);
const good = flatImage(succeed);
const SLOT = 'k:6b';

const writeSlot = syscall(abi.STORAGE_SET, abi.ARGS_PAGE, DATA, DATA, (1 << 16) | 1, DATA, 1);
const key = new TextEncoder().encode('k');
/** Pays 5 to account 9. */
const pay = syscall(abi.TRANSFER, 0, DATA, 5, 0);
const payee = Uint8Array.from([...Array<number>(19).fill(0), 9]);

const balance = (run: ChainRun, n: number): bigint | undefined =>
  run.state.get(account(n))?.balance;
const statuses = (run: ChainRun): string[] => run.receipts.map(it => it.status);

const cases: readonly [
  name: string,
  bundle: readonly Transaction[],
  seen: (run: ChainRun) => unknown,
  strict: unknown,
  compat: unknown,
][] = [
  [
    'a contract says that it failed',
    [create(contract, imageWithData([...writeSlot, EBREAK], key)), call(contract)],
    run => [run.receipts[1]?.status, run.state.get(contract)?.storage.has(SLOT)],
    ['failed', false],
    ['failed', true],
  ],
  [
    'a nonce is not the next',
    [
      create(contract, good),
      { ...call(contract), nonce: 7n },
      { ...call(contract), nonce: 0n },
      { ...call(contract), nonce: 1n },
    ],
    statuses,
    ['success', 'rejected', 'rejected', 'success'],
    ['success', 'success', 'success', 'success'],
  ],
  [
    'a contract is made where there is one',
    [create(contract, good), create(contract, flatImage([EBREAK])), call(contract)],
    statuses,
    ['success', 'rejected', 'success'],
    ['success', 'success', 'failed'],
  ],
  [
    'value comes with a call',
    [
      create(contract, good),
      call(contract, { value: 30n }),
      create(account(2), flatImage([EBREAK])),
      call(account(2), { value: 30n }),
    ],
    run => [balance(run, 1), balance(run, 2), run.state.get(alice)?.balance],
    [30n, 0n, 999_970n],
    [0n, 0n, 1_000_000n],
  ],
  [
    'a contract pays',
    [create(contract, imageWithData([...pay, ...succeed], payee)), call(contract, { value: 30n })],
    run => [balance(run, 1), balance(run, 9), run.state.get(alice)?.balance],
    [25n, 5n, 999_970n],
    [0n, 5n, 999_995n],
  ],
  [
    'value goes to a contract that is made',
    [{ ...create(contract, good), value: 30n }],
    run => [balance(run, 1), run.state.get(alice)?.balance],
    [30n, 999_970n],
    [0n, 1_000_000n],
  ],
  [
    'an input is as long as it may be, or longer',
    [
      create(contract, good),
      ...[1024, 1025, 3072, 3073].map(it => ({ ...call(contract), data: new Uint8Array(it) })),
    ],
    statuses,
    ['success', 'success', 'success', 'success', 'rejected'],
    ['success', 'success', 'rejected', 'rejected', 'rejected'],
  ],
  [
    'an image is as long as it may be, or longer',
    [204_800, 204_801, 1_048_576, 1_048_577].map((it, at) =>
      create(account(20 + at), new Uint8Array(it)),
    ),
    statuses,
    ['success', 'success', 'success', 'rejected'],
    ['success', 'rejected', 'rejected', 'rejected'],
  ],
];

const page = readFileSync(join(__dirname, '../../docs/rules.md'), 'utf8');

describe('rules', () => {
  for (const [name, bundle, seen, strict, compat] of cases) {
    it(`are written down: ${name}`, () => {
      assert.ok(page.includes(`| ${name} `), 'docs/rules.md has no such row');
    });

    const expected: readonly [Rules, unknown][] = [
      ['strict', strict],
      ['compat', compat],
    ];
    for (const [rules, result] of expected) {
      it(`${rules}: ${name}`, async () => {
        assert.deepEqual(seen(await runBundle(bundle, rules)), result);
      });
    }
  }
});
