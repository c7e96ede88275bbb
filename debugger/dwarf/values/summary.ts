/** One line of text for a value, parts of parts included as far as they fit. */

import { present } from './present';
import type { NamedPlace, Place, Presentation } from './presentation';

/** Parts are shown this deep; a list in memory may be a circle. */
const MAX_DEPTH = 4;
const MAX_PARTS = 16;

/** Characters after which no further part is begun: lists of lists would have thousands. */
const MAX_LENGTH = 200;

export function summary(place: Place, depth = MAX_DEPTH): string {
  return summaryOf(present(place), depth);
}

export function summaryOf(it: Presentation, depth = MAX_DEPTH): string {
  switch (it.kind) {
    case 'text':
      return it.text;
    case 'fields':
      return fieldsText(it.name, it.fields, depth);
    case 'list':
      return listText(it.count, it.at, depth);
    case 'pointer':
      return pointerText(it, depth);
    case 'wrapper':
      return depth === 0 ? '…' : summary(it.inner, depth - 1);
  }
}

function fieldsText(name: string, fields: readonly NamedPlace[], depth: number): string {
  const isTuple = fields.every(it => /^\d+$/.test(it.name));
  if (fields.length === 0) return name === '' ? '()' : name;
  const head = isTuple || name === '' ? name : `${name} `;
  if (depth === 0) return isTuple ? `${head}(…)` : `${head}{…}`;
  const parts = joined(fields.length, index => {
    const field = fields[index];
    const text = field ? summary(field.place, depth - 1) : '';
    return isTuple ? text : `${field?.name}: ${text}`;
  });
  if (!isTuple) return `${head}{ ${parts} }`;
  // A tuple of one is written with a comma, a tuple struct of one is not.
  return `${head}(${parts}${name === '' && fields.length === 1 ? ',' : ''})`;
}

function listText(count: number, at: (index: number) => Place, depth: number): string {
  if (count === 0) return '[]';
  if (depth === 0) return '[…]';
  return `[${joined(count, index => summary(at(index), depth - 1))}]`;
}

function joined(count: number, text: (index: number) => string): string {
  let all = '';
  for (let index = 0; index < count; index++) {
    if (index > 0) all += ', ';
    if (index >= MAX_PARTS || all.length > MAX_LENGTH) return `${all}…`;
    all += text(index);
  }
  return all;
}

function pointerText(it: Presentation & { kind: 'pointer' }, depth: number): string {
  if (!it.isFollowed || !it.target) return it.text === '' ? 'null' : it.text;
  const target = depth === 0 ? '…' : summary(it.target, depth - 1);
  return it.text === '' ? target : `${it.text} → ${target}`;
}
