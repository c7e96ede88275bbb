/** Numbers and bytes as hexadecimal text, one spelling for the whole project: lower case, `0x` for numbers. */

/** An unsigned 32-bit number as `0x` and eight digits; negative numbers are taken as two's complement. */
export function hex32(value: number): string {
  return `0x${(value >>> 0).toString(16).padStart(8, '0')}`;
}

/** An unsigned number as `0x` and at least `digits` digits. */
export function hex(value: number, digits = 1): string {
  return `0x${value.toString(16).padStart(digits, '0')}`;
}

/** Bytes as two digits each, without a prefix. */
export function bytesToHex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0');
  return text;
}

/** Reads what `bytesToHex` writes, with or without `0x`; undefined where it is not hexadecimal bytes. */
export function hexToBytes(text: string): Uint8Array | undefined {
  const digits = text.startsWith('0x') ? text.slice(2) : text;
  if (digits.length % 2 !== 0 || !/^[0-9a-fA-F]*$/.test(digits)) return undefined;
  return Uint8Array.from({ length: digits.length / 2 }, (_, at) =>
    Number.parseInt(digits.slice(at * 2, at * 2 + 2), 16),
  );
}
