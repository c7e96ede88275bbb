/** Members of structs that start or end within a byte, read as a whole value of their type. [DWARF5 §5.7.6] */

import { bigToBytes, bytesToBig } from '../bits';
import type { MemberBits, Type } from '../types';
import type { Missing, Storage } from './storage';
import { isMissing } from './storage';

/** @param bytes from the first one that holds any of the field */
export function bitFieldStorage(bytes: Storage, bits: MemberBits, type: Type): Storage {
  return {
    // It has no address, as in C.
    address: undefined,
    register: undefined,
    missing: bytes.missing,
    read(offset, length) {
      const value = readBits(bytes, bits, type);
      return typeof value === 'bigint' ? bigToBytes(value >> BigInt(offset * 8), length) : value;
    },
    fragments: () => ({ missing: 'its bits share bytes with others' }),
  };
}

function readBits(bytes: Storage, { offset, size }: MemberBits, type: Type): bigint | Missing {
  const value = bytes.readBits?.(offset, size) ?? bitsOf(bytes, offset, size);
  if (typeof value !== 'bigint') return value;
  return isSigned(type) ? BigInt.asIntN(size, value) : value;
}

function bitsOf(bytes: Storage, offset: number, size: number): bigint | Missing {
  const read = bytes.read(0, Math.ceil((offset + size) / 8));
  return isMissing(read) ? read : BigInt.asUintN(size, bytesToBig(read) >> BigInt(offset));
}

function isSigned(type: Type): boolean {
  if (type.kind === 'enumeration') return type.isSigned === true;
  return type.kind === 'scalar' && type.encoding === 'signed';
}
