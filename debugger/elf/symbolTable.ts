/** Symbols by address and by name, with Rust's names demangled. */

import * as elf from './constants';
import { demangle } from './demangle';
import type { ElfImage, ElfSymbol } from './elfImage';

export interface SymbolPlace {
  /** Demangled. */
  readonly name: string;
  /** Bytes from the symbol's start. */
  readonly offset: number;
  readonly symbol: ElfSymbol;
}

/** A symbol with the addresses it covers. */
interface Extent {
  readonly symbol: ElfSymbol;
  readonly start: number;
  readonly end: number;
  /** Index of the innermost extent that holds this one's start. */
  readonly outer: number;
}

export class SymbolTable {
  #places: readonly ElfSymbol[] | undefined;
  #extents: readonly Extent[] | undefined;
  #mangledNames: ReadonlyMap<string, ElfSymbol> | undefined;
  #names: ReadonlyMap<string, ElfSymbol> | undefined;
  /** Names that have been asked for, by what the file has. */
  readonly #texts = new Map<string, string>();

  /** Reads nothing yet: a large program has tens of thousands of symbols, and debug information instead. */
  constructor(readonly image: Pick<ElfImage, 'symbols'>) {}

  get #symbols(): readonly ElfSymbol[] {
    return (this.#places ??= this.image.symbols.filter(isPlace));
  }

  /** The innermost symbol that covers the address. A symbol without a size reaches to the next one. */
  at(address: number): SymbolPlace | undefined {
    const extents = (this.#extents ??= extentsOf(this.#symbols.filter(isInProgram)));
    let low = 0;
    let high = extents.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((extents[middle]?.start ?? 0) <= address) low = middle + 1;
      else high = middle;
    }
    for (let extent = extents[low - 1]; extent; extent = extents[extent.outer]) {
      if (address >= extent.end) continue;
      const { symbol, start } = extent;
      return { name: this.#demangled(symbol.name), offset: address - start, symbol };
    }
    return undefined;
  }

  #demangled(name: string): string {
    const known = this.#texts.get(name) ?? demangle(name);
    this.#texts.set(name, known);
    return known;
  }

  /** Every place with a name, in the file's order. */
  all(): readonly ElfSymbol[] {
    return this.#symbols;
  }

  /** Where functions of such names begin, each place once: by symbols that say that they are one, as an assembler's labels do not. */
  functions(matches: (name: string) => boolean): { name: string; address: number }[] {
    const found = new Map<number, { name: string; address: number }>();
    for (const { name: spelled, type, value: address } of this.#symbols) {
      if (type !== elf.STT_FUNC || found.has(address)) continue;
      const name = this.#demangled(spelled);
      if (matches(name)) found.set(address, { name, address });
    }
    return [...found.values()];
  }

  /** By the name as the file has it; the first of several. */
  spelled(name: string): ElfSymbol | undefined {
    this.#mangledNames ??= byName(this.#symbols, it => it.name);
    return this.#mangledNames.get(name);
  }

  /** By mangled, else by demangled name; the first of several. */
  named(name: string): ElfSymbol | undefined {
    const symbol = this.spelled(name);
    if (symbol !== undefined) return symbol;
    this.#names ??= byName(this.#symbols, it => this.#demangled(it.name));
    return this.#names.get(name);
  }
}

/** Leaves out sections, files, undefined symbols, and the assembler's marks and local labels. */
function isPlace({ name, type, section }: ElfSymbol): boolean {
  if (section === elf.SHN_UNDEF || name === '' || name.startsWith('$') || name.startsWith('.L')) {
    return false;
  }
  return type === elf.STT_FUNC || type === elf.STT_OBJECT || type === elf.STT_NOTYPE;
}

/** Leaves out a linker script's numbers, as `__stack_size = 0x1000`: what lies at that address has nothing to do with it. */
export function isInProgram({ section, type, size }: ElfSymbol): boolean {
  return section !== elf.SHN_ABS || type !== elf.STT_NOTYPE || size > 0;
}

function extentsOf(symbols: readonly ElfSymbol[]): Extent[] {
  // Of several names for one address the last sorts innermost: the sized, then the global one.
  const sorted = symbols
    .slice()
    .sort((a, b) => a.value - b.value || rank(a) - rank(b) || b.size - a.size);
  const extents: Extent[] = [];
  const open: number[] = [];
  for (const [at, symbol] of sorted.entries()) {
    const start = symbol.value;
    const end = symbol.size > 0 ? start + symbol.size : impliedEnd(sorted, at);
    const isOver = () => (extents[open.at(-1) ?? -1]?.end ?? Infinity) <= start;
    while (open.length > 0 && isOver()) open.pop();
    extents.push({ symbol, start, end, outer: open.at(-1) ?? -1 });
    open.push(at);
  }
  return extents;
}

function rank({ size, type, binding }: ElfSymbol): number {
  return (size > 0 ? 4 : 0) + (type === elf.STT_FUNC ? 2 : 0) + (binding === elf.STB_LOCAL ? 0 : 1);
}

/** Where a symbol without a size ends: with a sized one of the same address, or where the next one starts. */
function impliedEnd(sorted: readonly ElfSymbol[], from: number): number {
  const start = sorted[from]?.value ?? 0;
  for (let at = from + 1; at < sorted.length; at++) {
    const { value, size } = sorted[at] ?? { value: 2 ** 32, size: 0 };
    if (value > start) return value;
    if (size > 0) return start + size;
  }
  return 2 ** 32;
}

function byName(
  symbols: readonly ElfSymbol[],
  nameOf: (symbol: ElfSymbol) => string,
): Map<string, ElfSymbol> {
  const names = new Map<string, ElfSymbol>();
  for (const symbol of symbols) {
    const name = nameOf(symbol);
    if (!names.has(name)) names.set(name, symbol);
  }
  return names;
}
