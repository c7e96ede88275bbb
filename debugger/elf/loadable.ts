/** The part of a program that a chain stores: what is loaded, and nothing that only a debugger reads. */

import { ByteReader } from '../shared/byteReader';
import { ByteWriter } from '../shared/byteWriter';
import * as elf from './constants';
import { readSegments } from './elfImage';
import { isElf, readHeader, readProgramHeaders } from './header';

/**
 * An ELF of the header, the PT_LOAD program headers and their bytes, in this order and without gaps:
 *
 *   0         52             52 + 32 n
 *   | Ehdr    | n * Phdr     | bytes of segment 0 | bytes of segment 1 | ...
 *
 * The same segments give the same bytes, whatever sections and names the file carried: the code hash depends on it.
 * Bytes without the ELF magic are a flat image, which is loadable as it is.
 */
export function loadableImage(bytes: Uint8Array, source: string): Uint8Array {
  if (!isElf(bytes)) return bytes;
  const r = new ByteReader(bytes, source);
  const header = readHeader(r);
  const segments = readSegments(r, readProgramHeaders(r, header.programHeaders));

  const w = new ByteWriter();
  w.u32(elf.ELF_MAGIC).u8(elf.ELFCLASS32).u8(elf.ELFDATA2LSB).u8(elf.EV_CURRENT);
  w.raw(new Uint8Array(9));
  w.u16(header.type).u16(elf.EM_RISCV).u32(elf.EV_CURRENT);
  w.u32(header.entry).u32(elf.EHDR_SIZE).u32(0).u32(header.flags);
  w.u16(elf.EHDR_SIZE).u16(elf.PHDR_SIZE).u16(segments.length);
  w.u16(0).u16(0).u16(0); // No section headers.
  let offset = elf.EHDR_SIZE + segments.length * elf.PHDR_SIZE;
  for (const { vaddr, fileBytes, memSize, flags } of segments) {
    w.u32(elf.PT_LOAD).u32(offset).u32(vaddr).u32(vaddr);
    // An alignment of 1 asks nothing of the offset, so that segments can lie without gaps.
    w.u32(fileBytes.length).u32(memSize).u32(flags).u32(1);
    offset += fileBytes.length;
  }
  for (const { fileBytes } of segments) w.raw(fileBytes);
  return w.finish();
}
