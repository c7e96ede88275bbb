/** Abbreviation tables: the shape of each kind of entry. [DWARF5 §7.5.3] */

import type { ByteReader } from '../shared/byteReader';
import * as dw from './constants';
import type { FormFormat } from './forms';
import { formSize } from './forms';

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
  /** How to pass over an entry: bytes of attributes that have a fixed size, and attributes that must be looked at. */
  readonly steps: readonly (number | AttributeSpec)[];
}

export type AbbreviationTable = ReadonlyMap<number, Abbreviation>;

/** Reads the table at the reader's offset up to the entry of code 0. */
export function readAbbreviations(r: ByteReader, format: FormFormat): AbbreviationTable {
  const table = new Map<number, Abbreviation>();
  for (;;) {
    const code = r.uleb();
    if (code === 0) return table;
    const tag = r.uleb();
    const hasChildren = r.u8() !== 0;
    const attributes = readSpecs(r);
    if (table.has(code)) continue;
    table.set(code, { tag, hasChildren, attributes, steps: stepsOver(attributes, format) });
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

function stepsOver(
  specs: readonly AttributeSpec[],
  format: FormFormat,
): (number | AttributeSpec)[] {
  const steps: (number | AttributeSpec)[] = [];
  let fixed = 0;
  for (const spec of specs) {
    const size = formSize(spec.form, format);
    if (size !== undefined) {
      fixed += size;
      continue;
    }
    if (fixed > 0) steps.push(fixed);
    fixed = 0;
    steps.push(spec);
  }
  if (fixed > 0) steps.push(fixed);
  return steps;
}
