/** How a value is shown, before it is written as text: what each kind of type makes of its bytes. */

import type { Type } from '../types';
import type { Storage, StorageContext } from './storage';

export interface ValueContext extends StorageContext {
  /** The function that starts at an address, for pointers to functions. */
  functionName?(address: number): string | undefined;
  /** The type that a trait object with this vtable holds. */
  vtableType?(address: number): Type | undefined;
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

export type Presentation =
  /** Shown by one text, without parts. */
  | { readonly kind: 'text'; readonly text: string }
  /** `Name { a: 1 }`, or `Name(1)` where the fields have numbers. */
  | { readonly kind: 'fields'; readonly name: string; readonly fields: readonly NamedPlace[] }
  /** `[1, 2]`. */
  | { readonly kind: 'list'; readonly count: number; readonly at: (index: number) => Place }
  /** What points: its text, what is there, and whether the text goes on with that. */
  | {
      readonly kind: 'pointer';
      readonly text: string;
      readonly address: number;
      readonly target: Place | undefined;
      readonly isFollowed: boolean;
    }
  /** Nothing but a wrapper: shown, and written, as what is in it. */
  | { readonly kind: 'wrapper'; readonly inner: Place };

export function textOnly(text: string): Presentation {
  return { kind: 'text', text };
}

/** The text of what is not there. */
export function missingText(reason: string): Presentation {
  return textOnly(`<${reason}>`);
}
