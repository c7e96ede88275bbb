/** Address ranges of entries: .debug_ranges and .debug_rnglists. [DWARF5 §2.17.3, §7.25; DWARF4 §2.17.3] */

import type { ByteReader } from '../shared/byteReader';
import * as dw from './constants';
import type { AttributeValue } from './forms';
import { nameOf } from './names';
import type { Unit } from './unit';

export interface AddressRange {
  readonly low: number;
  /** The first address after the range. */
  readonly high: number;
}

const ALL_ONES = 0xffffffff;

/**
 * Linkers write 0 (lld, bfd), 1 (lld in lists) or -1 and -2 (newer ones) for code that they left out.
 * No program of ours has code there: page 0 holds no code below 0x400.
 */
export function isDiscarded(address: number): boolean {
  return address <= 1 || address >= ALL_ONES - 1;
}

/** As `writtenRangesOf`, without what the linker left out. */
export function rangesOf(
  unit: Unit,
  attribute: (name: number) => AttributeValue | undefined,
): AddressRange[] {
  return live(writtenRangesOf(unit, attribute));
}

/**
 * DW_AT_ranges, or DW_AT_low_pc with DW_AT_high_pc; empty where the entry has no code.
 * Throws MalformedInput where a list cannot be read.
 */
export function writtenRangesOf(
  unit: Unit,
  attribute: (name: number) => AttributeValue | undefined,
): AddressRange[] {
  const list = attribute(dw.DW_AT_ranges);
  if (list) {
    const offset = list.kind === 'listIndex' ? unit.rangeListOffset(list.value) : offsetOf(list);
    return unit.version >= 5 ? readRangeList(unit, offset) : readRanges(unit, offset);
  }
  const lowPc = attribute(dw.DW_AT_low_pc);
  const highPc = attribute(dw.DW_AT_high_pc);
  const low = lowPc && unit.address(lowPc);
  if (low === undefined || !highPc) return [];
  // Since DWARF 4 a constant is a length; before it was always an address.
  const high =
    highPc.kind === 'constant' ? low + Number(highPc.value) : (unit.address(highPc) ?? low);
  return [{ low, high }];
}

/** Offsets had forms of constants before DWARF 4. */
function offsetOf(value: AttributeValue): number {
  return value.kind === 'sectionOffset' || value.kind === 'constant' ? Number(value.value) : -1;
}

/** A list of .debug_ranges: pairs of offsets from a base, which starts as the unit's. */
function readRanges(unit: Unit, offset: number): AddressRange[] {
  const r = unit.owner.sections.at('.debug_ranges', offset);
  const ranges: AddressRange[] = [];
  let base = unit.lowPc;
  for (;;) {
    const low = r.u32();
    const high = r.u32();
    if (low === 0 && high === 0) return ranges;
    if (low === ALL_ONES) base = high;
    else ranges.push({ low: low + base, high: high + base });
  }
}

type ReadRange = (
  r: ByteReader,
  unit: Unit,
  base: number,
) => AddressRange | { readonly base: number };

/** A row per kind of entry of .debug_rnglists; `base` starts as the unit's. */
const rangeListEntries: Readonly<Partial<Record<number, ReadRange>>> = {
  [dw.DW_RLE_base_addressx]: (r, unit) => ({ base: unit.indexedAddress(r.uleb()) }),
  [dw.DW_RLE_startx_endx]: (r, unit) => ({
    low: unit.indexedAddress(r.uleb()),
    high: unit.indexedAddress(r.uleb()),
  }),
  [dw.DW_RLE_startx_length]: (r, unit) => sized(unit.indexedAddress(r.uleb()), r.uleb()),
  [dw.DW_RLE_offset_pair]: (r, _unit, base) => ({ low: base + r.uleb(), high: base + r.uleb() }),
  [dw.DW_RLE_base_address]: r => ({ base: r.u32() }),
  [dw.DW_RLE_start_end]: r => ({ low: r.u32(), high: r.u32() }),
  [dw.DW_RLE_start_length]: r => sized(r.u32(), r.uleb()),
};

function readRangeList(unit: Unit, offset: number): AddressRange[] {
  const r = unit.owner.sections.at('.debug_rnglists', offset);
  const ranges: AddressRange[] = [];
  let base = unit.lowPc;
  for (;;) {
    const kind = r.u8();
    if (kind === dw.DW_RLE_end_of_list) return ranges;
    const read = rangeListEntries[kind] ?? r.fail('unknown-range-entry', nameOf('RLE', kind));
    const entry = read(r, unit, base);
    if ('base' in entry) base = entry.base;
    else ranges.push(entry);
  }
}

function sized(low: number, length: number): AddressRange {
  return { low, high: low + length };
}

function live(ranges: readonly AddressRange[]): AddressRange[] {
  return ranges.filter(it => it.low < it.high && !isDiscarded(it.low) && it.high <= 2 ** 32);
}

export function contains(ranges: readonly AddressRange[], address: number): boolean {
  return ranges.some(it => it.low <= address && address < it.high);
}
