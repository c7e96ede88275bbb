/** Headers of units in .debug_info. [DWARF5 §7.5.1; DWARF4 §7.5.1] */

import type { ByteReader } from '../shared/byteReader';
import * as dw from './constants';

export interface UnitHeader {
  /** Offset of the unit in .debug_info; references count from here. */
  readonly unitOffset: number;
  /** Offset of the unit's first entry. */
  readonly firstEntry: number;
  /** Offset after the unit's last byte. */
  readonly end: number;
  readonly version: number;
  /** DW_UT_*; DW_UT_compile for versions that had no such field. */
  readonly unitType: number;
  readonly abbreviationsOffset: number;
}

/** The first words of a 64-bit unit's length. [DWARF5 §7.4] */
const LENGTH_64 = 0xffffffff;
const LENGTH_RESERVED = 0xfffffff0;

/**
 * The length at the start of a unit, table or set, as the offset of its end; it must lie inside the section.
 * 64-bit DWARF is absent by design.
 */
export function readInitialLength(r: ByteReader): number {
  const length = r.u32();
  if (length === LENGTH_64) r.fail('64-bit-dwarf');
  if (length >= LENGTH_RESERVED) r.fail('reserved-length');
  const end = r.offset + length;
  if (end > r.bytes.length) r.fail('truncated', `${length} bytes wanted, ${r.remaining} left`);
  return end;
}

/** Reads the header at the reader's offset, whose length was read to be at `end`. */
export function readUnitHeader(r: ByteReader, unitOffset: number, end: number): UnitHeader {
  const version = r.u16();
  if (version < 2 || version > 5) r.fail('unknown-version', String(version));
  let unitType: number = dw.DW_UT_compile;
  let abbreviationsOffset: number;
  let addressSize: number;
  if (version >= 5) {
    unitType = r.u8();
    addressSize = r.u8();
    abbreviationsOffset = r.u32();
    if (unitType === dw.DW_UT_skeleton || unitType === dw.DW_UT_split_compile) r.skip(8);
    if (unitType === dw.DW_UT_type || unitType === dw.DW_UT_split_type) r.skip(12);
  } else {
    abbreviationsOffset = r.u32();
    addressSize = r.u8();
  }
  if (addressSize !== 4) r.fail('wrong-address-size', String(addressSize));
  return { unitOffset, firstEntry: r.offset, end, version, unitType, abbreviationsOffset };
}
