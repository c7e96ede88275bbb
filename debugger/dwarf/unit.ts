/** One unit of .debug_info: its root's bases, and the tables that its entries index. [DWARF5 §3.1] */

import type { ByteReader } from '../shared/byteReader';
import type { Abbreviation, AbbreviationTable } from './abbreviations';
import * as dw from './constants';
import { Entry } from './entry';
import type { EntryIndex, EntryTree } from './entryTree';
import { readEntryTree } from './entryTree';
import type { AttributeValue, FormContext, FormFormat } from './forms';
import { passOver, readAttribute } from './forms';
import type { OffsetSize } from './initialLength';
import { readOffset } from './initialLength';
import type { LineTable } from './lineTable';
import type { ProblemList } from './problems';
import type { AddressRange } from './ranges';
import { rangesOf } from './ranges';
import type { Sections } from './sections';
import type { UnitHeader } from './unitHeader';

/** What a unit needs of the whole. */
export interface UnitOwner {
  readonly sections: Sections;
  readonly problems: ProblemList;
  /** Bytes of units: those of .debug_types follow those of .debug_info. */
  unitBytes(offset: number, end: number): ByteReader;
  abbreviations(offset: number, format: FormFormat): AbbreviationTable;
  entryAt(offset: number): Entry | undefined;
  typeOf(signature: bigint): Entry | undefined;
  /** Of a type that is only declared. */
  definitionOf(type: Entry): Entry | undefined;
  readonly hasTypeUnits: boolean;
  lineTable(unit: Unit): LineTable | undefined;
}

/** Bytes of the headers of indexed tables, after which the first unit's part starts. [DWARF5 §7.26 to §7.29] */
const HEADER_SIZES: Readonly<Record<IndexedTable, Readonly<Record<OffsetSize, number>>>> = {
  '.debug_str_offsets': { 4: 8, 8: 16 },
  '.debug_addr': { 4: 8, 8: 16 },
  '.debug_rnglists': { 4: 12, 8: 20 },
  '.debug_loclists': { 4: 12, 8: 20 },
};

type IndexedTable = '.debug_str_offsets' | '.debug_addr' | '.debug_rnglists' | '.debug_loclists';

const BASES: Readonly<Record<IndexedTable, number>> = {
  '.debug_str_offsets': dw.DW_AT_str_offsets_base,
  '.debug_addr': dw.DW_AT_addr_base,
  '.debug_rnglists': dw.DW_AT_rnglists_base,
  '.debug_loclists': dw.DW_AT_loclists_base,
};

export class Unit implements FormContext {
  readonly unitOffset: number;
  readonly version: number;
  readonly offsetSize: OffsetSize;
  #abbreviations: AbbreviationTable | undefined;
  #bytes: ByteReader | undefined;
  #rootCode: number | undefined;
  #tree: EntryTree | undefined;
  readonly #entries = new Map<EntryIndex, Entry>();

  constructor(
    readonly owner: UnitOwner,
    readonly header: UnitHeader,
  ) {
    this.unitOffset = header.unitOffset;
    this.version = header.version;
    this.offsetSize = header.offsetSize;
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

  /** An attribute of the root; reading it does not read the tree. */
  rootAttribute(name: number): AttributeValue | undefined {
    const { firstEntry } = this.header;
    this.#rootCode ??= this.owner.problems.guard(0, () => this.#at(firstEntry).uleb());
    return this.#read(firstEntry, this.#rootCode, name);
  }

  /** An attribute of an entry; undefined where it has none, or none that can be read. */
  attribute(index: EntryIndex, name: number): AttributeValue | undefined {
    const { offsets, codes } = this.tree;
    return this.#read(offsets[index] ?? 0, codes[index] ?? 0, name);
  }

  /** Where an entry's code is, without what the linker left out. [DWARF5 §2.17] */
  rangesOf(index: EntryIndex): readonly AddressRange[] {
    return this.owner.problems.guard([], () => rangesOf(this, name => this.attribute(index, name)));
  }

  /** The entry that a reference or a type's signature names. */
  referenced(value: AttributeValue): Entry | undefined {
    if (value.kind === 'signature') return this.owner.typeOf(value.value);
    if (value.kind !== 'reference') return undefined;
    const entry = this.owner.entryAt(value.value);
    // What is here may be no more than a name for a type that has a unit of its own. [DWARF5 §2.13.2]
    const signature = this.owner.hasTypeUnits && entry?.attribute(dw.DW_AT_signature);
    return (signature && this.referenced(signature)) || entry;
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

  string(value: AttributeValue): string | undefined {
    const { sections, problems } = this.owner;
    if (value.kind === 'text') return value.value;
    if (value.kind !== 'string') return undefined;
    const place = value.section;
    return problems.guard(undefined, () => {
      if (place !== 'index') return sections.string(place, value.value);
      const offset = this.#offsetIn('.debug_str_offsets', value.value);
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
    return this.owner.sections.at('.debug_addr', this.#base('.debug_addr') + index * 4).u32();
  }

  rangeListOffset(index: number): number {
    return this.#base('.debug_rnglists') + this.#offsetIn('.debug_rnglists', index);
  }

  locationListOffset(index: number): number {
    return this.#base('.debug_loclists') + this.#offsetIn('.debug_loclists', index);
  }

  /** An element of a table of offsets. */
  #offsetIn(table: IndexedTable, index: number): number {
    const at = this.#base(table) + index * this.offsetSize;
    return readOffset(this.owner.sections.at(table, at), this.offsetSize);
  }

  #base(table: IndexedTable): number {
    const value = this.rootAttribute(BASES[table]);
    if (value?.kind === 'sectionOffset') return value.value;
    return value?.kind === 'constant' ? Number(value.value) : HEADER_SIZES[table][this.offsetSize];
  }

  /** One reader for all entries: nothing is read inside the reading of an attribute. */
  #at(offset: number): ByteReader {
    const r = (this.#bytes ??= this.owner.unitBytes(this.header.firstEntry, this.header.end));
    r.offset = offset;
    return r;
  }

  #read(offset: number, code: number, name: number): AttributeValue | undefined {
    const place = this.#abbreviation(code)?.place(name);
    if (place === undefined) return undefined;
    return this.owner.problems.guard(undefined, () => {
      const r = this.#at(offset);
      r.skipLeb();
      passOver(r, this, place.steps);
      return readAttribute(r, this, place.spec);
    });
  }

  /** Whether there may be entries of such a kind: units of one object file share their abbreviations. */
  mayHave(tag: number): boolean {
    for (const it of this.#table.values()) if (it.tag === tag) return true;
    return false;
  }

  #abbreviation(code: number): Abbreviation | undefined {
    return this.#table.get(code);
  }

  get #table(): AbbreviationTable {
    const { abbreviationsOffset } = this.header;
    return (this.#abbreviations ??= this.owner.abbreviations(abbreviationsOffset, this));
  }

  #readTree(): EntryTree {
    const { owner, header } = this;
    const r = owner.unitBytes(header.firstEntry, header.end);
    const table = owner.abbreviations(header.abbreviationsOffset, this);
    return readEntryTree(r, this, table, read => owner.problems.guard(undefined, read));
  }
}
