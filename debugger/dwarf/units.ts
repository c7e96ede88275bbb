/** All units of .debug_info and .debug_types: by offset and by address. Only headers and roots are read here. [DWARF5 §7.5.1] */

import { ByteReader } from '../shared/byteReader';
import { readAbbreviations } from './abbreviations';
import type { AbbreviationTable } from './abbreviations';
import { readAranges } from './aranges';
import * as dw from './constants';
import { Definitions } from './definitions';
import type { Entry } from './entry';
import { indexOfOffset } from './entryTree';
import type { FormFormat } from './forms';
import { readInitialLength } from './initialLength';
import { LineTable } from './lineTable';
import type { ProblemList } from './problems';
import type { AddressRange } from './ranges';
import { rangesOf } from './ranges';
import type { Sections } from './sections';
import type { UnitOwner } from './unit';
import { Unit } from './unit';
import { readUnitHeader } from './unitHeader';

export class Units implements UnitOwner {
  /** In order of offset. */
  readonly all: readonly Unit[];
  readonly #abbreviations = new Map<number, AbbreviationTable>();
  readonly #lineTables = new Map<number, LineTable | undefined>();
  readonly #infoSize: number;
  readonly #both: Uint8Array;
  readonly #types = new Map<bigint, Unit>();
  readonly #definitions = new Definitions(() => this.all);
  #byAddress: AddressIndex | undefined;
  #compDirs: ReadonlyMap<number, string> | undefined;

