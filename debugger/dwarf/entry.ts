/** One debugging information entry: an attribute is read when it is asked for. [DWARF5 §2.1, §2.2] */

import { bytesToBig } from './bits';
import * as dw from './constants';
import type { EntryIndex } from './entryTree';
import { childrenOf } from './entryTree';
import type { AttributeValue } from './forms';
import type { AddressRange } from './ranges';
import type { Unit } from './unit';

/** Chains of abstract_origin and specification are two long at most; a malformed one may be a circle. */
const MAX_ORIGINS = 8;

/** Most entries have none, and large programs millions of entries. */
const NO_ORIGINS: readonly Entry[] = [];

export class Entry {
  /** What this one was made from, and so on; read on first use. */
  #origins: readonly Entry[] | undefined;

  constructor(
    readonly unit: Unit,
    readonly index: EntryIndex,
  ) {}

  /** DW_TAG_*. */
  get tag(): number {
    return this.unit.tree.tags[this.index] ?? 0;
  }

  /** Offset in .debug_info: the entry's identity. */
  get offset(): number {
    return this.unit.tree.offsets[this.index] ?? 0;
  }

  get parent(): Entry | undefined {
    const parent = this.unit.tree.parents[this.index] ?? -1;
    return parent < 0 ? undefined : this.unit.entry(parent);
  }

  *children(): Generator<Entry> {
    for (const child of childrenOf(this.unit.tree, this.index)) yield this.unit.entry(child);
  }

  attribute(name: number): AttributeValue | undefined {
    return this.unit.attribute(this.index, name);
  }

  /** The attribute of this entry, or of the entries it was made from. [DWARF5 §3.3.8.2, §2.13.2] */
  inherited(name: number): AttributeValue | undefined {
    return this.#find(name)?.value;
  }

  string(name: number): string | undefined {
    const found = this.#find(name);
    return found?.holder.unit.string(found.value);
  }

  /** A constant as a number, saturated where it has more than 53 bits. */
  number(name: number): number | undefined {
    const value = this.inherited(name);
    return value?.kind === 'constant' ? Number(value.value) : undefined;
  }

  bigint(name: number): bigint | undefined {
    const value = this.inherited(name);
    return value?.kind === 'constant' ? BigInt(value.value) : undefined;
  }

  /** A number of more than 64 bits is a block. */
  wideNumber(name: number): bigint | undefined {
    const value = this.inherited(name);
    return value?.kind === 'block' ? bytesToBig(value.bytes) : this.bigint(name);
  }

  flag(name: number): boolean {
    const value = this.inherited(name);
    return value?.kind === 'flag' && value.value;
  }

  address(name: number): number | undefined {
    const value = this.attribute(name);
    return value && this.unit.address(value);
  }

  /** The entry that a reference attribute of this entry or its origins names. */
  reference(name: number): Entry | undefined {
    const value = this.inherited(name);
    return value && this.unit.referenced(value);
  }

  /** The entry this one completes or is an instance of. */
  get origin(): Entry | undefined {
    for (const name of [dw.DW_AT_abstract_origin, dw.DW_AT_specification]) {
      const value = this.attribute(name);
      const origin = value && this.unit.referenced(value);
      if (origin) return origin;
    }
    return undefined;
  }

  /** The last entry of the chain of origins: where the source declares the thing. */
  get declaration(): Entry {
    return this.#madeFrom().at(-1) ?? this;
  }

  /** Full path of the file of DW_AT_decl_file or DW_AT_call_file. */
  file(name: number): string | undefined {
    const found = this.#find(name);
    if (found?.value.kind !== 'constant') return undefined;
    return found.holder.unit.lines?.header.files[Number(found.value.value)]?.path;
  }

  /** Where the entry's code is, without what the linker left out. [DWARF5 §2.17] */
  get ranges(): readonly AddressRange[] {
    return this.unit.rangesOf(this.index);
  }

  /** An attribute and whose it is. */
  #find(name: number): { holder: Entry; value: AttributeValue } | undefined {
    const own = this.attribute(name);
    if (own !== undefined) return { holder: this, value: own };
    for (const holder of this.#madeFrom()) {
      const value = holder.attribute(name);
      if (value !== undefined) return { holder, value };
    }
    return undefined;
  }

  #madeFrom(): readonly Entry[] {
    return (this.#origins ??= this.#readOrigins());
  }

  #readOrigins(): readonly Entry[] {
    let next = this.origin;
    if (next === undefined) return NO_ORIGINS;
    const origins: Entry[] = [];
    for (; next && origins.length < MAX_ORIGINS; next = next.origin) origins.push(next);
    return origins;
  }
}
