/** How the kernel names a storage slot: an account's address, and a key of UTF-8. */

import { spelledText } from '../../shared/utf8';
import type { Address } from '../address';
import type { GuestMemory } from './sbi';
import { SBI, addressIn, lookIn } from './sbi';

/** A domain and the hexadecimal of a key, each of which a contract gives with a 16-bit length. */
const MAX_KEY_BYTES = 0x30000;

export interface SlotName {
  readonly owner: Address;
  readonly key: string;
}

/** The slot, or the SBI error with which the call is refused. */
export function slotName(
  memory: GuestMemory,
  addressAt: number,
  keyAt: number,
  keyLength: number,
): SlotName | { readonly error: number } {
  if (keyLength > MAX_KEY_BYTES) return { error: SBI.ERR_INVALID_PARAM };
  const owner = addressIn(memory, addressAt);
  const bytes = lookIn(memory, keyAt, keyLength);
  if (owner === undefined || bytes === undefined) return { error: SBI.ERR_INVALID_ADDRESS };
  const key = utf8(bytes);
  return key === undefined ? { error: SBI.ERR_INVALID_PARAM } : { owner, key };
}

function utf8(bytes: Uint8Array): string | undefined {
  try {
    return spelledText(bytes);
  } catch {
    return undefined;
  }
}
