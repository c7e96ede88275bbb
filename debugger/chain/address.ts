/** An account's address: 20 bytes, written as 40 lower-case hexadecimal digits. [aVM types] */

import { bytesToHex, digitsToBytes } from '../shared/hex';
import { ADDRESS_BYTES } from './abi.generated';

declare const brand: unique symbol;

/** 40 lower-case hexadecimal digits, so that addresses compare and sort as plain strings. */
export type Address = string & { readonly [brand]: 'Address' };

/** Reads an address in either case, with or without `0x`; undefined where it is none. */
export function parseAddress(text: string): Address | undefined {
  const digits = text.startsWith('0x') ? text.slice(2) : text;
  return /^[0-9a-fA-F]{40}$/.test(digits) ? (digits.toLowerCase() as Address) : undefined;
}

/** Addresses that were spelled lately, each at the place that its bytes give: a transaction names its few some twenty times. */
const SPELLED: ({ readonly bytes: Uint8Array; readonly address: Address } | undefined)[] =
  Array.from({ length: 256 }, () => undefined);

/** The address that 20 bytes spell; undefined for any other length. */
export function addressFromBytes(bytes: Uint8Array): Address | undefined {
  if (bytes.length !== ADDRESS_BYTES) return undefined;
  const place = placeOf(bytes);
  const known = SPELLED[place];
  if (known !== undefined && areAlike(known.bytes, bytes)) return known.address;
  const address = bytesToHex(bytes) as Address;
  SPELLED[place] = { bytes: bytes.slice(), address };
  return address;
}

function placeOf(bytes: Uint8Array): number {
  let mixed = 0;
  for (let at = 0; at < ADDRESS_BYTES; at += 1) mixed = Math.imul(mixed, 31) + (bytes[at] ?? 0);
  return (mixed ^ (mixed >>> 16)) & (SPELLED.length - 1);
}

function areAlike(a: Uint8Array, b: Uint8Array): boolean {
  for (let at = 0; at < ADDRESS_BYTES; at += 1) if (a[at] !== b[at]) return false;
  return true;
}

export function addressToBytes(address: Address): Uint8Array {
  return digitsToBytes(address);
}

/** The address for a person: its label where there is one, otherwise `0x` and all digits. */
export function formatAddress(address: Address, labels?: ReadonlyMap<Address, string>): string {
  return labels?.get(address) ?? `0x${address}`;
}
