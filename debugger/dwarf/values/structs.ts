/** Structs, tuples, unions, arrays, and enums that hold data. */

import type { ArrayType, StructType, Type } from '../types';
import type { Variant, VariantPart } from '../variantPart';
import { variantOf } from '../variantPart';
import { isStruct, namedPlaces, placeOf } from './members';
import type { NamedPlace, Place, Presentation } from './presentation';
import { missingText } from './presentation';
import { noSuchVariant, readUnsigned } from './scalars';
import { partOf } from './storage';

/** Types within types that are looked into; a malformed one may contain itself. */
const MAX_TYPES = 64;

export function presentStruct(place: Place<StructType>): Presentation {
  const { name, variants } = place.type;
  if (variants) return presentVariant(place, variants);
  return { kind: 'fields', name: bareName(name), fields: namedPlaces(place) };
}

function presentVariant(place: Place<StructType>, part: VariantPart): Presentation {
  let discriminant = 0n;
  let bits = 0;
  if (part.discriminant) {
    const at = placeOf(place, part.discriminant);
    const value = readUnsigned(at);
    if (typeof value !== 'bigint') return missingText(value.missing);
    discriminant = value;
    bits = at.type.byteSize * 8;
  }
  const variant = part.discriminant ? variantOf(part, discriminant, bits) : onlyVariant(part);
  if (!variant) return noSuchVariant(discriminant);
  const inside = placeOf(place, variant.member);
  const fields = isStruct(inside) ? namedPlaces(inside) : [];
  return { kind: 'fields', name: variant.member.name, fields };
}

/** Without a discriminant all variants but one hold what no value can be. */
function onlyVariant({ variants }: VariantPart): Variant | undefined {
  const [first, ...others] = variants;
  if (others.length === 0) return first;
  return variants.find(it => !isUninhabited(it.member.type, { types: MAX_TYPES })) ?? first;
}

/** Whether no value of a type can exist: `!`, `Infallible`, and what holds one. Where there is too much to look at, not. */
function isUninhabited(type: Type, budget: { types: number }): boolean {
  if (budget.types-- <= 0) return false;
  if (type.kind === 'scalar') return type.name === '!';
  if (type.kind === 'array') return type.count > 0 && isUninhabited(type.element, budget);
  if (type.kind !== 'struct') return false;
  const { variants, members } = type;
  return variants
    ? variants.variants.every(it => isUninhabited(it.member.type, budget))
    : members.some(it => isUninhabited(it.type, budget));
}

/** The fields of the variant that is there, if that is its name. */
export function variantFields(
  place: Place | undefined,
  name: string,
): readonly NamedPlace[] | undefined {
  if (!place || !isStruct(place) || !place.type.variants) return undefined;
  const shown = presentVariant(place, place.type.variants);
  return shown.kind === 'fields' && shown.name === name ? shown.fields : undefined;
}

export function presentArray({ type, storage, context }: Place<ArrayType>): Presentation {
  const { element, count } = type;
  return {
    kind: 'list',
    count,
    at: index => ({ type: element, storage: partOf(storage, index * element.byteSize), context }),
  };
}

/** `Pair` for `Pair<u32>`; nothing for a tuple. */
function bareName(name: string): string {
  return name.startsWith('(') ? '' : name.replace(/(?<=[\w}])<.*$/, '');
}
