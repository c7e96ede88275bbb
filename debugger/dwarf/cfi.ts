/** Call frame information: which unwind program holds where. [DWARF5 §6.4.1, §7.24; LSB 5.0 §10.6 for .eh_frame] */

import type { ByteReader } from '../shared/byteReader';
import { readPointer } from './ehPointer';
import * as dw from './constants';
import type { ProblemList } from './problems';
import { isDiscarded } from './ranges';
import type { Sections } from './sections';
import type { InitialLength } from './initialLength';
import { readInitialLength, readOffset } from './initialLength';

/** Common information entry: what several descriptions share. */
export interface CommonInformation {
  /** Of the entry in its section. */
  readonly entryOffset: number;
  readonly version: number;
  readonly augmentation: string;
  readonly codeAlignment: number;
  readonly dataAlignment: number;
  /** Number of the rule that finds the caller's pc. */
  readonly returnRegister: number;
  readonly initialInstructions: Uint8Array;
  /** Offset of those in the section, for problems. */
  readonly offset: number;
  /** DW_EH_PE_* of addresses in descriptions; 0 in .debug_frame. */
  readonly pointerEncoding: number;
  /** Whether descriptions have an augmentation of their own to pass over. */
  readonly hasAugmentationData: boolean;
}

/** Frame description entry: how to unwind one piece of code. */
export interface FrameDescription {
  /** Of the entry in its section. */
  readonly entryOffset: number;
  readonly common: CommonInformation;
  readonly low: number;
  readonly high: number;
  readonly instructions: Uint8Array;
  /** The section and the offset of the instructions there, for problems. */
  readonly section: string;
  readonly offset: number;
}

export type FrameSection = '.debug_frame' | '.eh_frame';

/** The descriptions of code that is in the program, by address. */
export function readFrameDescriptions(
  sections: Sections,
  problems: ProblemList,
  section: FrameSection,
  sectionAddress: number,
): FrameDescription[] {
  return readFrameEntries(sections, problems, section, sectionAddress)
    .descriptions.filter(it => it.low < it.high && !isDiscarded(it.low))
    .sort((a, b) => a.low - b.low);
}

/** What a section has, each kind in its order. */
export interface FrameEntries {
  readonly commons: readonly CommonInformation[];
  /** Those of code that the linker left out too. */
  readonly descriptions: readonly FrameDescription[];
}

export function readFrameEntries(
  sections: Sections,
  problems: ProblemList,
  section: FrameSection,
  sectionAddress: number,
): FrameEntries {
  return new FrameReader(sections, problems, section, sectionAddress).read();
}

class FrameReader {
  readonly #commons = new Map<number, CommonInformation | undefined>();
  readonly #isEh: boolean;

  constructor(
    readonly sections: Sections,
    readonly problems: ProblemList,
    readonly section: FrameSection,
    readonly sectionAddress: number,
  ) {
    this.#isEh = section === '.eh_frame';
  }

