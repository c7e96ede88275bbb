/** One unit of .debug_info: its root's bases, and the tables that its entries index. [DWARF5 §3.1] */

import type { AbbreviationTable } from './abbreviations';
import * as dw from './constants';
import { Entry } from './entry';
import type { EntryIndex, EntryTree } from './entryTree';
import { readEntryTree } from './entryTree';
import type { AttributeValue, FormContext } from './forms';
import { readAttribute } from './forms';
import type { LineTable } from './lineTable';
import type { ProblemList } from './problems';
import type { Sections } from './sections';
import type { UnitHeader } from './unitHeader';

/** What a unit needs of the whole. */
export interface UnitOwner {
  readonly sections: Sections;
  readonly problems: ProblemList;
  abbreviations(offset: number): AbbreviationTable;
  entryAt(offset: number): Entry | undefined;
  lineTable(unit: Unit): LineTable | undefined;
}

/** Where the first unit's part of an indexed table starts: after the table's header. [DWARF5 §7.26 to §7.29] */
const FIRST_STRING_OFFSET = 8;
const FIRST_ADDRESS = 8;
const FIRST_LIST = 12;

export class Unit implements FormContext {
  readonly unitOffset: number;
  readonly version: number;
  #root: ReadonlyMap<number, AttributeValue> | undefined;
  #tree: EntryTree | undefined;
  readonly #entries = new Map<EntryIndex, Entry>();

  constructor(
    readonly owner: UnitOwner,
    readonly header: UnitHeader,
  ) {
    this.unitOffset = header.unitOffset;
    this.version = header.version;
  }

  /** Read whole on first use. */
  get tree(): EntryTree {
    return (this.#tree ??= this.#readTree());
  }

  /** The same object for the same index. */
  entry(index: EntryIndex): Entry {
    let entry = this.#entries.get(index);
    if (!entry) this.#entries.set(index, (entry = new Entry(this, index)));
    return entry;
  }

  /** Attributes of the root; reading them does not read the tree. */
  rootAttribute(name: number): AttributeValue | undefined {
    this.#root ??= this.attributesAt(this.header.firstEntry);
    return this.#root.get(name);
  }

  rootString(name: number): string | undefined {
    const value = this.rootAttribute(name);
    return value && this.string(value);
  }

  get lowPc(): number {
    const value = this.rootAttribute(dw.DW_AT_low_pc);
    return (value && this.address(value)) ?? 0;
  }

  /** Where the compiler ran: relative paths count from there. */
  get compDir(): string {
    return this.rootString(dw.DW_AT_comp_dir) ?? '';
  }

  /** The unit's line table; undefined where it has none that can be read. */
  get lines(): LineTable | undefined {
    return this.owner.lineTable(this);
  }

  /** Attributes of the entry at an offset, as far as they can be read. */
  attributesAt(offset: number): ReadonlyMap<number, AttributeValue> {
    const attributes = new Map<number, AttributeValue>();
    this.owner.problems.guard(undefined, () => {
      const r = this.owner.sections.at('.debug_info', offset, this.header.end);
      const code = r.uleb();
      const table = this.owner.abbreviations(this.header.abbreviationsOffset);
      for (const spec of table.get(code)?.attributes ?? []) {
        attributes.set(spec.name, readAttribute(r, this, spec));
      }
    });
    return attributes;
  }

  string(value: AttributeValue): string | undefined {
    const { sections, problems } = this.owner;
    if (value.kind === 'text') return value.value;
    if (value.kind !== 'string') return undefined;
    const place = value.section;
    return problems.guard(undefined, () => {
      if (place !== 'index') return sections.string(place, value.value);
      const base = this.#base(dw.DW_AT_str_offsets_base, FIRST_STRING_OFFSET);
      const offset = sections.at('.debug_str_offsets', base + value.value * 4).u32();
      return sections.string('.debug_str', offset);
    });
  }

  address(value: AttributeValue): number | undefined {
    if (value.kind === 'address') return value.value;
    if (value.kind !== 'addressIndex') return undefined;
    return this.owner.problems.guard(undefined, () => this.indexedAddress(value.value));
  }

  /** Throws where the index lies outside .debug_addr: for readers of lists, which stop there. */
  indexedAddress(index: number): number {
    const base = this.#base(dw.DW_AT_addr_base, FIRST_ADDRESS);
    return this.owner.sections.at('.debug_addr', base + index * 4).u32();
  }

  rangeListOffset(index: number): number {
    return this.#listOffset('.debug_rnglists', dw.DW_AT_rnglists_base, index);
  }

  locationListOffset(index: number): number {
    return this.#listOffset('.debug_loclists', dw.DW_AT_loclists_base, index);
  }

  #listOffset(section: string, attribute: number, index: number): number {
    const base = this.#base(attribute, FIRST_LIST);
    return base + this.owner.sections.at(section, base + index * 4).u32();
  }

  #base(attribute: number, first: number): number {
    const value = this.rootAttribute(attribute);
    if (value?.kind === 'sectionOffset') return value.value;
    return value?.kind === 'constant' ? Number(value.value) : first;
  }

  #readTree(): EntryTree {
    const { sections, problems } = this.owner;
    const { firstEntry, end, abbreviationsOffset } = this.header;
    const r = sections.at('.debug_info', firstEntry, end);
    const table = this.owner.abbreviations(abbreviationsOffset);
    return readEntryTree(r, this, table, read => problems.guard(undefined, read));
  }
}
