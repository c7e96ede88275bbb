/** Sources that are not files of this machine: the client asks us for their text. [DAP source] */

import { RequestError } from './requestError';

/** Named by debug information and not here, with the lines that a client has been sent to; or made by us. */
type Held = { readonly path: string; readonly lines: Set<number> } | { text(): string };

export class SourceStore {
  readonly #held: Held[] = [];
  readonly #references = new Map<string, number>();

  /**
   * The same number for the same path, for as long as the session lives.
   * @param line where a client is sent to in it
   */
  reference(path: string, line?: number): number {
    const reference = this.#referenceOf(`file ${path}`, () => ({ path, lines: new Set() }));
    const held = this.held(reference);
    if (line !== undefined && 'path' in held) held.lines.add(line);
    return reference;
  }

  /** The same number for the same listing. */
  listingReference(id: string, text: () => string): number {
    return this.#referenceOf(`listing ${id}`, () => ({ text }));
  }

  /** @throws RequestError where there is no such reference */
  held(reference: number): Held {
    const held = this.#held[reference - 1];
    if (held === undefined) throw new RequestError(`no such source reference: ${reference}`);
    return held;
  }

  /** @throws RequestError where the reference is no file's */
  path(reference: number): string {
    const held = this.held(reference);
    if ('path' in held) return held.path;
    throw new RequestError(
      'this is a disassembly: set breakpoints on its instructions, or on the name of its function',
    );
  }

  #referenceOf(key: string, hold: () => Held): number {
    let reference = this.#references.get(key);
    if (reference === undefined) {
      reference = this.#held.push(hold());
      this.#references.set(key, reference);
    }
    return reference;
  }
}
