/**
 * Attribute values, a row per form. [DWARF5 §7.5.6]
 * Addresses of other than four bytes are absent by design: the target is RV32.
 */

import type { ByteReader } from '../shared/byteReader';
import type { AttributeSpec, Steps } from './abbreviations';
import * as dw from './constants';
import type { OffsetSize } from './initialLength';
import { readOffset } from './initialLength';
import { nameOf } from './names';

export type AttributeValue =
  | { readonly kind: 'address'; readonly value: number }
  /** An index into the unit's part of .debug_addr. */
  | { readonly kind: 'addressIndex'; readonly value: number }
  | { readonly kind: 'constant'; readonly value: number | bigint }
  | { readonly kind: 'flag'; readonly value: boolean }
  /** An offset into the section that the attribute speaks of. */
  | { readonly kind: 'sectionOffset'; readonly value: number }
  /** An index into the unit's table of location or range lists. */
  | { readonly kind: 'listIndex'; readonly value: number }
  /** An offset into .debug_info. */
  | { readonly kind: 'reference'; readonly value: number }
  /** The signature of a type that has a unit of its own. */
  | { readonly kind: 'signature'; readonly value: bigint }
  /** Another file's entry or string: named, not followed. */
  | { readonly kind: 'foreign' }
  | { readonly kind: 'block' | 'expression'; readonly bytes: Uint8Array }
  | { readonly kind: 'string'; readonly section: StringPlace; readonly value: number }
  | { readonly kind: 'text'; readonly value: string };

/** What a string's number counts: bytes of a section, or entries of the unit's offset table. */
export type StringPlace = '.debug_str' | '.debug_line_str' | 'index';

/** What the sizes of forms depend on. */
export interface FormFormat {
  readonly version: number;
  readonly offsetSize: OffsetSize;
}

/** Bytes of an offset that names an entry of any unit: DWARF 2 gave it the size of an address. [DWARF2 §7.5.4, DWARF5 §7.4] */
export function referenceSize({ version, offsetSize }: FormFormat): OffsetSize {
  return version === 2 ? 4 : offsetSize;
}

/** What a form's value depends on outside itself. */
export interface FormContext extends FormFormat {
  /** Offset of the unit in .debug_info. */
  readonly unitOffset: number;
}

interface Form {
  /** Bytes in the entry, where every value of this form has the same number; `OFFSET` as many as an offset has. */
  readonly size?: number;
  read(r: ByteReader, unit: FormContext, spec: AttributeSpec): AttributeValue;
  /** Passes over a value of varying size; `read` does it where absent. */
  skip?(r: ByteReader, unit: FormContext, spec: AttributeSpec): void;
}

/** Stands for the size that offsets have in the unit. */
const OFFSET = -1;

const skipLeb = (r: ByteReader): void => r.skipLeb();
const FOREIGN: AttributeValue = { kind: 'foreign' };

const constant = (value: number | bigint): AttributeValue => ({ kind: 'constant', value });
const addressIndex = (value: number): AttributeValue => ({ kind: 'addressIndex', value });
const text = (section: StringPlace, value: number): AttributeValue => ({
  kind: 'string',
  section,
  value,
});
const reference = (unit: FormContext, value: number): AttributeValue => ({
  kind: 'reference',
  value: unit.unitOffset + value,
});
const block = (bytes: Uint8Array): AttributeValue => ({ kind: 'block', bytes });

