/** A program's bytes into the memory of a bare machine, or a sentence that says why not. */

import type { ElfImage, ElfSegment } from '../elf/elfImage';
import { readElf } from '../elf/elfImage';
import { isElf } from '../elf/header';
import { MalformedInput } from '../shared/errors';
import { hex32 } from '../shared/hex';
import type { Machine } from '../vm/machine';
import { RAM_BASE } from '../vm/machine';
import { PAGE_SIZE } from '../vm/mmu/sv32';

/** The program cannot be run: a code for programs, a sentence for the person who gave it. */
export class Unloadable extends Error {
  override readonly name = 'Unloadable';

  constructor(
    readonly code: 'malformed' | 'nothing-to-load' | 'outside-memory' | 'overlapping' | 'no-entry',
    message: string,
  ) {
    super(message);
  }
}

/** What the reader's codes mean to the person who gave the file; any other code is shown with its place. */
const REASONS: Readonly<Record<string, string>> = {
  'not-elf': 'is not an ELF file',
  'no-class': 'does not say whether it is a 32-bit ELF',
  'wrong-class': 'is a 64-bit ELF, and this machine has 32 bits',
  'no-byte-order': 'does not say whether it is a little-endian ELF',
  'wrong-byte-order': 'is a big-endian ELF, and this machine is little-endian',
  'wrong-version': 'is an ELF of an unknown version',
  'wrong-machine': 'is an ELF of another processor than RISC-V',
  truncated: 'is cut short',
  'overlapping-segments': 'has segments that overlap',
  'overlapping-headers': 'has header tables that overlap its own header',
  'oversized-segment': 'has a segment with more bytes in the file than in memory',
  'segment-past-address-space': 'has a segment that ends past the address space',
};

/** The program's records. Throws Unloadable where the bytes are no program for this machine. */
export function readProgram(bytes: Uint8Array, source: string): ElfImage {
  try {
    const image = readElf(bytes, source);
    void image.symbols; // Read now, so that what is wrong with them is said here.
    return image;
  } catch (error) {
    if (!(error instanceof MalformedInput)) throw error;
    const reason = REASONS[String(error.code)];
    const detail = `${String(error.code)} at byte ${error.at.offset}`;
    const sentence = reason === undefined ? `is malformed: ${detail}` : `${reason} (${detail})`;
    throw new Unloadable('malformed', `${source} ${sentence}`);
  }
}

/** Puts each segment at its physical address and pc at the entry, as QEMU's `virt` machine does without a firmware. */
export function loadProgram(machine: Machine, image: ElfImage, ramBytes: number): void {
  const { segments, source } = image;
  if (segments.length === 0) {
    throw new Unloadable('nothing-to-load', `${source} has nothing to load: it is not linked`);
  }
  checkOverlap(segments, source);
  for (const { paddr, fileBytes, memSize } of segments.map(withoutHeader)) {
    const isInside = paddr >= RAM_BASE && paddr + memSize <= RAM_BASE + ramBytes;
    if (!isInside || !machine.writePhysical(paddr, fileBytes)) {
      throw new Unloadable(
        'outside-memory',
        `${source} wants memory from ${hex32(paddr)} to ${hex32(paddr + memSize - 1)}, ` +
          `and there is memory from ${hex32(RAM_BASE)} to ${hex32(RAM_BASE + ramBytes - 1)}`,
      );
    }
  }
  machine.pc = physicalEntry(image);
}

/**
 * A linker without a script loads the file's own header in the page below the program, where there is no memory. Nobody
 * reads it there.
 */
function withoutHeader(segment: ElfSegment): ElfSegment {
  const { paddr, vaddr, fileBytes, memSize } = segment;
  const below = RAM_BASE - paddr;
  if (below <= 0 || below > PAGE_SIZE || below >= memSize || !isElf(fileBytes)) return segment;
  return {
    ...segment,
    vaddr: vaddr + below,
    paddr: RAM_BASE,
    fileBytes: fileBytes.subarray(below),
    memSize: memSize - below,
  };
}

function checkOverlap(segments: readonly ElfSegment[], source: string): void {
  const sorted = segments.slice().sort((a, b) => a.paddr - b.paddr);
  let end = 0;
  for (const { paddr, memSize } of sorted) {
    if (paddr < end) {
      throw new Unloadable(
        'overlapping',
        `${source} has segments that overlap at physical address ${hex32(paddr)}`,
      );
    }
    end = paddr + memSize;
  }
}

/** The entry is a virtual address; before there is paging, it is where its segment was put. */
function physicalEntry({ entry, segments, source }: ElfImage): number {
  const home = segments.find(it => entry >= it.vaddr && entry < it.vaddr + it.memSize);
  if (home === undefined) {
    throw new Unloadable(
      'no-entry',
      `${source} starts at ${hex32(entry)}, where it has loaded nothing`,
    );
  }
  return entry - home.vaddr + home.paddr;
}
