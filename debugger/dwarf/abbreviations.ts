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

/** How to pass over attributes: bytes of those that have a fixed size, and those that must be looked at. */
export type Steps = readonly (number | AttributeSpec)[];

export interface AttributePlace {
  /** Over what comes before. */
  readonly steps: Steps;
  readonly spec: AttributeSpec;
}

export class Abbreviation {
  /** Over an entry. */
  readonly steps: Steps;
  #places: ReadonlyMap<number, AttributePlace> | undefined;

  constructor(
    /** DW_TAG_*. */
    readonly tag: number,
    readonly hasChildren: boolean,
    readonly attributes: readonly AttributeSpec[],
    private readonly format: FormFormat,
  ) {
    this.steps = stepsOver(attributes, format);
  }

  /** Where an attribute is in each entry of this shape; undefined where they have none of that name. */
  place(name: number): AttributePlace | undefined {
    this.#places ??= placesOf(this.attributes, this.format);
    return this.#places.get(name);
  }
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
    table.set(code, new Abbreviation(tag, hasChildren, attributes, format));
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

/** Of several attributes of a name the first counts. */
function placesOf(
  specs: readonly AttributeSpec[],
  format: FormFormat,
): Map<number, AttributePlace> {
  const places = new Map<number, AttributePlace>();
  for (const [at, spec] of specs.entries()) {
    if (places.has(spec.name)) continue;
    places.set(spec.name, { steps: stepsOver(specs.slice(0, at), format), spec });
  }
  return places;
}

function stepsOver(specs: readonly AttributeSpec[], format: FormFormat): Steps {
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
