/** Sources that are named by debug information and are not on this machine: the client asks us for their text. */

import { RequestError } from './requestError';

export class SourceStore {
  readonly #paths: string[] = [];
  readonly #references = new Map<string, number>();

  /** The same number for the same path, for as long as the session lives. */
  reference(path: string): number {
    let reference = this.#references.get(path);
    if (reference === undefined) {
      reference = this.#paths.push(path);
      this.#references.set(path, reference);
    }
    return reference;
  }

  path(reference: number): string {
    const path = this.#paths[reference - 1];
    if (path === undefined) throw new RequestError(`no such source reference: ${reference}`);
    return path;
  }
}