const forms: Readonly<Partial<Record<number, Form>>> = {
  [dw.DW_FORM_addr]: { size: 4, read: r => ({ kind: 'address', value: r.u32() }) },
  [dw.DW_FORM_addrx]: { read: r => addressIndex(r.uleb()), skip: skipLeb },
  [dw.DW_FORM_addrx1]: { size: 1, read: r => addressIndex(r.u8()) },
  [dw.DW_FORM_addrx2]: { size: 2, read: r => addressIndex(r.u16()) },
  [dw.DW_FORM_addrx3]: { size: 3, read: r => addressIndex(r.u24()) },
  [dw.DW_FORM_addrx4]: { size: 4, read: r => addressIndex(r.u32()) },

  [dw.DW_FORM_data1]: { size: 1, read: r => constant(r.u8()) },
  [dw.DW_FORM_data2]: { size: 2, read: r => constant(r.u16()) },
  // Before DWARF 4 data4 and data8 were section offsets too; readers of lists take either.
  [dw.DW_FORM_data4]: { size: 4, read: r => constant(r.u32()) },
  [dw.DW_FORM_data8]: { size: 8, read: r => constant(r.u64()) },
  [dw.DW_FORM_data16]: { size: 16, read: r => constant(r.u128()) },
  [dw.DW_FORM_sdata]: { read: r => constant(r.slebBig()), skip: skipLeb },
  [dw.DW_FORM_udata]: { read: r => constant(r.ulebBig()), skip: skipLeb },
  // These two occupy no bytes: the abbreviation already says it all.
  [dw.DW_FORM_implicit_const]: { size: 0, read: (_r, _unit, spec) => constant(spec.implicitConst) },
  [dw.DW_FORM_flag_present]: { size: 0, read: () => ({ kind: 'flag', value: true }) },
  [dw.DW_FORM_flag]: { size: 1, read: r => ({ kind: 'flag', value: r.u8() !== 0 }) },

  [dw.DW_FORM_string]: { read: r => ({ kind: 'text', value: r.cString() }) },
  [dw.DW_FORM_strp]: { size: OFFSET, read: (r, unit) => text('.debug_str', offset(r, unit)) },
  [dw.DW_FORM_line_strp]: {
    size: OFFSET,
    read: (r, unit) => text('.debug_line_str', offset(r, unit)),
  },
  [dw.DW_FORM_strx]: { read: r => text('index', r.uleb()), skip: skipLeb },
  [dw.DW_FORM_strx1]: { size: 1, read: r => text('index', r.u8()) },
  [dw.DW_FORM_strx2]: { size: 2, read: r => text('index', r.u16()) },
  [dw.DW_FORM_strx3]: { size: 3, read: r => text('index', r.u24()) },
  [dw.DW_FORM_strx4]: { size: 4, read: r => text('index', r.u32()) },
  [dw.DW_FORM_strp_sup]: { size: OFFSET, read: foreignOffset },

  [dw.DW_FORM_ref1]: { size: 1, read: (r, unit) => reference(unit, r.u8()) },
  [dw.DW_FORM_ref2]: { size: 2, read: (r, unit) => reference(unit, r.u16()) },
  [dw.DW_FORM_ref4]: { size: 4, read: (r, unit) => reference(unit, r.u32()) },
  [dw.DW_FORM_ref8]: { size: 8, read: (r, unit) => reference(unit, Number(r.u64())) },
  [dw.DW_FORM_ref_udata]: { read: (r, unit) => reference(unit, r.uleb()), skip: skipLeb },
  [dw.DW_FORM_ref_addr]: {
    read: (r, unit) => ({ kind: 'reference', value: readOffset(r, referenceSize(unit)) }),
  },
  [dw.DW_FORM_ref_sig8]: { size: 8, read: r => ({ kind: 'signature', value: r.u64() }) },
  [dw.DW_FORM_ref_sup4]: { size: 4, read: foreign4 },
  [dw.DW_FORM_ref_sup8]: { size: 8, read: foreign8 },

  [dw.DW_FORM_sec_offset]: {
    size: OFFSET,
    read: (r, unit) => ({ kind: 'sectionOffset', value: offset(r, unit) }),
  },
  [dw.DW_FORM_loclistx]: { read: r => ({ kind: 'listIndex', value: r.uleb() }), skip: skipLeb },
  [dw.DW_FORM_rnglistx]: { read: r => ({ kind: 'listIndex', value: r.uleb() }), skip: skipLeb },

  [dw.DW_FORM_exprloc]: {
    read: r => ({ kind: 'expression', bytes: r.slice(r.uleb()) }),
    skip: r => r.skip(r.uleb()),
  },
  [dw.DW_FORM_block]: { read: r => block(r.slice(r.uleb())), skip: r => r.skip(r.uleb()) },
  [dw.DW_FORM_block1]: { read: r => block(r.slice(r.u8())), skip: r => r.skip(r.u8()) },
  [dw.DW_FORM_block2]: { read: r => block(r.slice(r.u16())), skip: r => r.skip(r.u16()) },
  [dw.DW_FORM_block4]: { read: r => block(r.slice(r.u32())), skip: r => r.skip(r.u32()) },

  // The form of this value stands before it. It may not name itself again, or it would never end.
  [dw.DW_FORM_indirect]: {
    read: (r, unit, spec) => {
      const form = r.uleb();
      if (form === dw.DW_FORM_indirect) r.fail('indirect-form-of-indirect-form');
      return readAttribute(r, unit, { ...spec, form });
    },
  },
};

export function readAttribute(
  r: ByteReader,
  unit: FormContext,
  spec: AttributeSpec,
): AttributeValue {
  // An unknown form has an unknown length, so nothing after it in the unit can be read.
  const form = forms[spec.form] ?? r.fail('unknown-form', nameOf('FORM', spec.form));
  return form.read(r, unit, spec);
}

/** To what stands behind some attributes of an entry. */
export function passOver(r: ByteReader, unit: FormContext, steps: Steps): void {
  for (const step of steps) {
    if (typeof step === 'number') r.skip(step);
    else skipAttribute(r, unit, step);
  }
}

function skipAttribute(r: ByteReader, unit: FormContext, spec: AttributeSpec): void {
  const form = forms[spec.form] ?? r.fail('unknown-form', nameOf('FORM', spec.form));
  if (form.size === undefined) (form.skip ?? form.read)(r, unit, spec);
  else r.skip(form.size === OFFSET ? unit.offsetSize : form.size);
}

/** Bytes of every value of a form; undefined where they differ, or where there is no such form. */
export function formSize(form: number, { offsetSize }: FormFormat): number | undefined {
  const size = forms[form]?.size;
  return size === OFFSET ? offsetSize : size;
}

function offset(r: ByteReader, { offsetSize }: FormContext): number {
  return readOffset(r, offsetSize);
}

function foreign4(r: ByteReader): AttributeValue {
  r.skip(4);
  return FOREIGN;
}

function foreign8(r: ByteReader): AttributeValue {
  r.skip(8);
  return FOREIGN;
}

function foreignOffset(r: ByteReader, unit: FormContext): AttributeValue {
  r.skip(unit.offsetSize);
  return FOREIGN;
}
