/** Types of clibc that everybody knows by another look than their fields'. */

import { bytesToHex } from '../../shared/hex';
import type { ArrayType, StructType } from '../types';
import { memberPlace, onlyMember } from './members';
import type { Place, Presentation } from './presentation';
import { missingText } from './presentation';
import { readNumber } from './scalars';
import { isMissing } from './storage';

const ADDRESS_BYTES = 20;

export function isAddress(type: StructType): boolean {
  const [bytes, ...more] = type.members;
  return more.length === 0 && bytes?.type.kind === 'array' && bytes.type.byteSize === ADDRESS_BYTES;
}

/** Twenty bytes that everybody knows as one number. */
export function presentAddress(place: Place<StructType>): Presentation | undefined {
  const bytes = onlyMember(place);
  if (!isAddress(place.type) || !bytes) return undefined;
  const read = bytes.storage.read(0, ADDRESS_BYTES);
  if (isMissing(read)) return missingText(read.missing);
  const digits = bytesToHex(read);
  return { kind: 'account', digits, label: place.context.accountLabel?.(digits) };
}

/** What a contract hands back: of its 256 bytes those that count. [aVM types: result bytes] */
export function presentResult(place: Place<StructType>): Presentation | undefined {
  const success = memberPlace(place, 'success');
  const error = memberPlace(place, 'error_code');
  const data = memberPlace(place, 'data');
  const length = readNumber(memberPlace(place, 'data_len'));
  if (!success || !error || data?.type.kind !== 'array' || length === undefined) return undefined;
  if (length > data.type.count) return undefined;
  const { element } = data.type;
  const type: ArrayType = {
    kind: 'array',
    name: `[${element.name}; ${length}]`,
    element,
    count: length,
    byteSize: length * element.byteSize,
  };
  return {
    kind: 'fields',
    name: 'Result',
    fields: [
      { name: 'success', place: success },
      { name: 'error_code', place: error },
      { name: `data[0..${length}]`, place: { ...data, type } },
    ],
  };
}
