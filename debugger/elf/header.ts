/** The ELF file header and its two tables, checked against the file. [gABI ch. 4 and 5] */

import { ByteReader } from '../shared/byteReader';
import { hex } from '../shared/hex';
import * as elf from './constants';

export interface ElfHeader {
  readonly type: number;
  readonly entry: number;
  readonly flags: number;
  readonly programHeaders: HeaderTable;
  readonly sectionHeaders: HeaderTable;
  /** Index of the section that holds the sections' names; 0 where there is none. */
  readonly sectionNames: number;
}

/** Where a table of headers lies in the file. */
export interface HeaderTable {
  readonly offset: number;
  readonly count: number;
}

export interface ProgramHeader {
  readonly type: number;
  readonly offset: number;
  readonly vaddr: number;
  readonly paddr: number;
  readonly fileSize: number;
  readonly memSize: number;
  readonly flags: number;
  readonly align: number;
}

export interface SectionHeader {
  /** Offset of the name in the section that holds names. */
  readonly name: number;
  readonly type: number;
  readonly flags: number;
  readonly address: number;
  readonly offset: number;
  readonly size: number;
  readonly link: number;
  /** Of relocations: index of the section that they are for. */
  readonly info: number;
  readonly entrySize: number;
}

export function isElf(bytes: Uint8Array): boolean {
  return bytes.length >= 4 && new ByteReader(bytes, '').u32() === elf.ELF_MAGIC;
}

/** Reads the header of a 32-bit little-endian RISC-V file; refuses every other. */
export function readHeader(r: ByteReader): ElfHeader {
  r.offset = 0;
  if (!isElf(r.bytes)) r.fail('not-elf');
  r.skip(4);
  const size = r.u8();
  if (size !== elf.ELFCLASS64) expect(r, size, elf.ELFCLASS32, 'no-class');
  expect(r, size, elf.ELFCLASS32, 'wrong-class', 1, 'an ELF of 64 bits; this machine has 32');
  const order = r.u8();
  if (order !== elf.ELFDATA2MSB) expect(r, order, elf.ELFDATA2LSB, 'no-byte-order');
  expect(r, order, elf.ELFDATA2LSB, 'wrong-byte-order', 1, 'big-endian; this machine is not');
  expect(r, r.u8(), elf.EV_CURRENT, 'wrong-version');
  r.skip(9);
  const type = r.u16();
  expect(r, r.u16(), elf.EM_RISCV, 'wrong-machine', 2, 'of another processor than RISC-V');
  r.skip(4);
  const entry = r.u32();
  const programOffset = r.u32();
  const sectionOffset = r.u32();
  const flags = r.u32();
  r.skip(2);
  const programEntry = r.u16();
  let programCount = r.u16();
  if (programCount > 0) expect(r, programEntry, elf.PHDR_SIZE, 'wrong-program-header-size', 4);
  const sectionEntry = r.u16();
  let sectionCount = r.u16();
  let sectionNames = r.u16();
  if (sectionOffset > 0) {
    expect(r, sectionEntry, elf.SHDR_SIZE, 'wrong-section-header-size', 6);
    // What these fields cannot hold is in the first section, which has no other use for its own.
    const first = (): SectionHeader => readSectionHeader(r, sectionOffset);
    if (sectionCount === 0) sectionCount = first().size;
    if (sectionNames === elf.SHN_XINDEX) sectionNames = first().link;
    if (programCount === elf.PN_XNUM) programCount = first().info;
  }
  return {
    type,
    entry,
    flags,
    programHeaders: table(r, programOffset, programCount, elf.PHDR_SIZE),
    sectionHeaders: table(r, sectionOffset, sectionCount, elf.SHDR_SIZE),
    sectionNames,
  };
}

export function readProgramHeaders(r: ByteReader, { offset, count }: HeaderTable): ProgramHeader[] {
  r.offset = offset;
  return Array.from({ length: count }, () => {
    const type = r.u32();
    const at = r.u32();
    const vaddr = r.u32();
    const paddr = r.u32();
    return {
      type,
      offset: at,
      vaddr,
      paddr,
      fileSize: r.u32(),
      memSize: r.u32(),
      flags: r.u32(),
      align: r.u32(),
    };
  });
}

export function readSectionHeaders(r: ByteReader, { offset, count }: HeaderTable): SectionHeader[] {
  return Array.from({ length: count }, (_, at) =>
    readSectionHeader(r, offset + at * elf.SHDR_SIZE),
  );
}

function readSectionHeader(r: ByteReader, offset: number): SectionHeader {
  r.offset = offset;
  const header = {
    name: r.u32(),
    type: r.u32(),
    flags: r.u32(),
    address: r.u32(),
    offset: r.u32(),
    size: r.u32(),
    link: r.u32(),
    info: r.u32(),
  };
  r.skip(4);
  return { ...header, entrySize: r.u32() };
}

function table(r: ByteReader, offset: number, count: number, size: number): HeaderTable {
  if (count === 0) return { offset: 0, count: 0 };
  r.offset = offset;
  if (offset < elf.EHDR_SIZE) r.fail('overlapping-headers', hex(offset));
  // Checked before anything is allocated: a count is only believed when its bytes are there.
  if (offset + count * size > r.bytes.length) r.fail('truncated', `${count} headers wanted`);
  return { offset, count };
}

/** @param meaning of what is not expected, for people */
function expect(
  r: ByteReader,
  found: number,
  wanted: number,
  code: string,
  back = 1,
  meaning?: string,
): void {
  if (found === wanted) return;
  r.offset -= back;
  const numbers = `${found}, not ${wanted}`;
  r.fail(code, meaning === undefined ? numbers : `${meaning}: ${numbers}`);
}
