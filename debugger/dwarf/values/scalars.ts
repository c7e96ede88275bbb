/** Numbers, characters and truth values as Rust's literals. */

import { bytesToBig } from '../bits';
import type { EnumerationType, ScalarType, Type } from '../types';
import { floatText } from './floats';
import type { Place, Presentation } from './presentation';
import { missingText, textOnly } from './presentation';
import type { Missing } from './storage';
import { isMissing } from './storage';
import { quotedChar } from './text';

export function presentScalar({ type, storage }: Place<ScalarType>): Presentation {
  const { encoding, byteSize } = type;
  if (encoding === 'none') return textOnly(type.name);
  const bytes = storage.read(0, byteSize);
  if (isMissing(bytes)) return missingText(bytes.missing);
  const value = bytesToBig(bytes);
  const bits = byteSize * 8;
  switch (encoding) {
    case 'signed':
      return { kind: 'integer', value: BigInt.asIntN(bits, value), bits };
    case 'unsigned':
      return { kind: 'integer', value, bits };
    case 'bool':
      // Any other byte is a broken program's: its number tells more than either word.
      return textOnly(value === 0n ? 'false' : value === 1n ? 'true' : `<${value} is no bool>`);
    case 'char':
      return textOnly(quotedChar(Number(value)));
    case 'float':
      return textOnly(floatText(bytes));
  }
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

/** Whether a value of the type is one number that can be written at once. */
export function isScalar(type: Type): boolean {
  if (type.kind === 'scalar') return type.encoding !== 'none';
  return type.kind === 'pointer' || type.kind === 'enumeration';
}
