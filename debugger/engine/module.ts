/** A program with its debug information, and what is asked of each of its instructions again and again. */

import type { DebugInfo } from '../dwarf/debugInfo';
import type { FunctionFrame } from '../dwarf/frames';
import { PF_X } from '../elf/constants';
import type { ElfImage, ElfSegment } from '../elf/elfImage';
import type { SymbolTable } from '../elf/symbolTable';
import type { CodePlace } from './codePlace';
import type { CallSites } from './callSites';
import { readCallSites } from './callSites';
import { callsAhead, codePlaceAt } from './codePlace';
import { functionStartsOf } from './functionCode';
import type { CallerRules } from './callerRules';
import { CallerTable } from './callerRules';
import { OwnEntries } from './ownEntries';
import { PAGE_SIZE } from '../vm/mmu/sv32';

/** What of a segment is in the file. */
export type LoadedBytes = Pick<ElfSegment, 'vaddr' | 'fileBytes' | 'flags'>;

export interface ModuleParts {
  /** The code's hash; `kernel` for the kernel. */
  readonly id: string;
  readonly kind: 'contract' | 'kernel';
  readonly name: string;
  readonly path: string;
  /** undefined for aVM's flat images, which say nothing of themselves. */
  readonly image: ElfImage | undefined;
  /** A flat image's bytes: the offset of each is its address, and the first that is not zero is executed first. */
  readonly flat?: Uint8Array | undefined;
  readonly symbols: SymbolTable;
  readonly info: DebugInfo;
  /** Whether a source file, by its recorded path, is the contract author's own. */
  readonly isOwnFile: (file: string) => boolean;
}

/** The first byte of an `ecall`; its others are zero. */
const ECALL = 0x73;

export class Module {
  readonly id: string;
  readonly kind: 'contract' | 'kernel';
  readonly name: string;
  readonly path: string;
  readonly image: ElfImage | undefined;
  /** Where execution begins. */
  readonly entry: number | undefined;
  readonly symbols: SymbolTable;
  readonly info: DebugInfo;
  #isOwnFile: (file: string) => boolean;
  readonly #places = new Map<number, CodePlace>();
  readonly #frames = new Map<number, readonly FunctionFrame[]>();
  readonly #callsAhead = new Map<number, number>();
  #entries: OwnEntries;
  readonly #segments: readonly LoadedBytes[];
  readonly #callers = new CallerTable(this);
  #callSites: CallSites | undefined;
  #functionStarts: readonly number[] | undefined;

  constructor(parts: ModuleParts) {
    this.id = parts.id;
    this.kind = parts.kind;
    this.name = parts.name;
    this.path = parts.path;
    this.image = parts.image;
    const { image, flat } = parts;
    this.#segments = image?.segments ?? (flat ? [{ vaddr: 0, fileBytes: flat, flags: PF_X }] : []);
    this.entry = image && hasEntry(image) ? image.entry : firstByte(this.#segments);
    this.symbols = parts.symbols;
    this.info = parts.info;
    this.#isOwnFile = parts.isOwnFile;
    this.#entries = new OwnEntries(this.info, this.#isOwnFile);
  }

  get isOwnFile(): (file: string) => boolean {
    return this.#isOwnFile;
  }

  /** Whose code is whose is seen otherwise from now on. */
  setOwnFiles(isOwnFile: (file: string) => boolean): void {
    this.#isOwnFile = isOwnFile;
    this.#places.clear();
    this.#callsAhead.clear();
    this.#entries = new OwnEntries(this.info, isOwnFile);
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

  /** How many of the logical frames at an address, innermost first, are library code that is entered only there. */
  callsAheadAt(pc: number): number {
    let ahead = this.#callsAhead.get(pc);
    if (ahead === undefined) {
      ahead = callsAhead(this, this.framesAt(pc));
      this.#callsAhead.set(pc, ahead);
    }
    return ahead;
  }

  /** Where code of the author's is entered from code that is not. */
  get ownEntries(): OwnEntries {
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

  /** Where a system call is made: every `ecall`, and what looks like one. [Unpriv §2.8] */
  *systemCalls(): Generator<number> {
    for (const { vaddr, fileBytes, flags } of this.#segments) {
      if ((flags & PF_X) === 0) continue;
      for (let at = fileBytes.indexOf(ECALL); at >= 0; at = fileBytes.indexOf(ECALL, at + 1)) {
        const rest = fileBytes.subarray(at + 1, at + 4);
        if (at % 2 === 0 && rest.length === 3 && rest.every(it => it === 0)) yield vaddr + at;
      }
    }
  }

  callSites(): CallSites {
    this.#callSites ??= readCallSites(this.#segments);
    return this.#callSites;
  }

  /** Where functions are known to begin, sorted. */
  functionStarts(): readonly number[] {
    this.#functionStarts ??= functionStartsOf(this);
    return this.#functionStarts;
  }

  /** Whether an address lies in what is loaded to be executed. */
  isCode(vaddr: number): boolean {
    const segment = this.#segmentAt(vaddr);
    return segment !== undefined && (segment.flags & PF_X) !== 0;
  }

  /** The bytes of the file that are loaded at an address; shorter where the segment ends, empty where there is none. */
  codeAt(vaddr: number, length: number): Uint8Array {
    const segment = this.#segmentAt(vaddr);
    if (segment === undefined) return new Uint8Array();
    const at = vaddr - segment.vaddr;
    return segment.fileBytes.subarray(at, at + length);
  }

  #segmentAt(vaddr: number): LoadedBytes | undefined {
    return this.#segments.find(it => vaddr >= it.vaddr && vaddr < it.vaddr + it.fileBytes.length);
  }
}

/** Whether a file says where it begins. Those that aVM links lie in the first page and say 0, for none. [ELF e_entry] */
function hasEntry({ entry, segments }: ElfImage): boolean {
  return entry !== 0 || segments.every(it => it.vaddr >= PAGE_SIZE);
}

/** The lowest address that holds something, which is where aVM begins. */
function firstByte(segments: readonly LoadedBytes[]): number | undefined {
  for (const { vaddr, fileBytes } of segments) {
    const offset = fileBytes.findIndex(it => it !== 0);
    if (offset >= 0) return vaddr + offset;
  }
  return undefined;
}
