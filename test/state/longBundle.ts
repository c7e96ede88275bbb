/** A bundle of which every state on the way is another: payments, new contracts, slots written and deleted. */

import { strict as assert } from 'node:assert';
import * as abi from '../../debugger/chain/abi.generated';
import { encodeState } from '../../debugger/chain/codec/state';
import { runToEnd } from '../../debugger/chain/headless';
import type { Receipt } from '../../debugger/chain/receipt';
import { ChainRun } from '../../debugger/chain/run';
import { ChainState } from '../../debugger/chain/state';
import type { Transaction } from '../../debugger/chain/transaction';
import { DATA, succeed, syscall } from '../kernel/assemble';
import { account, alice, call, create, kernel } from '../kernel/chain';
import { first, program, second } from '../kernel/programs';

const INPUT = abi.ARGS_PAGE + 40;
/** Slots by the first four bytes of the input; what is written is the input itself, 64 bytes of it. */
const slot = [abi.ARGS_PAGE, DATA, INPUT, (4 << 16) | 1] as const;
const text = new TextEncoder().encode('slots');
const writer = program([...syscall(abi.STORAGE_SET, ...slot, INPUT, 64), ...succeed], text);
/** Writes too much, then fails: nothing of it may stay. */
const loser = program(
  [...syscall(abi.STORAGE_SET, ...slot, INPUT, 64), ...syscall(abi.REVERT, 0, 0, 1)],
  text,
);

export function begin(state: ChainState): void {
  const rich = { balance: 1_000_000n, nonce: 0n, isContract: false, code: undefined };
  state.apply({ accounts: [{ address: alice, ...rich }], slots: [] });
}

export function transactions(count: number): Transaction[] {
  const input = (at: number): Uint8Array => {
    const bytes = new Uint8Array(64).fill(at);
    new DataView(bytes.buffer).setUint32(0, at % 97);
    return bytes;
  };
  const rest = Array.from({ length: count - 2 }, (_, at): Transaction => {
    if (at % 11 === 0) return create(account(10_000 + at), program(succeed, input(at)));
    if (at % 5 === 0) return call(second, { input: input(at) });
    if (at % 2 === 0) return call(first, { input: input(at) });
    return { ...call(account(20_000 + (at % 300)), { value: 1n }), kind: 'transfer' };
  });
  return [create(first, writer), create(second, loser), ...rest];
}

export interface Reached {
  readonly root: string;
  /** aVM's bytes. */
  readonly state: Uint8Array;
  readonly receipts: readonly Receipt[];
}

/** What a run in memory, which nobody disturbs, makes of the first so many transactions. */
export async function reachedBy(bundle: readonly Transaction[], count: number): Promise<Reached> {
  const state = new ChainState();
  begin(state);
  const run = new ChainRun({ kernel, state, bundle: bundle.slice(0, count), rules: 'strict' });
  assert.equal(await runToEnd(run, {}), 'complete');
  return {
    root: await state.root(),
    state: encodeState(state.accounts()),
    receipts: run.receipts,
  };
}
