/** How a value is shown, before it is written as text: what each kind of type makes of its bytes. */

import type { Type } from '../types';
import type { Missing, Storage, StorageContext } from './storage';

export interface ValueContext extends StorageContext {
  /** The function that starts at an address, for pointers to functions. */
  functionName?(address: number): string | undefined;
  /** The type that a trait object with this vtable holds. */
  vtableType?(address: number): Type | undefined;
  /** What people call the account whose address has these 40 hexadecimal digits. */
  accountLabel?(digits: string): string | undefined;
}

/** A type and where a value of it is. */
export interface Place<T extends Type = Type> {
  readonly type: T;
  readonly storage: Storage;
  readonly context: ValueContext;
}

export interface NamedPlace {
  readonly name: string;
  readonly place: Place;
}

/** One of a map; of a set without a value. */
export interface EntryPlace {
  readonly key: Place;
  readonly value: Place | undefined;
}

/** Writes a part as it is written inside of the text of the whole. */
export type WritePart = (part: Place) => string;

export interface Text {
  readonly kind: 'text';
  readonly text: string;
}

/** Shown in the base that is asked for. */
export interface Integer {
  readonly kind: 'integer';
  readonly value: bigint;
  readonly bits: number;
}

export interface Str {
  readonly kind: 'str';
  readonly bytes: Uint8Array;
  /** Whether there are more bytes than these. */
  readonly isCut: boolean;
}

/** An account's: its label where it is a part of something, all digits where it stands alone. */
export interface Account {
  readonly kind: 'account';
  readonly digits: string;
  readonly label: string | undefined;
}

/** `Name { a: 1 }`, or `Name(1)` where the fields have numbers. */
export interface Fields {
  readonly kind: 'fields';
  readonly name: string;
  readonly fields: readonly NamedPlace[];
  /** Instead of that notation. */
  readonly write?: (part: WritePart) => string;
}

/** `[1, 2]`. */
export interface List {
  readonly kind: 'list';
  readonly count: number;
  readonly at: (index: number) => Place;
}

/** `{1: 2}`, or `{1}` for a set. */
export interface Entries {
  readonly kind: 'entries';
  readonly count: number;
  /** In the order of the keys; missing where the tree cannot be followed. */
  readonly at: (index: number) => EntryPlace | Missing;
}

/** What points. */
export interface Pointer {
  readonly kind: 'pointer';
  /** What stands before the text of what is there: `&` for a reference, nothing for a box. */
  readonly sign: string;
  /** undefined where only what it points to is known. */
  readonly address: number | undefined;
  readonly target: Place | undefined;
  /** Whether the text is that of the target; else it is the address. */
  readonly isFollowed: boolean;
  /** The type behind a `dyn Trait`. */
  readonly concrete?: string;
  /** Reference counts and the like. */
  readonly notes?: readonly NamedPlace[];
}

/** A pointer to a function. */
export interface Code {
  readonly kind: 'code';
  readonly address: number;
  readonly name: string | undefined;
}

/** Nothing but a wrapper: shown, and written, as what is in it. */
export interface Wrapper {
  readonly kind: 'wrapper';
  readonly inner: Place;
}

/** Bytes that no value of the type has: the reason, and the fields as they are. */
export interface Broken {
  readonly kind: 'broken';
  readonly reason: string;
  readonly fields: readonly NamedPlace[];
}

export type Presentation =
  Text | Integer | Str | Account | Fields | List | Entries | Pointer | Code | Wrapper | Broken;

export function textOnly(text: string): Presentation {
  return { kind: 'text', text };
}

/** The text of what is not there. */
export function missingText(reason: string): Presentation {
  return textOnly(`<${reason}>`);
}
