/**
 * How accounts lie in a key-value store. Keys are text, in which an address is 40 hexadecimal digits:
 *
 *   a/<address>          balance, nonce, is_contract, code length, code hash
 *   c/<code hash>        code, once for all accounts that share it
 *   s/<address>/<key>    one storage slot; <key> is aVM's "<domain>:<hex of key>"
 *   m/height             how many transactions a stored chain has seen, u64
 *   r/<number>           the receipt of each, see storedReceipt.ts
 *   t/<path>             nodes and buckets of the tree over all of it, see root/stateTree.ts
 */

import { remembering } from '../../shared/remembering';
import type { Address } from '../address';
import type { TypeOf } from '../codec/combinators';
import { bool, fixedBytes, readBy, struct, u128, u32, u64 } from '../codec/combinators';

/** All zero where there is no code. */
const codeHash = fixedBytes(32);

export const accountRecord = readBy(
  struct({ balance: u128, nonce: u64, isContract: bool, codeLength: u32, codeHash }),
  r => ({
    balance: r.u128(),
    nonce: r.u64(),
    isContract: bool.read(r),
    codeLength: r.u32(),
    codeHash: codeHash.read(r),
  }),
);
export type AccountRecord = TypeOf<typeof accountRecord>;

export const ACCOUNT_PREFIX = 'a/';
export const SLOT_PREFIX = 's/';

export const HEIGHT_KEY = 'm/height';

/** Of the n-th transaction of a stored chain; they lie in order. */
export function receiptKey(number: bigint): string {
  return `r/${number.toString(16).padStart(16, '0')}`;
}

export const accountKey = remembering((address: Address) => `${ACCOUNT_PREFIX}${address}`, 1024);

export const codeKey = remembering((codeHash: string) => `c/${codeHash}`, 256);

export function slotKey(address: Address, key: string): string {
  return slotKeys(address)(key);
}

const slotKeys = remembering(
  (address: Address) => remembering((key: string) => `${SLOT_PREFIX}${address}/${key}`, 64),
  256,
);

/** The account and key that a slot's database key names. */
export function splitSlotKey(key: string): [Address, string] {
  return [key.slice(2, 42) as Address, key.slice(43)];
}

/** Order of the UTF-8 bytes, in which characters above U+FFFF come last; in UTF-16 their surrogates do not. */
export function compareUtf8(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at++) {
    const left = a.charCodeAt(at);
    const right = b.charCodeAt(at);
    if (left !== right) return rank(left) - rank(right);
  }
  return a.length - b.length;
}

/** Moves the surrogates, U+D800 to U+DFFF, behind the rest. */
function rank(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit >= 0xe000 ? unit - 0x800 : unit + 0x2000;
}
