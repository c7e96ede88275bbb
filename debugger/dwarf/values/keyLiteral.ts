/** Keys of maps as a person types them to get at an entry: `3`, `"a"`, `Id(3)`, `(1, 'a')`, an account's digits. */

import { isPosition } from './members';
import { present } from './present';
import type { Fields, Place } from './presentation';
import { quotedString } from './text';

/** Newtypes of newtypes; a malformed type may contain itself. */
const MAX_DEPTH = 8;

/** Expressions have an end. */
const MAX_LENGTH = 200;

/** undefined for what has no literal: floats, lists, fields with names. */
export function keyLiteral(key: Place): string | undefined {
  const text = literal(key, MAX_DEPTH);
  return text === undefined || text.length > MAX_LENGTH ? undefined : text;
}

function literal(place: Place, depth: number): string | undefined {
  if (depth === 0) return undefined;
  const it = present(place);
  switch (it.kind) {
    case 'integer':
      return String(it.value);
    case 'str':
      return it.isCut ? undefined : quotedString(it.bytes, false);
    case 'account':
      return `0x${it.digits}`;
    case 'fields':
      return fieldsLiteral(it, depth);
    case 'pointer':
      return it.isFollowed && it.target ? literal(it.target, depth - 1) : undefined;
    case 'wrapper':
      return literal(it.inner, depth - 1);
    case 'text':
      return ATOM.test(it.text) ? it.text : undefined;
    default:
      return undefined;
  }
}

/** What is shown as a text and is one literal: truth values, characters, variants without fields. */
const ATOM = /^(?:[\p{L}_][\p{L}\p{N}_]*|'(?:\\.[^']*|[^'\\])')$/su;

/** `Name`, `Name(1, 2)`, `(1, 2)`. */
function fieldsLiteral({ name, fields, write }: Fields, depth: number): string | undefined {
  if (write !== undefined || !fields.every(it => isPosition(it.name))) return undefined;
  const parts = fields.map(it => literal(it.place, depth - 1));
  if (parts.includes(undefined) || (name === '' && parts.length === 0)) return undefined;
  if (parts.length === 0) return name;
  return `${name}(${parts.join(', ')}${name === '' && parts.length === 1 ? ',' : ''})`;
}
