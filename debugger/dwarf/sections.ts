/** The sections of one file, by name: the only way in which bytes reach the readers. */

import { ByteReader } from '../shared/byteReader';

/** Contents of a section such as `.debug_info`; undefined where the file has none. */
export type SectionReader = (name: string) => Uint8Array | undefined;

const NOTHING = new Uint8Array();

type StringSection = '.debug_str' | '.debug_line_str';

export class Sections {
  readonly #contents = new Map<string, Uint8Array>();
  /** Strings by section and offset: few are asked for, and those again and again. */
  readonly #strings: Readonly<Record<StringSection, Map<number, string>>> = {
    '.debug_str': new Map(),
    '.debug_line_str': new Map(),
  };

  constructor(readonly read: SectionReader) {}

  /** Empty where the file has no such section. */
  bytes(name: string): Uint8Array {
    let bytes = this.#contents.get(name);
    if (!bytes) this.#contents.set(name, (bytes = this.read(name) ?? NOTHING));
    return bytes;
  }

  /** @param end bytes from here on do not exist for the reader */
  at(name: string, offset: number, end?: number): ByteReader {
    const bytes = this.bytes(name);
    const inside = end === undefined ? bytes : bytes.subarray(0, end);
    const isInside = offset >= 0 && offset <= inside.length;
    const r = new ByteReader(inside, name, isInside ? offset : 0);
    return isInside ? r : r.fail('offset-outside-section', String(offset));
  }

  string(name: StringSection, offset: number): string {
    const known = this.#strings[name].get(offset);
    if (known !== undefined) return known;
    const string = this.at(name, offset).cString();
    this.#strings[name].set(offset, string);
    return string;
  }
}
