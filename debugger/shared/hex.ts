/** Numbers and bytes as hexadecimal text, one spelling for the whole project: lower case, `0x` for numbers. */

/** An unsigned 32-bit number as `0x` and eight digits; negative numbers are taken as two's complement. */
export function hex32(value: number): string {
  return `0x${(value >>> 0).toString(16).padStart(8, '0')}`;
}

/** An unsigned number as `0x` and at least `digits` digits. */
export function hex(value: number, digits = 1): string {
  return `0x${value.toString(16).padStart(digits, '0')}`;
}

/** By byte. Addresses, keys and hashes become text at every call of the firmware. */
const DIGITS = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** Bytes as two digits each, without a prefix. */
export function bytesToHex(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 1) text += DIGITS[bytes[at] ?? 0] ?? '';
  return text;
}

/** Reads what `bytesToHex` writes, with or without `0x`; undefined where it is not hexadecimal bytes. */
export function hexToBytes(text: string): Uint8Array | undefined {
  const digits = text.startsWith('0x') ? text.slice(2) : text;
  if (digits.length % 2 !== 0 || !/^[0-9a-fA-F]*$/.test(digits)) return undefined;
  return digitsToBytes(digits);
}

/** Of hexadecimal digits, an even number of them. */
export function digitsToBytes(digits: string): Uint8Array {
  const bytes = new Uint8Array(digits.length / 2);
  for (let at = 0; at < bytes.length; at += 1) {
    bytes[at] = (digitAt(digits, at * 2) << 4) | digitAt(digits, at * 2 + 1);
  }
  return bytes;
}

/** Letters differ from digits in bit 6, in which both cases are alike. */
function digitAt(digits: string, at: number): number {
  const unit = digits.charCodeAt(at);
  return (unit & 0xf) + (unit & 0x40 ? 9 : 0);
}
