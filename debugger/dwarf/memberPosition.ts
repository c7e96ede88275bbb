/** Where a part of a struct is within it. [DWARF5 §5.7.6] */

import * as dw from './constants';
import type { Entry } from './entry';
import type { ExpressionContext } from './expression';
import { evaluateAddress } from './expression';
import { referenceSize } from './forms';
import { sizeOf } from './types';
import type { Member } from './types';

/** From the address of the object to that of a part; undefined where the object cannot be read. */
export type MoveTo = (
  object: number,
  context: Pick<ExpressionContext, 'readMemory'>,
) => number | undefined;

/** [DWARF5 §5.7.6; DWARF3 §5.5.4 for bit_offset] */
export function memberPosition(entry: Entry): Pick<Member, 'byteOffset' | 'bits' | 'within'> {
  const start = memberOffset(entry);
  if (typeof start !== 'number') return { byteOffset: 0, within: start };
  const size = entry.number(dw.DW_AT_bit_size);
  if (size === undefined) return { byteOffset: start };
  const bit = start * 8 + bitOffset(entry, size);
  const byteOffset = Math.floor(bit / 8);
  return { byteOffset, bits: { offset: bit - byteOffset * 8, size } };
}

/** From the low bit of the first byte. */
function bitOffset(entry: Entry, size: number): number {
  const fromStart = entry.number(dw.DW_AT_data_bit_offset);
  if (fromStart !== undefined) return fromStart;
  // Before DWARF 4: from the high bit of a unit of storage to the high bit of the field.
  const fromHigh = entry.bigint(dw.DW_AT_bit_offset);
  if (fromHigh === undefined) return 0;
  const unit = entry.number(dw.DW_AT_byte_size) ?? sizeOf(entry.reference(dw.DW_AT_type));
  // A field that starts before its unit has a negative number, which compilers write without its sign.
  return unit * 8 - Number(BigInt.asIntN(32, fromHigh)) - size;
}

/** A number of bytes, or an expression that makes the address of the part from that of the whole. [DWARF5 §5.7.6] */
function memberOffset(entry: Entry): number | MoveTo {
  const value = entry.attribute(dw.DW_AT_data_member_location);
  if (value?.kind !== 'expression' && value?.kind !== 'block') {
    return entry.number(dw.DW_AT_data_member_location) ?? 0;
  }
  const move: MoveTo = (object, { readMemory }) =>
    evaluateAddress(
      value.bytes,
      {
        registers: () => undefined,
        readMemory,
        objectAddress: object,
        referenceSize: referenceSize(entry.unit),
      },
      [BigInt(object)],
    );
  return move(0, { readMemory: () => undefined }) ?? move;
}
