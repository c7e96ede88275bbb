/** A value as the engine sees it: a text, and parts that are read when they are asked for. */

import type { Type } from '../types';
import { childrenOf } from './children';
import { refusal } from './encode';
import type { Base } from './integers';
import { present } from './present';
import type { Place, Presentation } from './presentation';
import type { Fragment } from './storage';
import { isMissing } from './storage';
import { summaryOf } from './summary';

export interface NamedValue {
  readonly name: string;
  /** Of an entry of a map or a set: what an expression calls its key; absent where there is no literal. */
  readonly key?: string | undefined;
  readonly value: DwarfValue;
}

export interface DwarfValue {
  /** As a Rust author would write it; in angle brackets the reason why there is no value. */
  readonly text: string;
  /** The same with integers in another base. */
  textIn(base: Base): string;
  /** As a Rust author would write it. */
  readonly type: string;
  /** What is behind a `dyn Trait`. */
  readonly concreteType: string | undefined;
  /** Where it is a whole number: itself. */
  readonly integer: bigint | undefined;
  /** Of the bytes that writing replaces; for `encodeValue`. */
  readonly layout: Type;
  /** Where those bytes are in memory. */
  readonly address: number | undefined;
  readonly byteSize: number;
  /** x0 to x31: its low `byteSize` bytes are the value. */
  readonly register: number | undefined;
  /** All places of those bytes, in their order; undefined where it cannot be written. */
  readonly fragments: readonly Fragment[] | undefined;
  /** Whether it is text. */
  readonly isText: boolean;
  /** Where a pointer points. */
  readonly pointsTo: number | undefined;
  /** Where the function is that a pointer points to. */
  readonly code: number | undefined;
  /** The number of elements of a list. */
  readonly indexedCount: number | undefined;
  /** The number of entries of a map or a set; their names are their keys. */
  readonly entryCount: number | undefined;
  /** Why it cannot be written; undefined where it can. */
  readonly readOnly: string | undefined;
  /**
   * Of a list or map `count` elements from `start` on; without these numbers a long one comes as ranges,
   * so that nobody gets a million values. Of anything else all parts.
   */
  readonly children: ((start?: number, count?: number) => NamedValue[]) | undefined;
}

/** Wrappers around wrappers; a malformed type may contain itself. */
const MAX_WRAPPERS = 16;

export function createValue(outer: Place): DwarfValue {
  const { place, presentation, isNonZero } = unwrap(outer);
  const { type, storage } = place;
  const layout = isNonZero && type.kind === 'scalar' ? { ...type, isNonZero } : type;
  const fragments = fragmentsOf(place, presentation);
  const textIn = (base: Base): string => textOf(place, presentation, base);
  return {
    text: textIn(10),
    textIn,
    type: outer.type.name,
    concreteType: presentation.kind === 'pointer' ? presentation.concrete : undefined,
    integer: presentation.kind === 'integer' ? presentation.value : undefined,
    layout,
    address: storage.address,
    byteSize: type.byteSize,
    register: storage.register,
    fragments: isMissing(fragments) ? undefined : fragments,
    isText: presentation.kind === 'str',
    pointsTo: presentation.kind === 'pointer' ? presentation.address : undefined,
    code: presentation.kind === 'code' ? presentation.address : undefined,
    indexedCount: presentation.kind === 'list' ? presentation.count : undefined,
    entryCount: presentation.kind === 'entries' ? presentation.count : undefined,
    readOnly: isMissing(fragments) ? fragments.missing : undefined,
    children: childrenOf(presentation, createValue),
  };
}

/** The length of an array is in its type already. */
function textOf({ type }: Place, it: Presentation, base: Base): string {
  const text = summaryOf(it, base);
  const hasLength = it.kind === 'entries' || (it.kind === 'list' && type.kind !== 'array');
  return hasLength ? `${text} (len ${it.count})` : text;
}

function unwrap(outer: Place): { place: Place; presentation: Presentation; isNonZero: boolean } {
  let place = outer;
  let presentation = present(place);
  let isNonZero = false;
  for (let depth = 0; presentation.kind === 'wrapper' && depth < MAX_WRAPPERS; depth++) {
    isNonZero ||= place.type.name.startsWith('NonZero');
    place = presentation.inner;
    presentation = present(place);
  }
  return { place, presentation, isNonZero };
}

/** Where writing writes, or why it cannot. */
function fragmentsOf({ type, storage }: Place, shown: Presentation) {
  const reason = refusal(type, shown.kind);
  if (reason !== undefined) return { missing: storage.missing ?? reason };
  const found = storage.fragments(0, type.byteSize);
  if (isMissing(found)) return found;
  const first = storage.read(0, 1);
  return isMissing(first) ? first : found;
}
