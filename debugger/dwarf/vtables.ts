/** Which type a trait object holds, by its vtable. rustc describes each vtable as a variable. [DWARF5 §5.7.1 for containing_type] */

import * as dw from './constants';
import type { Entry } from './entry';
import type { Type } from './types';
import { typeOf } from './types';
import type { Units } from './units';
import { VTABLE, staticAddress } from './variables';

export class Vtables {
  #types: ReadonlyMap<number, Entry> | undefined;

  constructor(readonly units: Units) {}

  /** The type whose methods are in the table at an address. */
  typeAt(address: number): Type | undefined {
    this.#types ??= this.#read();
    const entry = this.#types.get(address);
    return entry && typeOf(entry);
  }

  #read(): Map<number, Entry> {
    const types = new Map<number, Entry>();
    for (const unit of this.units.all) {
      const { tags, parents } = unit.tree;
      for (const [index, tag] of tags.entries()) {
        // Tables stand beside functions, in the root.
        if (tag !== dw.DW_TAG_variable || parents[index] !== 0) continue;
        const variable = unit.entry(index);
        if (variable.string(dw.DW_AT_name)?.endsWith(VTABLE) !== true) continue;
        const held = variable.reference(dw.DW_AT_type)?.reference(dw.DW_AT_containing_type);
        const address = staticAddress(variable);
        if (held && address !== undefined) types.set(address, held);
      }
    }
    return types;
  }
}
