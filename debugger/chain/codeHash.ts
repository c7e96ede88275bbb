/** The identity of a program: keccak-256 of an account's code. */

import { keccak_256 } from '@noble/hashes/sha3.js';
import { bytesToHex } from '../shared/hex';

/** 64 hexadecimal digits; empty for an account without code. */
export function hashCode(code: Uint8Array): string {
  return code.length === 0 ? '' : bytesToHex(keccak_256(code));
}
