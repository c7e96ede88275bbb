/** A value as the engine sees it: a text, and parts that are read when they are asked for. */

import type { Type } from '../types';
import { present } from './present';
import type { NamedPlace, Place, Presentation } from './presentation';
import { isScalar } from './scalars';
import { isMissing } from './storage';
import { summaryOf } from './summary';

export interface NamedValue {
  readonly name: string;
  readonly value: DwarfValue;
}

export interface DwarfValue {
  /** As a Rust author would write it; in angle brackets the reason why there is no value. */
  readonly text: string;
  /** As a Rust author would write it. */
  readonly type: string;
  /** Of the bytes that writing replaces; for `encodeValue`. */
  readonly layout: Type;
  /** Where those bytes are in memory. */
  readonly address: number | undefined;
  readonly byteSize: number;
  /** x0 to x31: its low `byteSize` bytes are the value. */
  readonly register: number | undefined;
  /** Where a pointer points. */
  readonly pointsTo: number | undefined;
  /** The number of elements of a list. */
  readonly indexedCount: number | undefined;
  /** Why it cannot be written; undefined where it can. */
  readonly readOnly: string | undefined;
  /**
   * Of a list `count` elements from `start` on; without these numbers a long list comes as ranges of elements,
   * so that nobody gets a million values. Of anything else all parts.
   */
  readonly children: ((start?: number, count?: number) => NamedValue[]) | undefined;
}

type List = Presentation & { kind: 'list' };

/** Elements in a range of a long list; ranges of ranges keep any list short. */
const CHUNK = 100;

/** Wrappers around wrappers; a malformed type may contain itself. */
const MAX_WRAPPERS = 16;

export function createValue(outer: Place): DwarfValue {
  const { place, presentation } = unwrap(outer);
  const { type, storage } = place;
  const text = summaryOf(presentation);
  return {
    text: hasOwnLength(place, presentation) ? `${text} (len ${presentation.count})` : text,
    type: outer.type.name,
    layout: type,
    address: storage.address,
    byteSize: type.byteSize,
    register: storage.register,
    pointsTo: presentation.kind === 'pointer' ? presentation.address : undefined,
    indexedCount: presentation.kind === 'list' ? presentation.count : undefined,
    readOnly: readOnlyReason(place),
    children: childrenOf(presentation),
  };
}

/** The length of an array is in its type already. */
function hasOwnLength(place: Place, it: Presentation): it is List {
  return it.kind === 'list' && place.type.kind !== 'array';
}

function unwrap(outer: Place): { place: Place; presentation: Presentation } {
  let place = outer;
  let presentation = present(place);
  for (let depth = 0; presentation.kind === 'wrapper' && depth < MAX_WRAPPERS; depth++) {
    place = presentation.inner;
    presentation = present(place);
  }
  return { place, presentation };
}

function readOnlyReason({ type, storage }: Place): string | undefined {
  if (!isScalar(type)) return storage.missing ?? 'only its parts can be set';
  const bytes = storage.read(0, type.byteSize);
  return isMissing(bytes) ? bytes.missing : storage.readOnly;
}

function childrenOf(it: Presentation): DwarfValue['children'] {
  switch (it.kind) {
    case 'fields':
      return it.fields.length === 0 ? undefined : () => it.fields.map(named);
    case 'list':
      return it.count === 0
        ? undefined
        : (start, count) =>
            start === undefined && count === undefined
              ? chunked(it, 0, it.count)
              : elements(it, start ?? 0, (start ?? 0) + (count ?? CHUNK));
    case 'pointer': {
      const { target } = it;
      return target && (() => [named({ name: '*', place: target })]);
    }
    default:
      return undefined;
  }
}

function named({ name, place }: NamedPlace): NamedValue {
  return { name, value: createValue(place) };
}

function elements(list: List, from: number, to: number): NamedValue[] {
  const first = Math.max(0, from);
  const length = Math.max(0, Math.min(list.count, to) - first);
  return Array.from({ length }, (_, at) =>
    named({ name: `[${first + at}]`, place: list.at(first + at) }),
  );
}

function chunked(list: List, from: number, to: number): NamedValue[] {
  if (to - from <= CHUNK) return elements(list, from, to);
  let size = CHUNK;
  while (size * CHUNK < to - from) size *= CHUNK;
  const chunks: NamedValue[] = [];
  for (let low = from; low < to; low += size) {
    const high = Math.min(low + size, to);
    chunks.push({ name: `[${low}..${high}]`, value: chunkValue(list, low, high) });
  }
  return chunks;
}

function chunkValue(list: List, low: number, high: number): DwarfValue {
  const { type, storage } = list.at(low);
  return {
    text: '',
    type: `[${type.name}]`,
    layout: type,
    address: storage.address,
    byteSize: type.byteSize * (high - low),
    register: undefined,
    pointsTo: undefined,
    indexedCount: undefined,
    readOnly: 'only its parts can be set',
    children: () => chunked(list, low, high),
  };
}
