/** An account's address: 20 bytes, written as 40 lower-case hexadecimal digits. [aVM types] */

import { bytesToHex, digitsToBytes } from '../shared/hex';
import { Spellings } from '../shared/spellings';
import { ADDRESS_BYTES } from './abi.generated';

declare const brand: unique symbol;

/** 40 lower-case hexadecimal digits, so that addresses compare and sort as plain strings. */
export type Address = string & { readonly [brand]: 'Address' };

/** Reads an address in either case, with or without `0x`; undefined where it is none. */
export function parseAddress(text: string): Address | undefined {
  const digits = text.startsWith('0x') ? text.slice(2) : text;
  return /^[0-9a-fA-F]{40}$/.test(digits) ? (digits.toLowerCase() as Address) : undefined;
}

const SPELLED = new Spellings<Address>(it => bytesToHex(it) as Address, ADDRESS_BYTES);

/** The address that 20 bytes spell; undefined for any other length. */
export function addressFromBytes(bytes: Uint8Array): Address | undefined {
  return bytes.length === ADDRESS_BYTES ? addressAt(bytes, 0) : undefined;
}

/** The address that lies there, whole. */
export function addressAt(bytes: Uint8Array, start: number): Address {
  return SPELLED.of(bytes, start, start + ADDRESS_BYTES);
}

export function addressToBytes(address: Address): Uint8Array {
  return digitsToBytes(address);
}

/** The address for a person: its label where there is one, otherwise `0x` and all digits. */
export function formatAddress(address: Address, labels?: ReadonlyMap<Address, string>): string {
  return labels?.get(address) ?? `0x${address}`;
}
