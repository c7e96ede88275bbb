/** Structs, tuples, unions, arrays, and enums that hold data. */

import type { ArrayType, StructType } from '../types';
import type { VariantPart } from '../variantPart';
import { variantOf } from '../variantPart';
import { isStruct, namedPlaces, placeOf } from './members';
import type { NamedPlace, Place, Presentation } from './presentation';
import { missingText } from './presentation';
import { noSuchVariant, readUnsigned } from './scalars';
import { partOf } from './storage';

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
  const variant = part.discriminant ? variantOf(part, discriminant, bits) : part.variants[0];
  if (!variant) return noSuchVariant(discriminant);
  const inside = placeOf(place, variant.member);
  const fields = isStruct(inside) ? namedPlaces(inside) : [];
  return { kind: 'fields', name: variant.member.name, fields };
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
