/** aVM's bytes of a whole state: accounts and keys in ascending order, so that a state has one encoding. [aVM state] */

import type { Address } from '../address';
import { hashCode } from '../codeHash';
import { compareUtf8 } from '../database/keys';
import type { AccountState } from '../state';
import type { Codec } from './combinators';
import {
  address,
  ascending,
  bool,
  bytes,
  decode,
  encode,
  mapped,
  struct,
  text,
  u128,
  u64,
} from './combinators';

const slot = struct({ key: text, value: bytes() });

const wire = struct({
  address,
  balance: u128,
  nonce: u64,
  isContract: bool,
  code: bytes(),
  storage: ascending(slot, it => it.key, compareUtf8),
});

type Entry = readonly [Address, AccountState];

const account: Codec<Entry> = mapped(
  wire,
  ([at, it]) => ({
    address: at,
    balance: it.balance,
    nonce: it.nonce,
    isContract: it.isContract,
    code: it.code,
    storage: [...it.storage].map(([key, value]) => ({ key, value })),
  }),
  it => [
    it.address,
    {
      balance: it.balance,
      nonce: it.nonce,
      isContract: it.isContract,
      code: it.code,
      codeHash: hashCode(it.code),
      storage: new Map(it.storage.map(({ key, value }) => [key, value])),
    },
  ],
);

const state = ascending(account, ([at]) => at, compareUtf8);

export function encodeState(accounts: Iterable<Entry>): Uint8Array {
  return encode(state, [...accounts]);
}

/** One account of it. A state is the number of its accounts as u32, then each, ascending by address. */
export function encodeAccount(entry: Entry): Uint8Array {
  return encode(account, entry);
}

/** Stricter than aVM, which ignores trailing bytes and takes any order. */
export function decodeState(encoded: Uint8Array, source: string): readonly Entry[] {
  return decode(state, encoded, source);
}
