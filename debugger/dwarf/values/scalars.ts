/** Numbers, characters and truth values as Rust's literals. */

import { bytesToBig } from '../bits';
import type { EnumerationType, ScalarType, Type } from '../types';
import type { Place, Presentation } from './presentation';
import { missingText, textOnly } from './presentation';
import type { Missing } from './storage';
import { isMissing } from './storage';
import { quotedChar } from './text';

export function presentScalar({ type, storage }: Place<ScalarType>): Presentation {
  if (type.encoding === 'none') return textOnly(type.name);
  const bytes = storage.read(0, type.byteSize);
  return isMissing(bytes) ? missingText(bytes.missing) : textOnly(scalarText(type, bytes));
}

/** An enum without data: the name of its value. */
export function presentEnumeration(place: Place<EnumerationType>): Presentation {
  const value = readUnsigned(place);
  if (typeof value !== 'bigint') return missingText(value.missing);
  const name = place.type.enumerators.get(value);
  return name === undefined ? noSuchVariant(value) : textOnly(name);
}

export function noSuchVariant(discriminant: bigint): Presentation {
  return missingText(`no variant has discriminant ${discriminant}`);
}

/** Any value as the unsigned number that its bytes are. */
export function readUnsigned({ type, storage }: Place): bigint | Missing {
  const bytes = storage.read(0, type.byteSize);
  return isMissing(bytes) ? bytes : bytesToBig(bytes);
}

/** A length, an address or the like; undefined where it cannot be read. */
export function readNumber(place: Place | undefined): number | undefined {
  const value = place && readUnsigned(place);
  return typeof value === 'bigint' ? Number(value) : undefined;
}

function scalarText({ encoding, byteSize }: ScalarType, bytes: Uint8Array): string {
  const value = bytesToBig(bytes);
  switch (encoding) {
    case 'signed':
      return String(BigInt.asIntN(byteSize * 8, value));
    case 'bool':
      // Any other byte is a broken program's: its number tells more than either word.
      return value === 0n ? 'false' : value === 1n ? 'true' : `<${value} is no bool>`;
    case 'char':
      return quotedChar(Number(value));
    case 'float':
      return floatText(bytes);
    default:
      return String(value);
  }
}

/** The shortest digits that give the same number again, with a point as Rust's literals have. */
function floatText(bytes: Uint8Array): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (bytes.length === 4) return floatLiteral(view.getFloat32(0, true), shortestSingle);
  if (bytes.length === 8) return floatLiteral(view.getFloat64(0, true), String);
  return `<a float of ${bytes.length} bytes>`;
}

function shortestSingle(value: number): string {
  for (let digits = 1; digits < 9; digits++) {
    const text = value.toPrecision(digits);
    if (Math.fround(Number(text)) === value) return String(Number(text));
  }
  return String(Number(value.toPrecision(9)));
}

function floatLiteral(value: number, shortest: (value: number) => string): string {
  if (Number.isNaN(value)) return 'NaN';
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  const text = value === 0 ? '0' : shortest(Math.abs(value)).replace('e+', 'e');
  if (text === 'Infinity') return `${sign}inf`;
  return /^\d+$/.test(text) ? `${sign}${text}.0` : sign + text;
}

/** Whether a value of the type is one number that can be written at once. */
export function isScalar(type: Type): boolean {
  if (type.kind === 'scalar') return type.encoding !== 'none';
  return type.kind === 'pointer' || type.kind === 'enumeration';
}