  read(): FrameEntries {
    const descriptions: FrameDescription[] = [];
    this.problems.guard(undefined, () => {
      const r = this.sections.at(this.section, 0);
      while (!r.atEnd) {
        const start = r.offset;
        const length = readInitialLength(r);
        // A length of zero ends .eh_frame; linkers that join files leave one inside too.
        if (length.end > r.offset) {
          const entry = this.problems.guard(undefined, () => this.#entry(r, start, length));
          if (entry) descriptions.push(entry);
        }
        r.offset = length.end;
      }
    });
    const commons = [...this.#commons.values()].filter(it => it !== undefined);
    return { commons: commons.sort((a, b) => a.entryOffset - b.entryOffset), descriptions };
  }

  /** undefined for a common entry, which is kept for the descriptions that name it. */
  #entry(r: ByteReader, entryOffset: number, length: InitialLength): FrameDescription | undefined {
    const start = r.offset;
    const pointer = this.#readId(r, length);
    if (pointer === this.#commonId(length)) {
      this.#common(entryOffset);
      return undefined;
    }
    // .eh_frame counts back from this field, .debug_frame from the section's start.
    const commonOffset = this.#isEh ? start - pointer : pointer;
    const common = this.#common(commonOffset) ?? r.fail('no-common-entry', String(commonOffset));
    const low = this.#pointer(r, common.pointerEncoding) ?? r.fail('no-address');
    // The range has the address's format without what it counts from.
    const size = this.#pointer(r, common.pointerEncoding & 0x0f) ?? r.fail('no-address');
    if (common.hasAugmentationData) r.skip(r.uleb());
    const offset = r.offset;
    if (offset > length.end) r.fail('truncated', `the entry ends at ${length.end}`);
    const instructions = r.slice(length.end - offset);
    const { section } = this;
    return { entryOffset, common, low, high: low + size, instructions, section, offset };
  }

  /** What an entry says of itself after its length; .eh_frame has four bytes for it in either format. */
  #readId(r: ByteReader, { offsetSize }: InitialLength): number {
    return readOffset(r, this.#isEh ? 4 : offsetSize);
  }

  /** The number that no description has there. */
  #commonId({ offsetSize }: InitialLength): number {
    if (this.#isEh) return 0;
    return offsetSize === 4 ? 0xffffffff : 2 ** 64; // All ones, as the nearest number there is.
  }

  #common(offset: number): CommonInformation | undefined {
    if (!this.#commons.has(offset)) {
      const common = this.problems.guard(undefined, () => this.#readCommon(offset));
      this.#commons.set(offset, common);
    }
    return this.#commons.get(offset);
  }

  #readCommon(offset: number): CommonInformation {
    const head = this.sections.at(this.section, offset);
    const length = readInitialLength(head);
    const r = this.sections.at(this.section, head.offset, length.end);
    if (this.#readId(r, length) !== this.#commonId(length)) r.fail('not-a-common-entry');
    const version = r.u8();
    if (version !== 1 && version !== 3 && version !== 4) r.fail('unknown-version', String(version));
    const augmentation = r.cString();
    if (version === 4) {
      const addressSize = r.u8();
      if (addressSize !== 4) r.fail('wrong-address-size', String(addressSize));
      r.skip(1); // Segment selectors: none on this target.
    }
    const codeAlignment = r.uleb();
    const dataAlignment = r.sleb();
    const returnRegister = version === 1 ? r.u8() : r.uleb();
    const pointerEncoding = this.#augmentation(r, augmentation);
    return {
      entryOffset: offset,
      version,
      augmentation,
      codeAlignment,
      dataAlignment,
      returnRegister,
      offset: r.offset,
      initialInstructions: r.slice(r.remaining),
      pointerEncoding,
      hasAugmentationData: augmentation.startsWith('z'),
    };
  }

  /** Passes over the augmentation; gives the encoding of addresses. */
  #augmentation(r: ByteReader, augmentation: string): number {
    if (augmentation === '') return dw.DW_EH_PE_absptr;
    // Without 'z' nothing says how long the data of an unknown letter is.
    if (!augmentation.startsWith('z')) r.fail('unknown-augmentation', augmentation);
    const length = r.uleb();
    const end = r.offset + length;
    if (length > r.remaining) r.fail('truncated', `${length} bytes wanted, ${r.remaining} left`);
    let encoding: number = dw.DW_EH_PE_absptr;
    for (const letter of augmentation.slice(1)) {
      if (letter === 'R') encoding = r.u8();
      else if (letter === 'L') r.skip(1);
      else if (letter === 'P') this.#pointer(r, r.u8());
      else if (letter !== 'S' && letter !== 'B') break;
    }
    r.offset = end;
    return encoding;
  }

  #pointer(r: ByteReader, encoding: number): number | undefined {
    return readPointer(r, encoding, this.sectionAddress);
  }
}
