/** The rows a client may open, by reference. [DAP lifetime of object references] */

import type { VariableView } from '../engine/views';
import { RequestError } from './requestError';

/** Something with rows: a scope, or a row with children. */
export interface Container {
  /** Index of the frame whose rows these are; undefined where they are no frame's. */
  readonly frame?: number | undefined;
  /** How many children are indexed; undefined where they are named. */
  readonly indexedCount?: number | undefined;
  rows(): readonly VariableView[];
  /** Gives a row a new value. Absent where nothing can be written. */
  set?(name: string, value: string): VariableView;
}

/**
 * References are valid until the machine runs again.
 * Numbers are never used twice, so that a reference kept too long is refused and not taken for another row.
 */
export class VariableStore {
  #next = 1;
  readonly #containers = new Map<number, Container>();

  add(container: Container): number {
    const reference = this.#next++;
    this.#containers.set(reference, container);
    return reference;
  }

  get(reference: number): Container {
    const container = this.#containers.get(reference);
    if (container === undefined) {
      throw new RequestError(`variables reference ${reference} is gone: the machine has run since`);
    }
    return container;
  }

  clear(): void {
    this.#containers.clear();
  }
}