  constructor(
    readonly sections: Sections,
    readonly problems: ProblemList,
  ) {
    const info = sections.bytes('.debug_info');
    const types = sections.bytes('.debug_types');
    this.#infoSize = info.length;
    this.#both = types.length === 0 ? info : joined(info, types);
    this.all = this.#readHeaders();
    for (const unit of this.all) {
      const signature = unit.header.type?.signature;
      if (signature !== undefined && !this.#types.has(signature)) this.#types.set(signature, unit);
    }
  }

  /** Units that have code at an address. Those that do not say where theirs is come last. */
  at(address: number): Unit[] {
    this.#byAddress ??= this.#index();
    return this.#byAddress.at(address);
  }

  /** Units whose functions are worth reading. */
  withCode(): readonly Unit[] {
    this.#byAddress ??= this.#index();
    return this.#byAddress.units();
  }

  entryAt(offset: number): Entry | undefined {
    const unit = this.#unitAt(offset);
    const index = unit && indexOfOffset(unit.tree, offset);
    return index === undefined ? undefined : unit?.entry(index);
  }

  typeOf(signature: bigint): Entry | undefined {
    const header = this.#types.get(signature)?.header;
    return header?.type && this.entryAt(header.unitOffset + header.type.offset);
  }

  definitionOf(type: Entry): Entry | undefined {
    return this.#definitions.of(type);
  }

  get hasTypeUnits(): boolean {
    return this.#types.size > 0;
  }

  unitBytes(offset: number, end: number): ByteReader {
    if (offset < this.#infoSize) return this.sections.at('.debug_info', offset, end);
    // Offsets go on from one section to the other; a problem is told by the section's own.
    const bytes = this.#both.subarray(0, end);
    return new ByteReader(bytes, '.debug_types', offset, -this.#infoSize);
  }

  abbreviations(offset: number, format: FormFormat): AbbreviationTable {
    const key = offset * 2 + (format.offsetSize === 8 ? 1 : 0);
    let table = this.#abbreviations.get(key);
    if (!table) {
      table = this.problems.guard<AbbreviationTable>(new Map(), () =>
        readAbbreviations(this.sections.at('.debug_abbrev', offset), format),
      );
      this.#abbreviations.set(key, table);
    }
    return table;
  }

  lineTable(unit: Unit): LineTable | undefined {
    const offset = this.lineTableOffset(unit);
    if (offset === undefined) return undefined;
    if (!this.#lineTables.has(offset)) {
      const compDir = this.compDirOf(offset) ?? '';
      const table = LineTable.read(this.sections, this.problems, offset, compDir);
      this.#lineTables.set(offset, table);
    }
    return this.#lineTables.get(offset);
  }

  /** Where the unit's line table is in .debug_line; an offset had the form of a constant before DWARF 4. */
  lineTableOffset(unit: Unit): number | undefined {
    const value = unit.rootAttribute(dw.DW_AT_stmt_list);
    const isOffset = value?.kind === 'sectionOffset' || value?.kind === 'constant';
    return isOffset ? Number(value.value) : undefined;
  }

  /** Where the compiler ran that wrote a line table; units of types, which may share it, do not say. */
  compDirOf(lineTable: number): string | undefined {
    this.#compDirs ??= this.#readCompDirs();
    return this.#compDirs.get(lineTable);
  }

  #readCompDirs(): Map<number, string> {
    const directories = new Map<number, string>();
    for (const unit of this.all) {
      const offset = unit.header.type === undefined ? this.lineTableOffset(unit) : undefined;
      if (offset !== undefined && !directories.has(offset)) directories.set(offset, unit.compDir);
    }
    return directories;
  }

  #unitAt(offset: number): Unit | undefined {
    let low = 0;
    let high = this.all.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.all[middle]?.unitOffset ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    const unit = this.all[low - 1];
    return unit && offset < unit.header.end ? unit : undefined;
  }

  #readHeaders(): Unit[] {
    const units: Unit[] = [];
    for (const [section, from, to] of [
      ['.debug_info', 0, this.#infoSize],
      ['.debug_types', this.#infoSize, this.#both.length],
    ] as const) {
      this.problems.guard(undefined, () => {
        const r = this.unitBytes(from, to);
        while (!r.atEnd) {
          const start = r.offset;
          const length = readInitialLength(r);
          const unit = this.problems.guard(undefined, () => {
            const inside = this.unitBytes(r.offset, length.end);
            return new Unit(this, readUnitHeader(inside, start, length, section));
          });
          if (unit && !isOfOtherFile(unit.header.unitType)) units.push(unit);
          r.offset = length.end;
        }
      });
    }
    return units;
  }

  #index(): AddressIndex {
    const silent = new Set<Unit>();
    const placed: Placed[] = [];
    for (const unit of this.all) {
      const root = unit.rootAttribute(dw.DW_AT_ranges) ?? unit.rootAttribute(dw.DW_AT_high_pc);
      if (!root) silent.add(unit);
      else
        for (const range of this.problems.guard([], () =>
          rangesOf(unit, name => unit.rootAttribute(name)),
        ))
          placed.push({ ...range, unit });
    }
    if (silent.size > 0) {
      const byOffset = new Map([...silent].map(it => [it.unitOffset, it]));
      for (const { low, high, unitOffset } of readAranges(this.sections, this.problems)) {
        const unit = byOffset.get(unitOffset);
        if (!unit) continue;
        placed.push({ low, high, unit });
        silent.delete(unit);
      }
    }
    // A unit without a line table has no code, or none that anything could be said of.
    const rest = [...silent].filter(
      it => it.rootAttribute(dw.DW_AT_stmt_list) && it.rootAttribute(dw.DW_AT_low_pc),
    );
    return new AddressIndex(placed, rest);
  }
}

/** Split DWARF is absent by design: of a unit whose entries are in another file the skeleton is read. [DWARF5 §7.3.2] */
function isOfOtherFile(unitType: number): boolean {
  return unitType === dw.DW_UT_split_compile || unitType === dw.DW_UT_split_type;
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}

interface Placed extends AddressRange {
  readonly unit: Unit;
}

/** Ranges of units, which may overlap in odd files, by address. */
class AddressIndex {
  readonly #sorted: readonly Placed[];
  /** The highest end of the ranges up to each one: where to stop looking back. */
  readonly #reach: readonly number[];

  constructor(
    placed: readonly Placed[],
    readonly silent: readonly Unit[],
  ) {
    this.#sorted = placed.slice().sort((a, b) => a.low - b.low);
    let reach = 0;
    this.#reach = this.#sorted.map(it => (reach = Math.max(reach, it.high)));
  }

  units(): Unit[] {
    return [...new Set([...this.#sorted.map(it => it.unit), ...this.silent])];
  }

  at(address: number): Unit[] {
    let low = 0;
    let high = this.#sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#sorted[middle]?.low ?? 0) <= address) low = middle + 1;
      else high = middle;
    }
    const found = new Set<Unit>();
    for (let at = low - 1; at >= 0 && (this.#reach[at] ?? 0) > address; at--) {
      const placed = this.#sorted[at];
      if (placed && address < placed.high) found.add(placed.unit);
    }
    return [...found, ...this.silent];
  }
}
