/** Parts of a value, made when they are asked for: fields, elements, entries, what a pointer points to. */

import type { Type } from '../types';
import { keyLiteral } from './keyLiteral';
import { present } from './present';
import type { EntryPlace, NamedPlace, Place, Presentation } from './presentation';
import { isMissing, missingStorage } from './storage';
import { summaryOf } from './summary';
import type { DwarfValue, NamedValue } from './value';

type CreateValue = (place: Place) => DwarfValue;

/** An entry has a key. */
interface KeyedPlace extends NamedPlace {
  readonly key?: string | undefined;
}

/** Something with so many parts that they are asked for by number. */
interface Sequence {
  readonly count: number;
  /** What one is called, and where it is. */
  at(index: number): KeyedPlace;
}

/** Elements in a range of a long sequence; ranges of ranges keep any list short. */
const CHUNK = 100;

export function childrenOf(it: Presentation, create: CreateValue): DwarfValue['children'] {
  const named = ({ place, ...names }: KeyedPlace): NamedValue => ({
    ...names,
    value: create(place),
  });
  switch (it.kind) {
    case 'fields':
    case 'broken':
      return it.fields.length === 0 ? undefined : () => it.fields.map(named);
    case 'list':
      return sequence(
        { count: it.count, at: at => ({ name: `[${at}]`, place: it.at(at) }) },
        named,
      );
    case 'entries':
      return sequence({ count: it.count, at: at => entryAt(it.at(at), at) }, named);
    case 'pointer': {
      const { target, notes = [] } = it;
      return target && (() => [{ name: '*', place: target }, ...notes].map(named));
    }
    default:
      return undefined;
  }
}

/** Named by its key; of a set the key is the value as well. */
function entryAt(entry: EntryPlace | { readonly missing: string }, index: number): KeyedPlace {
  if (isMissing(entry)) return { name: `[${index}]`, place: missingPlace(entry.missing) };
  const { key, value } = entry;
  if (!value) return { name: `[${index}]`, key: keyLiteral(key), place: key };
  return { name: `[${summaryOf(present(key), 10)}]`, key: keyLiteral(key), place: value };
}

function missingPlace(reason: string): Place {
  const type: Type = { kind: 'unknown', name: '', byteSize: 1 };
  const context = { registers: () => undefined, readMemory: () => undefined };
  return { type, storage: missingStorage(reason), context };
}

type Named = (it: KeyedPlace) => NamedValue;

function sequence(it: Sequence, named: Named): DwarfValue['children'] {
  if (it.count === 0) return undefined;
  return (start, count) =>
    start === undefined && count === undefined
      ? chunked(it, named, 0, it.count)
      : elements(it, named, start ?? 0, (start ?? 0) + (count ?? CHUNK));
}

function elements(it: Sequence, named: Named, from: number, to: number): NamedValue[] {
  const first = Math.max(0, from);
  const length = Math.max(0, Math.min(it.count, to) - first);
  return Array.from({ length }, (_, at) => named(it.at(first + at)));
}

function chunked(it: Sequence, named: Named, from: number, to: number): NamedValue[] {
  if (to - from <= CHUNK) return elements(it, named, from, to);
  let size = CHUNK;
  while (size * CHUNK < to - from) size *= CHUNK;
  const chunks: NamedValue[] = [];
  for (let low = from; low < to; low += size) {
    const high = Math.min(low + size, to);
    chunks.push({ name: `[${low}..${high}]`, value: chunkValue(it, named, low, high) });
  }
  return chunks;
}

/** No value of the program's: it only keeps lists short. */
function chunkValue(it: Sequence, named: Named, low: number, high: number): DwarfValue {
  return {
    text: '',
    textIn: () => '',
    type: '',
    concreteType: undefined,
    integer: undefined,
    layout: { kind: 'unknown', name: '', byteSize: 0 },
    address: undefined,
    byteSize: 0,
    register: undefined,
    fragments: undefined,
    isText: false,
    pointsTo: undefined,
    code: undefined,
    indexedCount: undefined,
    entryCount: undefined,
    readOnly: 'it is a range of elements: set one of them',
    children: () => chunked(it, named, low, high),
  };
}
