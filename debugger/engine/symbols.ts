/** What a program's file says of its code: symbols and debug information. */

import { DebugInfo } from '../dwarf/debugInfo';
import { demangle } from '../elf/demangle';
import type { ElfImage } from '../elf/elfImage';
import { SymbolTable } from '../elf/symbolTable';

export interface ProgramSymbols {
  readonly image: ElfImage | undefined;
  readonly symbols: SymbolTable;
  readonly info: DebugInfo;
}

/** @param image undefined for a flat image, of which nothing is known */
export function readSymbols(image: ElfImage | undefined, path: string): ProgramSymbols {
  const info = DebugInfo.read(name => image?.section(name), path, {
    demangle,
    sectionAddress: name => image?.sectionAddress(name),
  });
  return { image, symbols: new SymbolTable(image ?? { symbols: [] }), info };
}
