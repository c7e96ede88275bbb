/** Whole numbers in the base that is asked for. */

export type Base = 2 | 8 | 10 | 16;

const PREFIXES: Readonly<Record<Base, string>> = { 2: '0b', 8: '0o', 10: '', 16: '0x' };
const DIGIT_BITS: Readonly<Record<Base, number>> = { 2: 1, 8: 3, 10: 0, 16: 4 };

/** Amounts of tokens have 128 bits and many digits: nobody counts zeros. */
const GROUPED_BITS = 128;
const GROUPED_DIGITS = 10;

/** In other bases than ten all bits are shown, a negative number's as two's complement. */
export function integerText(value: bigint, bits: number, base: Base): string {
  if (base === 10) return decimal(value, bits);
  const digits = BigInt.asUintN(bits, value).toString(base);
  return PREFIXES[base] + digits.padStart(Math.ceil(bits / DIGIT_BITS[base]), '0');
}

function decimal(value: bigint, bits: number): string {
  const text = String(value);
  const isLong = bits >= GROUPED_BITS && text.length >= GROUPED_DIGITS;
  return isLong ? text.replaceAll(/\B(?=(?:\d{3})+$)/g, '_') : text;
}
