/** Abbreviation tables: the shape of each kind of entry. [DWARF5 §7.5.3] */

import type { ByteReader } from '../shared/byteReader';
import * as dw from './constants';
import { forms } from './forms';

export interface AttributeSpec {
  /** DW_AT_*. */
  readonly name: number;
  /** DW_FORM_*. */
  readonly form: number;
  /** The value itself for DW_FORM_implicit_const; else 0. */
  readonly implicitConst: number;
}

export interface Abbreviation {
  /** DW_TAG_*. */
  readonly tag: number;
  readonly hasChildren: boolean;
  readonly attributes: readonly AttributeSpec[];
  /** Bytes of all attributes together, where every form has a fixed size. */
  readonly fixedSize: number | undefined;
}

export type AbbreviationTable = ReadonlyMap<number, Abbreviation>;

/** Reads the table at the reader's offset up to the entry of code 0. */
export function readAbbreviations(r: ByteReader): AbbreviationTable {
  const table = new Map<number, Abbreviation>();
  for (;;) {
    const code = r.uleb();
    if (code === 0) return table;
    const tag = r.uleb();
    const hasChildren = r.u8() !== 0;
    const attributes = readSpecs(r);
    if (!table.has(code)) {
      table.set(code, { tag, hasChildren, attributes, fixedSize: fixedSizeOf(attributes) });
    }
  }
}

function readSpecs(r: ByteReader): AttributeSpec[] {
  const specs: AttributeSpec[] = [];
  for (;;) {
    const name = r.uleb();
    const form = r.uleb();
    // The constant stands here, in the abbreviation, and not in the entry.
    const implicitConst = form === dw.DW_FORM_implicit_const ? r.sleb() : 0;
    if (name === 0 && form === 0) return specs;
    specs.push({ name, form, implicitConst });
  }
}

function fixedSizeOf(specs: readonly AttributeSpec[]): number | undefined {
  let total = 0;
  for (const { form } of specs) {
    const size = forms[form]?.size;
    if (size === undefined) return undefined;
    total += size;
  }
  return total;
}
