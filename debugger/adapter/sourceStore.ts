/** Sources that are named by debug information and are not on this machine: the client asks us for their text. */

import { RequestError } from './requestError';

export class SourceStore {
  readonly #paths: string[] = [];

  /** The same number for the same path, for as long as the session lives. */
  reference(path: string): number {
    const known = this.#paths.indexOf(path);
    return known < 0 ? this.#paths.push(path) : known + 1;
  }

  path(reference: number): string {
    const path = this.#paths[reference - 1];
    if (path === undefined) throw new RequestError(`no such source reference: ${reference}`);
    return path;
  }
}
