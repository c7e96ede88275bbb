/** The symbol table's records. [gABI ch. 4, Symbol Table] */

import { ByteReader } from '../shared/byteReader';
import * as elf from './constants';
import type { ElfSymbol, NamedSection } from './elfImage';
import { readName } from './elfImage';

/** A table whose last entry is cut short gives the entries before it. */
export function readSymbols(sections: readonly NamedSection[]): ElfSymbol[] {
  const table =
    sections.find(it => it.header.type === elf.SHT_SYMTAB) ??
    sections.find(it => it.header.type === elf.SHT_DYNSYM);
  if (!table?.bytes) return [];
  const names = sections[table.header.link]?.bytes ?? new Uint8Array();
  const r = new ByteReader(table.bytes, table.name);
  // Entry 0 stands for no symbol.
  const count = Math.max(0, Math.floor(table.bytes.length / elf.SYM_SIZE) - 1);
  r.offset = Math.min(elf.SYM_SIZE, table.bytes.length);
  return Array.from({ length: count }, () => {
    const name = readName(names, r.u32());
    const value = r.u32();
    const size = r.u32();
    const info = r.u8();
    r.skip(1);
    return { name, value, size, type: info & 0xf, binding: info >> 4, section: r.u16() };
  });
}
