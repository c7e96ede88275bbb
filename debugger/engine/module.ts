/** A program with its debug information, and what is asked of each of its instructions again and again. */

import type { DebugInfo } from '../dwarf/debugInfo';
import type { FunctionFrame } from '../dwarf/frames';
import type { ElfImage } from '../elf/elfImage';
import type { SymbolTable } from '../elf/symbolTable';
import type { CodePlace } from './codePlace';
import type { CallSites } from './callSites';
import { readCallSites } from './callSites';
import { codePlaceAt } from './codePlace';
import { functionStartsOf } from './functionCode';
import type { CallerRules } from './callerRules';
import { CallerTable } from './callerRules';

/** Flag of a program header. [ELF p_flags] */
const PF_X = 1;

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
  readonly #callers = new CallerTable(this);
  #callSites: CallSites | undefined;
  #functionStarts: readonly number[] | undefined;

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

  /** How to find the caller of a frame that stands at an address; undefined where nothing tells. */
  callerRulesAt(pc: number): CallerRules | undefined {
    return this.#callers.at(pc);
  }

  callSites(): CallSites {
    this.#callSites ??= readCallSites(this.image);
    return this.#callSites;
  }

  /** Where functions are known to begin, sorted. */
  functionStarts(): readonly number[] {
    this.#functionStarts ??= functionStartsOf(this);
    return this.#functionStarts;
  }

  /** Whether an address lies in what is loaded to be executed; true of every one where the file says nothing. */
  isCode(vaddr: number): boolean {
    const { image } = this;
    if (image === undefined) return true;
    return image.segments.some(
      it => (it.flags & PF_X) !== 0 && vaddr >= it.vaddr && vaddr < it.vaddr + it.fileBytes.length,
    );
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
