/** Which type a trait object holds, by its vtable. rustc describes each vtable as a variable. [DWARF5 §5.7.1 for containing_type] */

import * as dw from './constants';
import type { Entry } from './entry';
import type { Type } from './types';
import { typeOf } from './types';
import type { Unit } from './unit';
import type { Units } from './units';
import { VTABLE, staticAddress } from './variables';

export class Vtables {
  /** Of the units that have been read. */
  readonly #types = new Map<number, Entry>();
  #unitsRead = 0;

  constructor(readonly units: Units) {}

  /** The type whose methods are in the table at an address. No more units are read than it takes to find it. */
  typeAt(address: number): Type | undefined {
    for (;;) {
      const entry = this.#types.get(address);
      if (entry !== undefined) return typeOf(entry);
      const unit = this.units.all[this.#unitsRead++];
      if (unit === undefined) return undefined;
      this.#read(unit);
    }
  }

  #read(unit: Unit): void {
    const { tags, parents } = unit.tree;
    for (const [index, tag] of tags.entries()) {
      // Tables stand beside functions, in the root.
      if (tag !== dw.DW_TAG_variable || parents[index] !== 0) continue;
      const variable = unit.entry(index);
      if (variable.string(dw.DW_AT_name)?.endsWith(VTABLE) !== true) continue;
      const held = variable.reference(dw.DW_AT_type)?.reference(dw.DW_AT_containing_type);
      const address = staticAddress(variable);
      if (held && address !== undefined) this.#types.set(address, held);
    }
  }
}
