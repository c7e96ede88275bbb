/** Runs bundles of hand-made contracts on the real kernel. */

import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Address } from '../../debugger/chain/address';
import { parseAddress } from '../../debugger/chain/address';
import type { BlockContext } from '../../debugger/chain/block';
import { DEFAULT_BLOCK } from '../../debugger/chain/block';
import type { Receipt } from '../../debugger/chain/receipt';
import { ChainRun } from '../../debugger/chain/run';
import { ChainState } from '../../debugger/chain/state';
import type { Rules, Transaction } from '../../debugger/chain/transaction';
import { DEFAULT_GAS_LIMIT } from '../../debugger/chain/transaction';
import { readElf } from '../../debugger/elf/elfImage';

const kernelPath = join(__dirname, '../../dist/kernel.elf');
export const kernel = readElf(readFileSync(kernelPath), kernelPath);
const SLICE_STEPS = 10_000_000;

/** The n-th of as many accounts as a test wants. */
export function account(n: number): Address {
  return parseAddress(n.toString(16).padStart(40, '0')) as Address;
}

export const alice = account(0xa11ce);

export interface Call {
  readonly gasLimit?: bigint;
  readonly input?: Uint8Array;
  readonly value?: bigint;
}

export function create(to: Address, image: Uint8Array): Transaction {
  return transaction('create', to, { input: image });
}

export function call(to: Address, options: Call = {}): Transaction {
  return transaction('call', to, options);
}

function transaction(kind: Transaction['kind'], to: Address, it: Call): Transaction {
  return {
    kind,
    from: alice,
    to,
    value: it.value ?? 0n,
    nonce: 'next',
    data: it.input ?? new Uint8Array(),
    gasLimit: it.gasLimit ?? DEFAULT_GAS_LIMIT,
  };
}

/** Alice has a million unless told; the kernel must outlive the bundle. */
export async function runBundle(
  bundle: readonly Transaction[],
  rules: Rules = 'strict',
  block: BlockContext = DEFAULT_BLOCK,
  balance = 1_000_000n,
): Promise<ChainRun> {
  const state = new ChainState();
  const rich = { balance, nonce: 0n, isContract: false, code: undefined };
  state.apply({ accounts: [{ address: alice, ...rich }], slots: [] });
  const run = new ChainRun({ kernel, state, bundle, rules, block });
  for (;;) {
    const stop = run.run(SLICE_STEPS);
    if (stop === 'waiting') await run.ready();
    else if (stop !== 'budget') {
      assert.deepEqual([stop, run.epitaph], ['complete', undefined]);
      assert.equal(run.receipts.length, bundle.length);
      return run;
    }
  }
}

/** The receipt of one call of one contract, with a good call after it to prove that the chain goes on. */
export async function runOne(
  image: Uint8Array,
  good: Uint8Array,
  options?: Call,
): Promise<Receipt> {
  const [bad, fine] = [account(1), account(2)];
  const bundle = [create(bad, image), create(fine, good), call(bad, options), call(fine)];
  const { receipts } = await runBundle(bundle);
  assert.deepEqual(
    [receipts[0]?.status, receipts[1]?.status, receipts[3]?.status],
    ['success', 'success', 'success'],
  );
  return receipts[2] ?? assert.fail('no receipt');
}
