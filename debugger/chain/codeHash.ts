/** The identity of a program: keccak-256 of an account's code. */

import { keccak_256 } from '@noble/hashes/sha3.js';
import { bytesToHex } from '../shared/hex';

/** By the array, whose bytes never change: a deployment is asked for its hash where it is fired, committed and replayed. */
const HASHES = new WeakMap<Uint8Array, string>();

/** 64 hexadecimal digits; empty for an account without code. */
export function hashCode(code: Uint8Array): string {
  if (code.length === 0) return '';
  const known = HASHES.get(code);
  if (known !== undefined) return known;
  const hash = bytesToHex(keccak_256(code));
  HASHES.set(code, hash);
  return hash;
}
