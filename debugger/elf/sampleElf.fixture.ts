/** A small ELF written by hand for the unit tests: two segments, one function. */

import { ByteWriter } from '../shared/byteWriter';
import * as elf from './constants';

const NAMES = '\0.text\0.symtab\0.strtab\0.shstrtab\0';
const SYMBOL_NAMES = '\0_start\0';

/** The same bytes each time, in a buffer of their own. */
export function sampleElf(): Uint8Array {
  const text = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8);
  const data = Uint8Array.of(9, 10, 11, 12);
  const symbols = new ByteWriter().raw(new Uint8Array(16)); // Entry 0 is no symbol.
  symbols.u32(1).u32(0x1004).u32(4).u8(0x12).u8(0).u16(1);
  const parts = [text, data, symbols.finish(), ascii(SYMBOL_NAMES), ascii(NAMES)];
  const start = elf.EHDR_SIZE + 2 * elf.PHDR_SIZE;
  const offsets = parts.map(
    (_, at) => start + parts.slice(0, at).reduce((n, it) => n + it.length, 0),
  );
  const [textAt = 0, dataAt = 0, symbolsAt = 0, symbolNamesAt = 0, namesAt = 0] = offsets;

  const w = new ByteWriter();
  w.u32(elf.ELF_MAGIC).u8(1).u8(1).u8(1).raw(new Uint8Array(9));
  w.u16(2).u16(elf.EM_RISCV).u32(1).u32(0x1004).u32(elf.EHDR_SIZE);
  w.u32(namesAt + NAMES.length).u32(1);
  w.u16(elf.EHDR_SIZE).u16(elf.PHDR_SIZE).u16(2).u16(elf.SHDR_SIZE).u16(5).u16(4);
  // Out of order, as a linker may write them: readers sort by address.
  w.u32(elf.PT_LOAD).u32(dataAt).u32(0x2000).u32(0x2000).u32(4).u32(16).u32(6).u32(4);
  w.u32(elf.PT_LOAD).u32(textAt).u32(0x1000).u32(0x1000).u32(8).u32(8).u32(5).u32(4);
  for (const part of parts) w.raw(part);
  const section = (name: number, type: number, at: number, size: number, link: number): void => {
    w.u32(name).u32(type).u32(0).u32(0).u32(at).u32(size).u32(link).u32(0).u32(1).u32(0);
  };
  section(0, 0, 0, 0, 0);
  section(1, 1, textAt, text.length, 0);
  section(7, elf.SHT_SYMTAB, symbolsAt, symbols.length, 3);
  section(15, 3, symbolNamesAt, SYMBOL_NAMES.length, 0);
  section(23, 3, namesAt, NAMES.length, 0);
  return w.finish();
}

function ascii(text: string): Uint8Array {
  return Uint8Array.from(text, it => it.charCodeAt(0));
}
