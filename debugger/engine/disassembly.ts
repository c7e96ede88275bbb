/** A program's machine code as lines: functions, source, instructions. Nothing runs. */

import { dataRanges, type DataRange } from '../elf/dataRanges';
import { demangle } from '../elf/demangle';
import type { ElfImage, ElfSegment, ElfSymbol } from '../elf/elfImage';
import { isElf } from '../elf/header';
import { isInProgram } from '../elf/symbolTable';
import { normalizedPath } from '../shared/pathText';
import { disassemble } from '../vm/isa/disassemble';
import { farTarget } from './inspect/farJump';
import type { ProgramSymbols } from './symbols';
import { readSymbols } from './symbols';

export interface DisassembledInstruction {
  readonly address: number;
  readonly word: number;
  /** In bytes; only data is a single one. */
  readonly length: 1 | 2 | 4;
  /** `.word`, `.short` or `.byte` for data. */
  readonly mnemonic: string;
  readonly operands: string;
  /** `erc20::transfer+0x8`, where it jumps or calls. */
  readonly target: string | undefined;
  /** Where the line of source changes, the line of this one. */
  readonly place: { readonly path: string; readonly line: number } | undefined;
}

export interface DisassembledFunction {
  /** Demangled. */
  readonly name: string;
  readonly address: number;
  readonly instructions: Iterable<DisassembledInstruction>;
}

/** Flags of a program header. [ELF p_flags] */
const PF_X = 1;
/** STT_FUNC and STT_NOTYPE: assembly has no types. [gABI] */
const CODE_TYPES = [2, 0];

/** What data is written as, by its bytes. */
const DIRECTIVES = { 1: '.byte', 2: '.short', 4: '.word' } as const;

export class Disassembly {
  readonly #symbols: ProgramSymbols;
  #data: readonly DataRange[] | undefined;

  constructor(
    private readonly image: ElfImage,
    path: string,
  ) {
    this.#symbols = readSymbols(image, path);
  }

  /** In order of address; code before the first symbol has no name. */
  functions(): DisassembledFunction[] {
    return this.image.segments
      .filter(it => (it.flags & PF_X) !== 0)
      .flatMap(segment => {
        const start = this.#startOf(segment);
        const end = segment.vaddr + segment.fileBytes.length;
        const inside = this.#starts().filter(it => it.value >= start && it.value < end);
        const named = inside.map(it => ({ name: demangle(it.name), address: it.value }));
        const first = named[0]?.address ?? end;
        const all = first > start ? [{ name: '', address: start }, ...named] : named;
        return all.map((it, at) => ({
          ...it,
          instructions: this.instructions(it.address, all[at + 1]?.address ?? end),
        }));
      });
  }

  /** A linker without a script loads the file's own header, too, before the first section. */
  #startOf({ vaddr, fileBytes }: ElfSegment): number {
    if (!isElf(fileBytes)) return vaddr;
    const inside = this.image.sectionNames
      .map(it => this.image.sectionAddress(it) ?? 0)
      .filter(it => it > vaddr && it < vaddr + fileBytes.length);
    return inside.length === 0 ? vaddr : Math.min(...inside);
  }

  /** From an address to before another one. */
  *instructions(from: number, to: number): Generator<DisassembledInstruction> {
    let place = '';
    for (let address = from; address < to;) {
      const bytes = this.#bytesAt(address);
      const data = this.#dataAt(address);
      if (data !== undefined && bytes.length > 0) {
        const row = datum(address, bytes, Math.min(data.end, to));
        yield row;
        address += row.length;
        continue;
      }
      if (bytes.length < 2) return;
      const { length, word, mnemonic, operands, target } = disassemble(bytes, address);
      const line = this.#symbols.info.lineAt(address);
      const here = line === undefined ? place : `${line.file}:${line.line}`;
      const far = target ?? this.#farTarget(address, word);
      yield {
        address,
        word,
        length,
        mnemonic,
        operands,
        target: far === undefined ? undefined : this.#nameOf(far),
        place: line === undefined || here === place ? undefined : placeOf(line),
      };
      place = here;
      address += length;
    }
  }

  #dataAt(address: number): DataRange | undefined {
    const ranges = (this.#data ??= dataRanges(this.image.symbols));
    let low = 0;
    let high = ranges.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ranges[middle]?.end ?? 0) <= address) low = middle + 1;
      else high = middle;
    }
    const found = ranges[low];
    return found !== undefined && found.start <= address ? found : undefined;
  }

  /** The first of several functions at one address, by address. */
  #starts(): ElfSymbol[] {
    const starts = new Map<number, ElfSymbol>();
    for (const it of this.#symbols.symbols.all()) {
      if (!CODE_TYPES.includes(it.type) || !isInProgram(it)) continue;
      const known = starts.get(it.value);
      if (known === undefined || known.size < it.size) starts.set(it.value, it);
    }
    return [...starts.values()].sort((a, b) => a.value - b.value);
  }

  /** A jump whose target is not in its own word alone. */
  #farTarget(address: number, word: number): number | undefined {
    const before = this.#bytesAt(address - 4);
    if (before.length < 4) return undefined;
    const view = new DataView(before.buffer, before.byteOffset, 4);
    return farTarget(view.getInt32(0, true), word, address);
  }

  #nameOf(address: number): string | undefined {
    const found = this.#symbols.symbols.at(address);
    if (found === undefined) return undefined;
    return found.offset === 0 ? found.name : `${found.name}+0x${found.offset.toString(16)}`;
  }

  #bytesAt(address: number): Uint8Array {
    const segment = this.image.segments.find(
      it => address >= it.vaddr && address < it.vaddr + it.fileBytes.length,
    );
    if (segment === undefined) return new Uint8Array();
    return segment.fileBytes.subarray(address - segment.vaddr, address - segment.vaddr + 4);
  }
}

/** The largest of word, half and byte that is there. */
function datum(address: number, bytes: Uint8Array, end: number): DisassembledInstruction {
  const there = Math.min(bytes.length, end - address);
  const length = there >= 4 ? 4 : there >= 2 ? 2 : 1;
  let word = 0;
  for (let at = 0; at < length; at += 1) word += (bytes[at] ?? 0) * 2 ** (8 * at);
  const operands = `0x${word.toString(16).padStart(length * 2, '0')}`;
  const nothing = { target: undefined, place: undefined };
  return { address, word, length, mnemonic: DIRECTIVES[length], operands, ...nothing };
}

function placeOf({ file, line }: { file: string; line: number }): { path: string; line: number } {
  return { path: normalizedPath(file), line };
}
