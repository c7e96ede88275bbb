/** The bytes of a number, a character, a truth value, a pointer, or an enum without data, as typed. */

import { bigToBytes } from '../bits';
import type { EnumerationType, PointerType, ScalarType } from '../types';

export interface NotEncoded {
  readonly reason: string;
}

export function encodeScalar(
  type: ScalarType | EnumerationType | PointerType,
  text: string,
): Uint8Array | NotEncoded {
  switch (type.kind) {
    case 'scalar':
      return encodeNumber(type, text);
    case 'enumeration':
      return encodeEnumeration(type, text);
    case 'pointer':
      return encodePointer(type, text);
  }
}

/**
 * A reference, a box or a function is never null; a raw pointer may be. References and boxes are shown as what they point to, so
 * that a plain number is one of those, and no address.
 */
function encodePointer(
  { name, byteSize, target }: PointerType,
  text: string,
): Uint8Array | NotEncoded {
  const isReference = /^(?:&|Box<)/.test(name);
  const digits = text === 'null' ? '0' : text;
  const bytes = encodeInteger(digits, name, 0n, 2n ** 32n - 1n, byteSize);
  const isNull = bytes instanceof Uint8Array && bytes.every(it => it === 0);
  if (isNull && (isReference || target.kind === 'function')) {
    return { reason: `a ${name} is never null` };
  }
  return !isReference || /^0x/i.test(text)
    ? bytes
    : { reason: `a ${name} takes an address, as 0x80001000 or &x: what it points to is set there` };
}

function encodeNumber(type: ScalarType, text: string): Uint8Array | NotEncoded {
  const { name, byteSize } = type;
  const bits = BigInt(byteSize * 8);
  switch (type.encoding) {
    case 'unsigned':
      return encodeWhole(type, text, 0n, 2n ** bits - 1n);
    case 'signed':
      return encodeWhole(type, text, -(2n ** (bits - 1n)), 2n ** (bits - 1n) - 1n);
    case 'bool':
      if (text === 'true' || text === 'false')
        return bigToBytes(text === 'true' ? 1n : 0n, byteSize);
      return { reason: `a bool is true or false, not ${text}` };
    case 'char':
      return encodeChar(text, byteSize);
    case 'float':
      return encodeFloat(type, text);
    case 'none':
      return { reason: `${name} has one value only` };
  }
}

function encodeWhole(
  { name, byteSize, isNonZero }: ScalarType,
  text: string,
  least: bigint,
  greatest: bigint,
): Uint8Array | NotEncoded {
  const bytes = encodeInteger(text, name, least, greatest, byteSize);
  const isZero = bytes instanceof Uint8Array && bytes.every(it => it === 0);
  return isZero && isNonZero ? { reason: 'it is never 0: its type says so' } : bytes;
}

const PREFIXED = /^-?(?:0x[\da-f]+|0o[0-7]+|0b[01]+|\d+)$/i;

/** Decimal, or with 0x, 0o, 0b; underscores and the type's name at the end as in a literal. */
function encodeInteger(
  text: string,
  name: string,
  least: bigint,
  greatest: bigint,
  byteSize: number,
): Uint8Array | NotEncoded {
  const digits = withoutSuffix(text, name).replaceAll('_', '');
  if (!PREFIXED.test(digits)) return { reason: `not a whole number: ${text}` };
  const isNegative = digits.startsWith('-');
  const magnitude = BigInt(isNegative ? digits.slice(1) : digits);
  const value = isNegative ? -magnitude : magnitude;
  if (value < least || value > greatest) {
    return { reason: `${text} does not fit into ${name}, which holds ${least} to ${greatest}` };
  }
  return bigToBytes(value, byteSize);
}

function withoutSuffix(text: string, name: string): string {
  return text.endsWith(name) ? text.slice(0, -name.length) : text;
}

const charEscapes: Readonly<Record<string, string>> = {
  '\\0': '\0',
  '\\t': '\t',
  '\\n': '\n',
  '\\r': '\r',
  "\\'": "'",
  '\\"': '"',
  '\\\\': '\\',
};

function encodeChar(text: string, byteSize: number): Uint8Array | NotEncoded {
  const inside = /^'(.*)'$/su.exec(text)?.[1];
  if (inside === undefined) return { reason: `a char is written in quotes, as 'a': ${text}` };
  const code =
    /^\\u\{([\da-f]{1,6})\}$/iu.exec(inside)?.[1] ?? /^\\x([0-7][\da-f])$/iu.exec(inside)?.[1];
  const value = code === undefined ? charCode(inside) : Number.parseInt(code, 16);
  const isChar = value !== undefined && (value < 0xd800 || (value > 0xdfff && value <= 0x10ffff));
  return isChar ? bigToBytes(BigInt(value), byteSize) : { reason: `not one character: ${text}` };
}

function charCode(inside: string): number | undefined {
  const [character, ...more] = charEscapes[inside] ?? inside;
  if (character === undefined || character === '\\' || more.length > 0) return undefined;
  return inside === "'" ? undefined : character.codePointAt(0);
}

const DECIMAL = /^[+-]?(?:\d+(?:\.\d*)?(?:e[+-]?\d+)?|inf|nan)$/i;

function encodeFloat({ name, byteSize }: ScalarType, text: string): Uint8Array | NotEncoded {
  const digits = text.replace(/f(?:32|64)$/, '').replaceAll('_', '');
  if (!DECIMAL.test(digits)) return { reason: `not a number: ${text}` };
  const value = Number(digits.replace(/inf$/i, 'Infinity').replace(/nan$/i, 'NaN'));
  const bytes = new Uint8Array(byteSize);
  const view = new DataView(bytes.buffer);
  const kept = byteSize === 4 ? Math.fround(value) : value;
  if (!Number.isFinite(kept) && /^[+-]?\d/.test(digits)) {
    return { reason: `${text} does not fit into ${name}: it would be infinite` };
  }
  if (byteSize === 4) view.setFloat32(0, value, true);
  else if (byteSize === 8) view.setFloat64(0, value, true);
  else return { reason: `a float of ${byteSize} bytes cannot be set` };
  return bytes;
}

function encodeEnumeration(type: EnumerationType, text: string): Uint8Array | NotEncoded {
  // With or without the type before it: `Status::Open`.
  const wanted = text.startsWith(`${type.name}::`) ? text.slice(type.name.length + 2) : text;
  for (const [value, name] of type.enumerators) {
    if (name === wanted) return bigToBytes(value, type.byteSize);
  }
  return { reason: `${type.name} is one of ${[...type.enumerators.values()].join(', ')}` };
}
