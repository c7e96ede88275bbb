/** Where an assembler has put data between instructions, by its mapping symbols. [psABI §Mapping Symbol] */

import * as elf from './constants';
import type { ElfSymbol } from './elfImage';

export interface DataRange {
  readonly start: number;
  /** The first address behind it. */
  readonly end: number;
}

/** `$d` and `$d.3` begin data; `$x`, `$x.3` and `$xrv32imac` begin instructions. */
const DATA = /^\$d(?:\.|$)/;
const CODE = /^\$x/;

/**
 * In order of address, in sections that have code too: all others may have marks without an address. Data ends at the next
 * mark, or where a function begins: not every compiler makes marks.
 */
export function dataRanges(symbols: readonly ElfSymbol[]): DataRange[] {
  const isCode = ({ name, type }: ElfSymbol): boolean => CODE.test(name) || type === elf.STT_FUNC;
  const withCode = new Set(symbols.filter(isCode).map(it => it.section));
  withCode.delete(elf.SHN_UNDEF);
  withCode.delete(elf.SHN_ABS);
  const changes = symbols
    .filter(it => withCode.has(it.section) && (isCode(it) || DATA.test(it.name)))
    .sort((a, b) => a.value - b.value);
  const ranges: DataRange[] = [];
  let start: number | undefined;
  for (const { name, value } of changes) {
    if (DATA.test(name)) start ??= value;
    else if (start !== undefined) {
      if (value > start) ranges.push({ start, end: value });
      start = undefined;
    }
  }
  if (start !== undefined) ranges.push({ start, end: 2 ** 32 });
  return ranges;
}
