/** Headers of units in .debug_info and .debug_types. [DWARF5 §7.5.1; DWARF4 §7.5.1] */

import type { ByteReader } from '../shared/byteReader';
import * as dw from './constants';
import type { InitialLength, OffsetSize } from './initialLength';
import { readOffset } from './initialLength';

export interface UnitHeader {
  /** Offset of the unit in .debug_info; references count from here. */
  readonly unitOffset: number;
  /** Offset of the unit's first entry. */
  readonly firstEntry: number;
  /** Offset after the unit's last byte. */
  readonly end: number;
  readonly version: number;
  readonly offsetSize: OffsetSize;
  /** DW_UT_*; before DWARF 5, which has the field, by the section. */
  readonly unitType: number;
  readonly abbreviationsOffset: number;
  /** What other units call the one type of a type unit, and its entry's offset in the unit. */
  readonly type: { readonly signature: bigint; readonly offset: number } | undefined;
}

/** Reads the header after the length of the unit at `unitOffset`. */
export function readUnitHeader(
  r: ByteReader,
  unitOffset: number,
  { end, offsetSize }: InitialLength,
  section: '.debug_info' | '.debug_types',
): UnitHeader {
  const version = r.u16();
  if (version < 2 || version > 5) r.fail('unknown-version', String(version));
  let unitType: number = section === '.debug_types' ? dw.DW_UT_type : dw.DW_UT_compile;
  let abbreviationsOffset: number;
  let addressSize: number;
  if (version >= 5) {
    unitType = r.u8();
    addressSize = r.u8();
    abbreviationsOffset = readOffset(r, offsetSize);
  } else {
    abbreviationsOffset = readOffset(r, offsetSize);
    addressSize = r.u8();
  }
  if (addressSize !== 4) r.fail('wrong-address-size', String(addressSize));
  const isType = unitType === dw.DW_UT_type || unitType === dw.DW_UT_split_type;
  const type = isType ? { signature: r.u64(), offset: readOffset(r, offsetSize) } : undefined;
  if (unitType === dw.DW_UT_skeleton || unitType === dw.DW_UT_split_compile) r.skip(8);
  const firstEntry = r.offset;
  return { unitOffset, firstEntry, end, version, offsetSize, unitType, abbreviationsOffset, type };
}
