/** A section more in an ELF that is already linked: for what our build knows and the linker does not. */

import { ByteReader } from '../shared/byteReader';
import { ByteWriter } from '../shared/byteWriter';
import { MalformedInput } from '../shared/errors';
import * as elf from './constants';
import { readName } from './elfImage';
import type { SectionHeader } from './header';
import { readHeader, readProgramHeaders, readSectionHeaders } from './header';

const SHT_PROGBITS = 1;
const ALIGNMENT = 4;
/** Offsets in the file header. */
const E_SHOFF = 32;
const E_SHNUM = 48;
/** Offsets in a section header. */
const SH_NAME = 0;
const SH_OFFSET = 16;
const SH_SIZE = 20;
/** From here on a section's number has another meaning. */
const SHN_LORESERVE = 0xff00;

/**
 * The same file with these bytes in a section that is not loaded, at its end; a section of that name is replaced. What
 * is loaded, and where everything else lies, stays as it is. Done twice, it gives the same file as done once.
 *
 * @throws MalformedInput where the file is no ELF of ours, its tables do not lie in it, or it has no names of sections
 */
export function addSection(file: Uint8Array, name: string, bytes: Uint8Array): Uint8Array {
  const r = new ByteReader(file, 'ELF');
  const header = readHeader(r);
  const { offset: tableOffset, count } = header.sectionHeaders;
  const sections = readSectionHeaders(r, header.sectionHeaders);
  const namesHeader = sections[header.sectionNames];
  if (namesHeader === undefined || header.sectionNames === elf.SHN_UNDEF) {
    throw new MalformedInput('no-section-names', { source: 'ELF', offset: E_SHNUM });
  }
  for (const it of sections) checkInside(it, file, namesHeader.size);
  const names = file.slice(namesHeader.offset, namesHeader.offset + namesHeader.size);
  const found = sections.findIndex((it, at) => at > 0 && readName(names, it.name) === name);
  const target = found < 0 ? count : found;
  if (target === header.sectionNames) {
    throw new MalformedInput('section-of-names', { source: 'ELF', offset: tableOffset }, name);
  }
  const rewritten = new Set([target, header.sectionNames]);
  if (found >= 0 && (sections[found]?.flags ?? 0) !== 0) {
    throw new MalformedInput('section-is-loaded', { source: 'ELF', offset: tableOffset }, name);
  }
  if (count + 1 >= SHN_LORESERVE) {
    throw new MalformedInput('too-many-sections', { source: 'ELF', offset: E_SHNUM });
  }
  const segments = readProgramHeaders(r, header.programHeaders);
  for (const it of segments) {
    r.offset = it.offset;
    r.slice(it.fileSize);
  }
  const end = Math.max(
    elf.EHDR_SIZE,
    header.programHeaders.offset + header.programHeaders.count * elf.PHDR_SIZE,
    ...segments.map(it => it.offset + it.fileSize),
    ...sections.map((it, at) => (rewritten.has(at) || !isInFile(it) ? 0 : it.offset + it.size)),
  );

  const encoded = new TextEncoder().encode(name);
  const newNames = found < 0 ? concat(names, encoded, Uint8Array.of(0)) : names;
  const w = new ByteWriter().raw(file.subarray(0, end));
  const bytesAt = append(w, bytes);
  const namesAt = append(w, newNames);
  align(w);
  const newTable = w.length;
  w.raw(file.subarray(tableOffset, tableOffset + count * elf.SHDR_SIZE));
  if (found < 0) w.raw(sectionHeader(names.length));
  const made = w.finish();

  const view = new DataView(made.buffer);
  const set = (section: number, offset: number, size: number): void => {
    view.setUint32(newTable + section * elf.SHDR_SIZE + SH_OFFSET, offset, true);
    view.setUint32(newTable + section * elf.SHDR_SIZE + SH_SIZE, size, true);
  };
  set(target, bytesAt, bytes.length);
  set(header.sectionNames, namesAt, newNames.length);
  view.setUint32(E_SHOFF, newTable, true);
  view.setUint16(E_SHNUM, found < 0 ? count + 1 : count, true);
  return made;
}

function isInFile({ type }: SectionHeader): boolean {
  return type !== elf.SHT_NULL && type !== elf.SHT_NOBITS;
}

function checkInside(section: SectionHeader, file: Uint8Array, namesSize: number): void {
  // A name past the table's end would become the name of what is added.
  if (section.name >= namesSize && section.type !== elf.SHT_NULL) {
    throw new MalformedInput('name-outside-table', { source: 'ELF', offset: section.name });
  }
  if (!isInFile(section) || section.offset + section.size <= file.length) return;
  throw new MalformedInput('truncated', { source: 'ELF', offset: section.offset });
}

function sectionHeader(nameAt: number): Uint8Array {
  const made = new Uint8Array(elf.SHDR_SIZE);
  const view = new DataView(made.buffer);
  view.setUint32(SH_NAME, nameAt, true);
  view.setUint32(4, SHT_PROGBITS, true);
  view.setUint32(32, 1, true); // Its alignment: none.
  return made;
}

/** @returns where they are */
function append(w: ByteWriter, bytes: Uint8Array): number {
  align(w);
  const at = w.length;
  w.raw(bytes);
  return at;
}

function align(w: ByteWriter): void {
  w.raw(new Uint8Array(-w.length & (ALIGNMENT - 1)));
}

function concat(...parts: readonly Uint8Array[]): Uint8Array {
  const w = new ByteWriter();
  for (const it of parts) w.raw(it);
  return w.finish();
}
