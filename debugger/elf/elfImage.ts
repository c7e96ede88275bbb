/** An ELF file as records: segments to load, named sections, symbols. [gABI ch. 4 and 5] */

import { ByteReader } from '../shared/byteReader';
import { hex32 } from '../shared/hex';
import type { Compressed } from './compression';
import { readCompressed, readOldForm, unpack } from './compression';
import * as elf from './constants';
import type { ProgramHeader, SectionHeader } from './header';
import { readHeader, readProgramHeaders, readSectionHeaders } from './header';
import { relocated } from './relocations';
import { readSymbols } from './symbols';

export interface ElfSegment {
  readonly vaddr: number;
  /** Where a loader without paging puts it. */
  readonly paddr: number;
  readonly fileBytes: Uint8Array;
  /** Bytes in memory; those past `fileBytes` are zero. */
  readonly memSize: number;
  /** PF_X 1, PF_W 2, PF_R 4. */
  readonly flags: number;
}

export interface ElfSymbol {
  /** As written in the file, mangled. */
  readonly name: string;
  readonly value: number;
  /** In bytes; 0 where the assembler gave none. */
  readonly size: number;
  /** STT_*. */
  readonly type: number;
  /** STB_*. */
  readonly binding: number;
  /** Index of its section; SHN_UNDEF for a symbol of another file. */
  readonly section: number;
}

export interface ElfImage {
  readonly source: string;
  readonly entry: number;
  /** Whether it is an object file, which wants a linker before anything can be loaded. */
  readonly isObject: boolean;
  /** e_flags: which RISC-V extensions and ABI the file was built for. */
  readonly flags: number;
  /** PT_LOAD segments with a size, by address. */
  readonly segments: readonly ElfSegment[];
  /** Of .symtab, or .dynsym where there is no other; read on first use. */
  readonly symbols: readonly ElfSymbol[];
  readonly sectionNames: readonly string[];
  /** What was left out, and why: a sentence each. */
  readonly problems: readonly string[];
  /** Contents of the first section of that name; undefined where it has none in the file. */
  section(name: string): Uint8Array | undefined;
  /** Where the first section of that name is loaded; 0 for one that is not, undefined where there is none. */
  sectionAddress(name: string): number | undefined;
}

/** A section header with its name and, unless it holds none, its bytes. */
export interface NamedSection {
  readonly name: string;
  readonly header: SectionHeader;
  readonly bytes: Uint8Array | undefined;
  /** Where its bytes are compressed: then `bytes` is undefined. */
  readonly compressed?: Compressed | undefined;
}

/** Throws MalformedInput where the file is not a 32-bit RISC-V ELF or its parts do not lie inside it. */
export function readElf(bytes: Uint8Array, source: string): ElfImage {
  const r = new ByteReader(bytes, source);
  const header = readHeader(r);
  const problems: string[] = [];
  const segments = readSegments(r, readProgramHeaders(r, header.programHeaders));
  const sections = readSections(
    r,
    readSectionHeaders(r, header.sectionHeaders),
    header.sectionNames,
    problems,
  );
  let symbols: readonly ElfSymbol[] | undefined;
  const allSymbols = (): readonly ElfSymbol[] => (symbols ??= readSymbols(sections));
  const contentsOf = (at: number): Uint8Array | undefined => {
    const { name, bytes: plain, compressed } = sections[at] ?? { name: '', bytes: undefined };
    const contents = compressed === undefined ? plain : unpack(compressed);
    if (typeof contents === 'string') {
      problems.push(`section ${name} ${contents}`);
      return undefined;
    }
    if (contents === undefined || header.type !== elf.ET_REL) return contents;
    const relocations = sections.find(
      it => it.header.type === elf.SHT_RELA && it.header.info === at,
    );
    return relocations ? relocated(contents, relocations, allSymbols()) : contents;
  };
  const byName = new Map<string, () => Uint8Array | undefined>();
  for (const [at, { name, bytes: contents, compressed }] of sections.entries()) {
    if ((contents ?? compressed) === undefined || byName.has(name)) continue;
    byName.set(
      name,
      once(() => contentsOf(at)),
    );
  }
  return {
    source,
    entry: header.entry,
    isObject: header.type === elf.ET_REL && segments.length === 0,
    flags: header.flags,
    segments,
    sectionNames: sections.slice(1).map(it => it.name),
    problems,
    section: name => byName.get(name)?.(),
    sectionAddress: name => sections.find(it => it.name === name)?.header.address,
    get symbols() {
      return allSymbols();
    },
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** The segments to load, in order of address. */
export function readSegments(r: ByteReader, headers: readonly ProgramHeader[]): ElfSegment[] {
  const loaded = headers
    .filter(it => it.type === elf.PT_LOAD && it.memSize > 0)
    .sort((a, b) => a.vaddr - b.vaddr);
  let end = 0;
  return loaded.map(it => {
    r.offset = it.offset;
    const at = `the segment at ${hex32(it.vaddr)}`;
    if (it.fileSize > it.memSize) {
      r.fail('oversized-segment', `${at} has more bytes in the file than in memory`);
    }
    if (it.vaddr + it.memSize > 2 ** 32) {
      r.fail('segment-past-address-space', `${at} ends past the address space`);
    }
    if (it.vaddr < end) {
      r.fail('overlapping-segments', `${at} begins inside another one: link with other addresses`);
    }
    end = it.vaddr + it.memSize;
    return {
      vaddr: it.vaddr,
      paddr: it.paddr,
      // One that is all zeros may name a place past the end of the file, as may an empty section.
      fileBytes: it.fileSize === 0 ? new Uint8Array() : r.slice(it.fileSize),
      memSize: it.memSize,
      flags: it.flags,
    };
  });
}

function readSections(
  r: ByteReader,
  headers: readonly SectionHeader[],
  namesIndex: number,
  problems: string[],
): NamedSection[] {
  const contents = headers.map(({ type, offset, size }) => {
    if (type === elf.SHT_NULL || type === elf.SHT_NOBITS) return undefined;
    if (size === 0) return new Uint8Array();
    return offset + size > r.bytes.length ? 'outside' : r.bytes.subarray(offset, offset + size);
  });
  const named = contents[namesIndex];
  const names = named === undefined || named === 'outside' ? new Uint8Array() : named;
  return headers.map((header, at) => {
    const name = readName(names, header.name);
    const bytes = contents[at];
    if (bytes === 'outside') {
      problems.push(`section ${name === '' ? at : name} lies outside the file, and is left out`);
      return { name, header, bytes: undefined };
    }
    const old = bytes && readOldForm(bytes, name);
    if (old !== undefined) return { name: old.name, header, bytes: undefined, compressed: old };
    if (bytes === undefined || (header.flags & elf.SHF_COMPRESSED) === 0) {
      return { name, header, bytes };
    }
    const compressed = readCompressed(bytes, name);
    if (typeof compressed !== 'string') return { name, header, bytes: undefined, compressed };
    problems.push(`section ${name} ${compressed}`);
    return { name, header, bytes: undefined };
  });
}

const utf8 = new TextDecoder();

/** A zero-terminated name; empty where the offset lies outside the table. */
export function readName(table: Uint8Array, offset: number): string {
  if (offset >= table.length) return '';
  const end = table.indexOf(0, offset);
  return utf8.decode(table.subarray(offset, end < 0 ? table.length : end));
}
