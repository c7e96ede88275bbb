/** A program's machine code as lines: functions, source, instructions. Nothing runs. */

import { demangle } from '../elf/demangle';
import type { ElfImage, ElfSymbol } from '../elf/elfImage';
import { isInProgram } from '../elf/symbolTable';
import { disassemble } from '../vm/isa/disassemble';
import { farTarget } from './inspect/farJump';
import { normalized } from './sources';
import type { ProgramSymbols } from './symbols';
import { readSymbols } from './symbols';

export interface DisassembledInstruction {
  readonly address: number;
  readonly word: number;
  readonly length: 2 | 4;
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

export class Disassembly {
  readonly #symbols: ProgramSymbols;

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
      .flatMap(({ vaddr, fileBytes }) => {
        const end = vaddr + fileBytes.length;
        const inside = this.#starts().filter(it => it.value >= vaddr && it.value < end);
        const named = inside.map(it => ({ name: demangle(it.name), address: it.value }));
        const first = named[0]?.address ?? end;
        const all = first > vaddr ? [{ name: '', address: vaddr }, ...named] : named;
        return all.map((it, at) => ({
          ...it,
          instructions: this.instructions(it.address, all[at + 1]?.address ?? end),
        }));
      });
  }

  /** From an address to before another one. */
  *instructions(from: number, to: number): Generator<DisassembledInstruction> {
    let place = '';
    for (let address = from; address < to;) {
      const bytes = this.#bytesAt(address);
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

function placeOf({ file, line }: { file: string; line: number }): { path: string; line: number } {
  return { path: normalized(file), line };
}
