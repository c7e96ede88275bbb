/** The rows a client may open, by reference. [DAP lifetime of object references] */

import type { PageOfRows, SourcePlaceView, VariableView } from '../engine/views';
import { RequestError } from './requestError';

/** Something with rows: a scope, or a row with children. */
export interface Container {
  /** Index of the frame whose rows these are; undefined where they are no frame's. */
  readonly frame?: number | undefined;
  /** How many children are indexed; undefined where they are named. */
  readonly indexedCount?: number | undefined;
  /** All of them, a long list's as ranges; or a page of the indexed ones. */
  rows(page?: PageOfRows): readonly VariableView[];
}

/** The row of a container that has a name; an element of a long list is read alone. */
export function rowNamed(container: Container, name: string): VariableView | undefined {
  const index = container.indexedCount === undefined ? undefined : /^\[(\d+)\]$/.exec(name)?.[1];
  if (index !== undefined) {
    const [element] = container.rows({ start: Number(index), count: 1 });
    if (element?.name === name) return element;
  }
  return container.rows().find(it => it.name === name);
}

/**
 * References are valid until the machine runs again.
 * Numbers are never used twice, so that a reference kept too long is refused and not taken for another row.
 */
export class VariableStore {
  #next = 1;
  readonly #containers = new Map<number, Container>();
  /** Places that rows refer to, by the same numbers. [DAP locations] */
  readonly #places = new Map<number, SourcePlaceView>();

  add(container: Container): number {
    const reference = this.#next++;
    this.#containers.set(reference, container);
    return reference;
  }

  get(reference: number): Container {
    const container = this.#containers.get(reference);
    if (container === undefined) {
      throw new RequestError(this.#whyNot('variables', reference));
    }
    return container;
  }

  #whyNot(kind: string, reference: number): string {
    const wasThere = reference > 0 && reference < this.#next;
    return wasThere
      ? `${kind} reference ${reference} is gone: the machine has run since`
      : `there is no ${kind} reference ${reference}`;
  }

  addPlace(place: SourcePlaceView): number {
    const reference = this.#next++;
    this.#places.set(reference, place);
    return reference;
  }

  place(reference: number): SourcePlaceView {
    const place = this.#places.get(reference);
    if (place === undefined) {
      throw new RequestError(this.#whyNot('location', reference));
    }
    return place;
  }

  clear(): void {
    this.#containers.clear();
    this.#places.clear();
  }
}
