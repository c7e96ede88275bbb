/** Bytes of memory as a person and a condition want them: by the type they have, else as a number or in hexadecimal. */

import type { Value } from '../../../chain/abi/value';
import { bytesToHex } from '../../../shared/hex';

const INTEGER = /^([iu])(?:8|16|32|64|128|size)$/;
const SIZES = new Set([1, 2, 4, 8, 16]);
/** More than that is cut in the middle of a text. */
const MAX_SHOWN = 32;

/** For conditions: an integer where the size is one of an integer's. */
export function bytesValue(bytes: Uint8Array, type: string | undefined): Value {
  if (type === 'bool' && bytes.length === 1) return bytes[0] !== 0;
  if (!SIZES.has(bytes.length)) return bytes;
  const unsigned = bytes.reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  return INTEGER.exec(type ?? '')?.[1] === 'i'
    ? BigInt.asIntN(bytes.length * 8, unsigned)
    : unsigned;
}

export function bytesText(bytes: Uint8Array, type: string | undefined): string {
  const value = bytesValue(bytes, type);
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'bigint') {
    if (type === 'char')
      return `'${String.fromCodePoint(Number(value) <= 0x10ffff ? Number(value) : 0xfffd)}'`;
    const isNumber = INTEGER.test(type ?? '');
    return isNumber ? String(value) : `0x${value.toString(16).padStart(bytes.length * 2, '0')}`;
  }
  const hex = `0x${bytesToHex(bytes.subarray(0, MAX_SHOWN))}`;
  return bytes.length > MAX_SHOWN ? `${hex}… (${bytes.length} bytes)` : hex;
}
