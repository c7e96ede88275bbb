/** Where values are, by address: expressions and location lists. [DWARF5 §2.6, §7.29; DWARF4 §2.6.2] */

import type { ByteReader } from '../shared/byteReader';
import * as dw from './constants';
import type { Entry } from './entry';
import type { AttributeValue } from './forms';
import { nameOf } from './names';
import type { Unit } from './unit';

const ALL_ONES = 0xffffffff;

/**
 * The expression that an attribute has for an address; undefined where it has none there.
 * `attribute` is of class exprloc or loclist: DW_AT_location, DW_AT_frame_base.
 */
export function locationExpression(
  entry: Entry,
  attribute: number,
  pc: number,
): Uint8Array | undefined {
  const value = entry.attribute(attribute);
  if (!value) return undefined;
  // Before DWARF 4 an expression had the forms of a block.
  if (value.kind === 'expression' || value.kind === 'block') return value.bytes;
  const { unit } = entry;
  return unit.owner.problems.guard(undefined, () => {
    const offset = listOffset(unit, value);
    if (offset === undefined) return undefined;
    return unit.version >= 5 ? findInLoclist(unit, offset, pc) : findInLoc(unit, offset, pc);
  });
}

function listOffset(unit: Unit, value: AttributeValue): number | undefined {
  switch (value.kind) {
    case 'listIndex':
      return unit.locationListOffset(value.value);
    case 'sectionOffset':
    case 'constant':
      return Number(value.value);
    default:
      return undefined;
  }
}

/** A list of .debug_loc: pairs of offsets from a base, which starts as the unit's, and an expression each. */
function findInLoc(unit: Unit, offset: number, pc: number): Uint8Array | undefined {
  const r = unit.owner.sections.at('.debug_loc', offset);
  let base = unit.lowPc;
  for (;;) {
    const low = r.u32();
    const high = r.u32();
    if (low === 0 && high === 0) return undefined;
    if (low === ALL_ONES) {
      base = high;
      continue;
    }
    const bytes = r.slice(r.u16());
    if (low + base <= pc && pc < high + base) return bytes;
  }
}

interface Span {
  readonly low: number;
  readonly high: number;
}

type ReadSpan = (
  r: ByteReader,
  unit: Unit,
  base: number,
) => Span | { readonly base: number } | 'default';

/** A row per kind of entry of .debug_loclists; all but bases are followed by an expression. */
const locationListEntries: Readonly<Partial<Record<number, ReadSpan>>> = {
  [dw.DW_LLE_base_addressx]: (r, unit) => ({ base: unit.indexedAddress(r.uleb()) }),
  [dw.DW_LLE_startx_endx]: (r, unit) => ({
    low: unit.indexedAddress(r.uleb()),
    high: unit.indexedAddress(r.uleb()),
  }),
  [dw.DW_LLE_startx_length]: (r, unit) => sized(unit.indexedAddress(r.uleb()), r.uleb()),
  [dw.DW_LLE_offset_pair]: (r, _unit, base) => ({ low: base + r.uleb(), high: base + r.uleb() }),
  [dw.DW_LLE_default_location]: () => 'default',
  [dw.DW_LLE_base_address]: r => ({ base: r.u32() }),
  [dw.DW_LLE_start_end]: r => ({ low: r.u32(), high: r.u32() }),
  [dw.DW_LLE_start_length]: r => sized(r.u32(), r.uleb()),
};

function findInLoclist(unit: Unit, offset: number, pc: number): Uint8Array | undefined {
  const r = unit.owner.sections.at('.debug_loclists', offset);
  let base = unit.lowPc;
  let fallback: Uint8Array | undefined;
  for (;;) {
    const kind = r.u8();
    if (kind === dw.DW_LLE_end_of_list) return fallback;
    const read = locationListEntries[kind] ?? r.fail('unknown-location-entry', nameOf('LLE', kind));
    const entry = read(r, unit, base);
    if (entry !== 'default' && 'base' in entry) {
      base = entry.base;
      continue;
    }
    const bytes = r.slice(r.uleb());
    if (entry === 'default') fallback = bytes;
    else if (entry.low <= pc && pc < entry.high) return bytes;
  }
}

function sized(low: number, length: number): Span {
  return { low, high: low + length };
}
