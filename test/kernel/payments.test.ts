/** Why coin did not move: the payer has not as much, or the payee has no room for more. */

import { strict as assert } from 'node:assert';
import { runToEnd } from '../../debugger/chain/headless';
import { ChainRun } from '../../debugger/chain/run';
import { ChainState } from '../../debugger/chain/state';
import type { Rules, Transaction } from '../../debugger/chain/transaction';
import { account, alice, call, create, kernel } from './chain';
import { program } from './programs';
import { succeed } from './assemble';

const full = account(0xb0b);
const MOST = (1n << 128n) - 1n;

async function reasonsOf(
  bundle: readonly Transaction[],
  rules: Rules,
): Promise<readonly (readonly [status: string, code: number, reason: string | undefined])[]> {
  const state = new ChainState();
  const facts = { nonce: 0n, isContract: false, code: undefined };
  state.apply({
    accounts: [
      { address: alice, balance: 100n, ...facts },
      { address: full, balance: MOST - 5n, ...facts },
    ],
    slots: [],
  });
  const run = new ChainRun({ kernel, state, bundle, rules });
  assert.equal(await runToEnd(run, {}), 'complete');
  return run.receipts.map(it => [it.status, it.errorCode, it.reason]);
}

const pay = (value: bigint): Transaction => ({ ...call(full, { value }), kind: 'transfer' });

describe('a payment that is not made', () => {
  for (const rules of ['strict', 'compat'] as const) {
    it(`says who is to blame, in a transfer: ${rules}`, async () => {
      assert.deepEqual(await reasonsOf([pay(101n), pay(6n), pay(5n)], rules), [
        ['rejected', 1, `${alice} has 100 and cannot pay 101`],
        ['rejected', 1, `${full} has no room for 6 more`],
        ['success', 0, undefined],
      ]);
    });
  }

  it('says so with a contract that is made or called', async () => {
    const image = program(succeed);
    const bundle = [
      { ...create(full, image), value: 6n },
      { ...create(full, image), value: 101n },
      { ...create(full, image), value: 5n },
      call(full, { value: 1n }),
      call(full, { value: 101n }),
    ];
    assert.deepEqual(
      (await reasonsOf(bundle, 'strict')).map(([, , reason]) => reason),
      [
        `${full} has no room for 6 more`,
        `${alice} has 100 and cannot pay 101`,
        undefined,
        `${full} has no room for 1 more`,
        `${alice} has 95 and cannot pay 101`,
      ],
    );
  });
});
