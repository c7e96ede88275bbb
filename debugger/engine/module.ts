/** A program with its debug information, and what is asked of each of its instructions again and again. */

import type { DebugInfo } from '../dwarf/debugInfo';
import type { FunctionFrame } from '../dwarf/frames';
import type { UnwindResult } from '../dwarf/unwind';
import type { ElfImage } from '../elf/elfImage';
import type { SymbolTable } from '../elf/symbolTable';
import type { CodePlace } from './codePlace';
import type { CallSites } from './callSites';
import { readCallSites } from './callSites';
import { codePlaceAt } from './codePlace';
import { unwindByPrologue } from './prologue';

export interface ModuleParts {
  /** The code's hash; `kernel` for the kernel. */
  readonly id: string;
  readonly kind: 'contract' | 'kernel';
  readonly name: string;
  readonly path: string;
  /** undefined for aVM's flat images, which say nothing of themselves. */
  readonly image: ElfImage | undefined;
  readonly symbols: SymbolTable;
  readonly info: DebugInfo;
  /** Whether a source file, by its recorded path, is the contract author's own. */
  readonly isOwnFile: (file: string) => boolean;
}

export class Module {
  readonly id: string;
  readonly kind: 'contract' | 'kernel';
  readonly name: string;
  readonly path: string;
  readonly image: ElfImage | undefined;
  readonly symbols: SymbolTable;
  readonly info: DebugInfo;
  readonly isOwnFile: (file: string) => boolean;
  readonly #places = new Map<number, CodePlace>();
  readonly #frames = new Map<number, readonly FunctionFrame[]>();
  #entries: readonly number[] | undefined;
  #callSites: CallSites | undefined;

  constructor(parts: ModuleParts) {
    this.id = parts.id;
    this.kind = parts.kind;
    this.name = parts.name;
    this.path = parts.path;
    this.image = parts.image;
    this.symbols = parts.symbols;
    this.info = parts.info;
    this.isOwnFile = parts.isOwnFile;
  }

  /** What stands at an address of code. Code cannot change under W^X, so each address is looked at once. */
  placeAt(pc: number): CodePlace {
    let place = this.#places.get(pc);
    if (place === undefined) {
      place = codePlaceAt(this, pc);
      this.#places.set(pc, place);
    }
    return place;
  }

  /** Logical frames, innermost first. */
  framesAt(pc: number): readonly FunctionFrame[] {
    let frames = this.#frames.get(pc);
    if (frames === undefined) {
      frames = this.info.framesAt(pc);
      this.#frames.set(pc, frames);
    }
    return frames;
  }

  /** Where code of the author's is entered from code that is not: first instructions. */
  ownEntries(): readonly number[] {
    this.#entries ??= this.info.entrancesTo(this.isOwnFile);
    return this.#entries;
  }

  /** Behind the prologue of the function that begins at an address; the address itself where none is known. */
  entryBehind(pc: number): number {
    return this.info.prologueEnd(pc) ?? pc;
  }

  /** The caller of the frame at an address: by the program's unwind tables, else by the function's prologue. */
  unwind(
    pc: number,
    registers: (number: number) => number | undefined,
    readWord: (address: number) => number | undefined,
  ): UnwindResult | undefined {
    return (
      this.info.unwind(pc, registers, readWord) ?? unwindByPrologue(this, pc, registers, readWord)
    );
  }

  callSites(): CallSites {
    this.#callSites ??= readCallSites(this.image);
    return this.#callSites;
  }

  /** The bytes of the file that are loaded at an address; shorter where the segment ends, empty where there is none. */
  codeAt(vaddr: number, length: number): Uint8Array {
    const segment = this.image?.segments.find(
      it => vaddr >= it.vaddr && vaddr < it.vaddr + it.fileBytes.length,
    );
    if (segment === undefined) return new Uint8Array();
    const at = vaddr - segment.vaddr;
    return segment.fileBytes.subarray(at, at + length);
  }
}
