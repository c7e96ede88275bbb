/** The variants of an enum that holds data, and which of them a discriminant chooses. [DWARF5 §5.7.10] */

import { ByteReader } from '../shared/byteReader';
import * as dw from './constants';
import type { Entry } from './entry';
import { shortNameOf } from './paths';
import type { Member } from './types';
import { memberOf, typeOf } from './types';

export interface Variant {
  /** `Some`, with the type of the variant's data and where in the enum it starts. */
  readonly member: Member;
  /** First and last discriminant of each range; undefined for the one that all others choose. */
  readonly discriminants: readonly (readonly [bigint, bigint])[] | undefined;
}

export interface VariantPart {
  /** undefined where there is one variant only. */
  readonly discriminant: Member | undefined;
  readonly variants: readonly Variant[];
}

export function readVariantPart(part: Entry): VariantPart {
  const discriminant = part.reference(dw.DW_AT_discr);
  const isSigned = discriminant !== undefined && isSignedNumber(discriminant);
  const variants: Variant[] = [];
  for (const child of part.children()) {
    if (child.tag !== dw.DW_TAG_variant) continue;
    const member = [...child.children()].find(it => it.tag === dw.DW_TAG_member);
    if (!member) continue;
    const discriminants = discriminantsOf(child, isSigned);
    variants.push({ member: named(member), discriminants });
  }
  return { discriminant: discriminant && memberOf(discriminant), variants };
}

/** The variant that is there, by the discriminant as an unsigned number of the given size. */
export function variantOf(
  { variants }: VariantPart,
  discriminant: bigint,
  bits: number,
): Variant | undefined {
  const chosen = variants.find(it =>
    it.discriminants?.some(([low, high]) => {
      // A range may run from a negative number to a positive one, or be written with either sign.
      const distance = BigInt.asUintN(bits, discriminant - low);
      return distance <= BigInt.asUintN(bits, high - low);
    }),
  );
  return chosen ?? variants.find(it => it.discriminants === undefined);
}

/** The states of an async function have numbers for names; their types have words: `Unresumed`, `Suspend0`. */
function named(entry: Entry): Member {
  const member = memberOf(entry);
  const isNumber = /^\d+$/.test(entry.string(dw.DW_AT_name) ?? '');
  const type = isNumber ? entry.reference(dw.DW_AT_type) : undefined;
  if (!type) return member;
  return {
    name: shortNameOf(type),
    byteOffset: member.byteOffset,
    get type() {
      return member.type;
    },
  };
}

function isSignedNumber(discriminant: Entry): boolean {
  const type = typeOf(discriminant.reference(dw.DW_AT_type));
  return type.kind === 'scalar' && type.encoding === 'signed';
}

function discriminantsOf(
  variant: Entry,
  isSigned: boolean,
): (readonly [bigint, bigint])[] | undefined {
  const value = variant.wideNumber(dw.DW_AT_discr_value);
  if (value !== undefined) return [[value, value]];
  const list = variant.attribute(dw.DW_AT_discr_list);
  if (list?.kind !== 'block' && list?.kind !== 'expression') return undefined;
  return variant.unit.owner.problems.guard([], () => readList(list.bytes, isSigned));
}

/** The numbers of a list have a sign where the discriminant has one. [DWARF5 §5.7.10] */
function readList(bytes: Uint8Array, isSigned: boolean): (readonly [bigint, bigint])[] {
  const r = new ByteReader(bytes, 'discriminant list');
  const ranges: (readonly [bigint, bigint])[] = [];
  while (!r.atEnd) {
    const kind = r.u8();
    if (kind !== dw.DW_DSC_label && kind !== dw.DW_DSC_range) r.fail('unknown-discriminant-kind');
    const low = isSigned ? r.slebBig() : r.ulebBig();
    if (kind === dw.DW_DSC_label) ranges.push([low, low]);
    else ranges.push([low, isSigned ? r.slebBig() : r.ulebBig()]);
  }
  return ranges;
}
