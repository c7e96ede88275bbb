/**
 * How accounts lie in a key-value store. Keys are text, in which an address is 40 hexadecimal digits:
 *
 *   a/<address>          balance, nonce, is_contract, code length, code hash
 *   c/<code hash>        code, once for all accounts that share it
 *   s/<address>/<key>    one storage slot; <key> is aVM's "<domain>:<hex of key>"
 */

import type { Address } from '../address';
import type { TypeOf } from '../codec/combinators';
import { bool, fixedBytes, struct, u128, u32, u64 } from '../codec/combinators';

export const accountRecord = struct({
  balance: u128,
  nonce: u64,
  isContract: bool,
  codeLength: u32,
  codeHash: fixedBytes(32), // All zero where there is no code.
});
export type AccountRecord = TypeOf<typeof accountRecord>;

export const ACCOUNT_PREFIX = 'a/';
export const SLOT_PREFIX = 's/';

export function accountKey(address: Address): string {
  return `${ACCOUNT_PREFIX}${address}`;
}

export function codeKey(codeHash: string): string {
  return `c/${codeHash}`;
}

export function slotKey(address: Address, key: string): string {
  return `${SLOT_PREFIX}${address}/${key}`;
}

/** The account and key that a slot's database key names. */
export function splitSlotKey(key: string): [Address, string] {
  return [key.slice(2, 42) as Address, key.slice(43)];
}

/** Order of the UTF-8 bytes, which differs from the order of UTF-16 units above the surrogates. */
export function compareUtf8(a: string, b: string): number {
  if (a === b) return 0;
  const left = new TextEncoder().encode(a);
  const right = new TextEncoder().encode(b);
  for (let at = 0; at < left.length && at < right.length; at++) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}
