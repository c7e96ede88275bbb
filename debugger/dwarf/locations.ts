/** Where values are, by address: expressions and location lists. [DWARF5 §2.6, §7.29; DWARF4 §2.6.2] */

import type { ByteReader } from '../shared/byteReader';
import * as dw from './constants';
import type { Entry } from './entry';
import type { AttributeValue } from './forms';
import { nameOf } from './names';
import type { Unit } from './unit';

const ALL_ONES = 0xffffffff;

/** An entry of a location list: between these addresses the value is where the expression says. */
export interface LocationRange {
  readonly low: number;
  /** The first address after the range. */
  readonly high: number;
  readonly expression: Uint8Array;
}

/** All that an entry says of where its value is. */
export interface Locations {
  /** Holds wherever no range does: what has no list, and default entries of lists. */
  readonly always: Uint8Array | undefined;
  /** As written, in the order of the list: some may cover nothing. Empty where the attribute is one expression. */
  readonly ranges: readonly LocationRange[];
}

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
  const whole = value && expressionOf(value);
  if (whole || !value) return whole;
  return entry.unit.owner.problems.guard(undefined, () => {
    let fallback: Uint8Array | undefined;
    for (const it of listEntries(entry.unit, value)) {
      if (!('low' in it)) fallback ??= it.expression;
      else if (it.low <= pc && pc < it.high) return it.expression;
    }
    return fallback;
  });
}

/** Every expression that an attribute has. What follows malformed bytes of a list is left out. */
export function locationsOf(entry: Entry, attribute: number): Locations {
  const value = entry.attribute(attribute);
  let always = value && expressionOf(value);
  const ranges: LocationRange[] = [];
  if (value && !always) {
    entry.unit.owner.problems.guard(undefined, () => {
      for (const it of listEntries(entry.unit, value)) {
        if (!('low' in it)) always ??= it.expression;
        else ranges.push(it);
      }
    });
  }
  return { always, ranges };
}

function expressionOf(value: AttributeValue): Uint8Array | undefined {
  // Before DWARF 4 an expression had the forms of a block.
  return value.kind === 'expression' || value.kind === 'block' ? value.bytes : undefined;
}

/** Throws MalformedInput where the list cannot be read on. */
function* listEntries(
  unit: Unit,
  value: AttributeValue,
): Generator<LocationRange | { readonly expression: Uint8Array }> {
  const offset = listOffset(unit, value);
  if (offset === undefined) return;
  if (unit.version >= 5) yield* loclistEntries(unit, offset);
  else yield* locEntries(unit, offset);
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
function* locEntries(unit: Unit, offset: number): Generator<LocationRange> {
  const r = unit.owner.sections.at('.debug_loc', offset);
  let base = unit.lowPc;
  for (;;) {
    const low = r.u32();
    const high = r.u32();
    if (low === 0 && high === 0) return;
    if (low === ALL_ONES) base = high;
    else yield { low: low + base, high: high + base, expression: r.slice(r.u16()) };
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

function* loclistEntries(
  unit: Unit,
  offset: number,
): Generator<LocationRange | { readonly expression: Uint8Array }> {
  const r = unit.owner.sections.at('.debug_loclists', offset);
  let base = unit.lowPc;
  for (;;) {
    const kind = r.u8();
    if (kind === dw.DW_LLE_end_of_list) return;
    if (kind === dw.DW_LLE_GNU_view_pair) {
      // It numbers statements of one address for the entry that follows.
      r.skipLeb();
      r.skipLeb();
      continue;
    }
    const read = locationListEntries[kind] ?? r.fail('unknown-location-entry', nameOf('LLE', kind));
    const span = read(r, unit, base);
    if (span !== 'default' && 'base' in span) base = span.base;
    else if (span === 'default') yield { expression: r.slice(r.uleb()) };
    else yield { ...span, expression: r.slice(r.uleb()) };
  }
}

function sized(low: number, length: number): Span {
  return { low, high: low + length };
}
