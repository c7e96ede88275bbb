/** Chains of any size: the sample contracts, deployed, and as many holders of coin and tokens as are wanted. */

import { sha256 } from '@noble/hashes/sha2.js';
import type { Address } from '../../../debugger/chain/address';
import { parseAddress } from '../../../debugger/chain/address';
import { accountKey, slotKey } from '../../../debugger/chain/database/keys';
import { encodeCall } from '../../../debugger/chain/abi/calls';
import { ChainRun } from '../../../debugger/chain/run';
import type { Store } from '../../../debugger/chain/state';
import { ChainState } from '../../../debugger/chain/state';
import type { Transaction } from '../../../debugger/chain/transaction';
import type { ElfImage } from '../../../debugger/elf/elfImage';
import { InvariantError } from '../../../debugger/shared/errors';
import { contract } from './contracts';

/** Entries that go to the store at once. */
const STEP = 50_000;
export const TOKENS_EACH = 1000;

const named = (n: number): Address => parseAddress(n.toString(16).padStart(40, '0')) as Address;
export const owner = named(1);
export const token = named(2);
export const market = named(3);
export const signatures = named(4);
/** The n-th holder; addresses are spread as real ones are. */
export const holder = (n: number): Address => named(0x1000_0000 + n);

export function transaction(
  from: Address,
  to: Address,
  data: Uint8Array,
  more: Partial<Transaction> = {},
): Transaction {
  const rest = { value: 0n, nonce: 'next', gasLimit: 100_000_000n } as const;
  return { kind: 'call', from, to, data, ...rest, ...more };
}

export function call(
  name: string,
  fn: string,
  args: Parameters<typeof encodeCall>[2],
  root: string,
): Uint8Array {
  const { abi } = contract(name, root);
  const called = abi.functions.find(it => it.name === fn);
  const data = called && encodeCall(abi, called, args);
  if (data === undefined || 'refusal' in data)
    throw new InvariantError(`${name} has no ${fn} with such arguments`);
  return data;
}

/** Deploys token, market and verifier, and gives the market something to trade with. */
export async function setUp(kernel: ElfImage, store: Store, root: string): Promise<void> {
  const state = new ChainState(store);
  const rich = { balance: 10n ** 15n, nonce: 0n, isContract: false, code: undefined };
  state.apply({ accounts: [{ address: owner, ...rich }], slots: [] });
  await state.persist();
  const create = (to: Address, name: string): Transaction =>
    transaction(owner, to, contract(name, root).image, { kind: 'create' });
  const bundle = [
    create(token, 'erc20'),
    create(market, 'dex'),
    create(signatures, 'signatures'),
    transaction(owner, token, call('erc20', 'init', [4_000_000_000n, 0n], root)),
    transaction(
      owner,
      token,
      call('erc20', 'approve', [{ address: market }, 2_000_000_000n], root),
    ),
    transaction(owner, market, call('dex', 'open', [{ address: token }], root)),
    transaction(owner, market, call('dex', 'add', [1_000_000_000n, 0n], root), {
      value: 10n ** 12n,
    }),
  ];
  const run = new ChainRun({ kernel, state, bundle, rules: 'strict', isDurable: true });
  for (;;) {
    const stop = run.run(50_000_000);
    if (stop === 'complete') break;
    if (stop === 'waiting') await run.ready();
    else if (stop !== 'budget') throw new InvariantError(`${stop}: ${run.epitaph ?? ''}`);
  }
  const failed = run.receipts.find(it => it.status !== 'success');
  if (failed !== undefined) throw new InvariantError(`${failed.status}: ${failed.reason ?? ''}`);
}

/**
 * Gives so many holders coin and tokens. In the order of the paths of the tree over the state, so that each part of it is
 * written once.
 */
export async function populate(store: Store, count: number): Promise<void> {
  const path = (key: string): number => {
    const hash = sha256(new TextEncoder().encode(key));
    return ((hash[0] ?? 0) << 8) | (hash[1] ?? 0);
  };
  const order = new Float64Array(2 * count);
  for (let at = 0; at < count; at++) {
    const address = holder(at);
    order[2 * at] = path(accountKey(address)) * 2 ** 32 + 2 * at;
    order[2 * at + 1] = path(slotKey(token, `Balances:${address}`)) * 2 ** 32 + 2 * at + 1;
  }
  order.sort();
  const tokens = new Uint8Array(4);
  new DataView(tokens.buffer).setUint32(0, TOKENS_EACH, true);
  for (let start = 0; start < order.length; start += STEP) {
    const state = new ChainState(store);
    const numbers = [...order.subarray(start, start + STEP)].map(it => it % 2 ** 32);
    state.apply({
      accounts: numbers
        .filter(it => it % 2 === 0)
        .map(it => ({
          address: holder(it / 2),
          balance: 10n ** 12n,
          nonce: 0n,
          isContract: false,
          code: undefined,
        })),
      slots: numbers
        .filter(it => it % 2 === 1)
        .map(it => ({ address: token, key: `Balances:${holder((it - 1) / 2)}`, value: tokens })),
    });
    await state.persist();
  }
}
