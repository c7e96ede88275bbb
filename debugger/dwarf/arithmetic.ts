/**
 * Numbers on the stack of an expression, and how operators compute with them. [DWARF5 §2.5.1]
 * A floating-point number is on the stack as the bits that its type stores it in.
 */

export interface ValueType {
  readonly bits: number;
  readonly isSigned: boolean;
  readonly isFloat: boolean;
}

/** A stack element. Without a type it is generic: of the size of an address, of no sign. */
export interface StackValue {
  readonly value: bigint;
  readonly type?: ValueType | undefined;
}

const ALL_64 = 64;
const ADDRESS_BITS = 32;

/** A value as its type holds it, with its sign. */
export function fit(value: bigint, { bits, isSigned, isFloat }: ValueType): bigint {
  return isSigned && !isFloat ? BigInt.asIntN(bits, value) : BigInt.asUintN(bits, value);
}

/** A value as a signed number, which is what generic comparison and division take it for. */
export function signedOf({ value, type }: StackValue): bigint {
  if (type) return value;
  return BigInt.asIntN(value >> BigInt(ADDRESS_BITS) === 0n ? ADDRESS_BITS : ALL_64, value);
}

/** -1, 0 or 1; NaN where nothing holds between the two. */
export function order(a: StackValue, b: StackValue): number {
  if (a.type?.isFloat) {
    const [x, y] = [floatOf(a), floatOf(b)];
    return x < y ? -1 : x > y ? 1 : x === y ? 0 : Number.NaN;
  }
  const [x, y] = [signedOf(a), signedOf(b)];
  return x < y ? -1 : x > y ? 1 : 0;
}

/** The same number in another type; the generic one where there is none. */
export function convert(from: StackValue, to: ValueType | undefined): bigint {
  if (to?.isFloat) {
    const number = from.type?.isFloat ? floatOf(from) : Number(signedOf(from));
    return bitsOf(number, to.bits);
  }
  const whole = from.type?.isFloat ? wholeOf(floatOf(from)) : from.value;
  return to ? fit(whole, to) : BigInt.asUintN(ADDRESS_BITS, whole);
}

/** The number that the bits of a floating-point type are. */
export function floatOf({ value, type }: StackValue): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setBigUint64(0, BigInt.asUintN(64, value), true);
  return type?.bits === 32 ? view.getFloat32(0, true) : view.getFloat64(0, true);
}

/** The bits of a number in a type of 32 or 64 bits. */
export function bitsOf(number: number, bits: number): bigint {
  const view = new DataView(new ArrayBuffer(8));
  if (bits === 32) view.setFloat32(0, number, true);
  else view.setFloat64(0, number, true);
  return view.getBigUint64(0, true);
}

/** Towards zero; what is no number, or has no end, is 0 as no type has a place for it. */
function wholeOf(number: number): bigint {
  return Number.isFinite(number) ? BigInt(Math.trunc(number)) : 0n;
}
