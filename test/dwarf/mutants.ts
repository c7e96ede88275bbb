/** Damaged debug information, and everything that can be asked of it. */

import { strict as assert } from 'node:assert';
import { createContext, runInContext } from 'node:vm';
import { frames } from '../../debugger/cli/dwarf/frames';
import { functions } from '../../debugger/cli/dwarf/functions';
import { lines } from '../../debugger/cli/dwarf/lines';
import type { Subject } from '../../debugger/cli/dwarf/subject';
import { variables } from '../../debugger/cli/dwarf/variables';
import { DebugInfo } from '../../debugger/dwarf/debugInfo';
import type { DwarfValue } from '../../debugger/dwarf/values/value';
import { demangle } from '../../debugger/elf/demangle';
import { SHF_COMPRESSED } from '../../debugger/elf/constants';
import type { ElfImage } from '../../debugger/elf/elfImage';
import { readElf } from '../../debugger/elf/elfImage';
import type { SectionHeader } from '../../debugger/elf/header';
import { readHeader, readSectionHeaders } from '../../debugger/elf/header';
import { ByteReader } from '../../debugger/shared/byteReader';
import type { Random } from '../../scripts/lib/random';
import { codeAddresses } from './tools';

/** More sections than one may be damaged. */
const MAX_MUTATIONS = 3;

/** A program's debug sections by name. */
type DebugSections = ReadonlyMap<string, Uint8Array>;

interface Victim {
  readonly bytes: Uint8Array;
  readonly random: Random;
  /** Bytes of the same program that mean something else. */
  readonly others: readonly Uint8Array[];
}

const mutations: Readonly<Record<string, (victim: Victim) => Uint8Array>> = {
  'flipped bits': ({ bytes, random }) => {
    for (let count = random.below(40) + 1; count > 0; count--) {
      const at = random.below(bytes.length);
      bytes[at] = bytes[at]! ^ (1 << random.below(8));
    }
    return bytes;
  },
  'a cut end': ({ bytes, random }) => bytes.slice(0, random.below(bytes.length)),
  'a part overwritten': ({ bytes, random }) => {
    const start = random.below(bytes.length);
    return bytes.fill(random.below(256), start, start + random.below(64));
  },
  'a part repeated': ({ bytes, random }) => {
    const from = random.below(bytes.length);
    return bytes.copyWithin(random.below(bytes.length), from, from + random.below(256));
  },
  'a part of another section': ({ bytes, random, others }) => {
    const other = random.of(others);
    const from = random.below(other.length);
    const at = random.below(bytes.length);
    bytes.set(other.subarray(from, from + Math.min(random.below(512), bytes.length - at)), at);
    return bytes;
  },
  'a number without end': ({ bytes, random }) => {
    const at = random.below(bytes.length);
    const last = at + random.below(24);
    bytes.fill(random.of([0x80, 0xff, 0xaa]), at, last);
    if (last < bytes.length) bytes[last] = random.of([0, 1, 0x3f, 0x40, 0x7f]);
    return bytes;
  },
  'other lengths and offsets': ({ bytes, random }) => {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    for (let count = random.below(4) + 1; count > 0 && bytes.length >= 4; count--) {
      view.setUint32(random.below(bytes.length - 3), extreme(random, bytes.length), true);
    }
    return bytes;
  },
  'another head': ({ bytes, random }) => {
    for (let count = random.below(3) + 1; count > 0; count--) {
      bytes[random.below(Math.min(bytes.length, 48))] = random.below(256);
    }
    return bytes;
  },
};

/** Numbers at which readers of lengths and offsets go wrong. */
function extreme(random: Random, size: number): number {
  return random.of([
    ...[0, 1, 3, 4, 0x7f, 0x80, 0xff, 0x7fffffff, 0x80000000],
    ...[0xffffffef, 0xfffffff0, 0xfffffffe, 0xffffffff],
    ...[size, size - 1, size + 1, random.below(size), random.word()],
  ]);
}

export interface Mutant {
  /** What was damaged, and how. */
  readonly name: string;
  readonly sections: DebugSections;
}

export function debugSectionsOf(image: ElfImage): DebugSections {
  const names = image.sectionNames.filter(it => /^\.(?:debug|eh)_/.test(it));
  const sections = names.map(it => [it, image.section(it) ?? new Uint8Array()] as const);
  return new Map(sections.filter(([, bytes]) => bytes.length > 0));
}

/** A file of which sections are damaged before they are unpacked, headers and all. */
export function damagedFile(file: Uint8Array, random: Random): ElfImage {
  const bytes = Uint8Array.from(file);
  const places = readPlaces(bytes);
  for (let count = random.below(MAX_MUTATIONS) + 1; count > 0; count--) {
    const { offset, size } = random.of(places);
    const section = Uint8Array.from(bytes.subarray(offset, offset + size));
    const [, mutate] = random.of(Object.entries(mutations));
    const others = places.map(it => bytes.subarray(it.offset, it.offset + it.size));
    bytes.set(mutate({ bytes: section, random, others }), offset);
  }
  return readElf(bytes, 'damaged');
}

function readPlaces(bytes: Uint8Array): SectionHeader[] {
  const r = new ByteReader(bytes, 'file');
  const headers = readSectionHeaders(r, readHeader(r).sectionHeaders);
  return headers.filter(it => (it.flags & SHF_COMPRESSED) !== 0);
}

/** What is left of a damaged file, with no more damage. */
export function wholeOf(image: ElfImage): Mutant {
  return { name: 'a damaged file', sections: debugSectionsOf(image) };
}

export function mutantOf(sections: DebugSections, random: Random): Mutant {
  const damaged = new Map(sections);
  const told: string[] = [];
  for (let count = random.below(MAX_MUTATIONS) + 1; count > 0; count--) {
    const name = random.of([...sections.keys()]);
    const [kind, mutate] = random.of(Object.entries(mutations));
    // A copy: the image's own bytes are a view of the whole file.
    const bytes = Uint8Array.from(damaged.get(name)!);
    if (bytes.length === 0) continue;
    damaged.set(name, mutate({ bytes, random, others: [...sections.values()] }));
    told.push(`${name} with ${kind}`);
  }
  return { name: told.join(', '), sections: damaged };
}

/** How much is asked: of a program as a whole everything, a few things of many, or nothing but what is at some places. */
export type Extent = 'all' | 'few' | 'places';

/** So much is a few. */
const FEW = 3;

/** Does something that may not end: after some time it is stopped, wherever it is, with an exception. */
export function within(milliseconds: number, run: () => void): void {
  runInContext('run()', createContext({ run }), { timeout: milliseconds });
}

/** Fails by the mutant's name where a reader throws. Gives the number of problems found. */
export function examine(mutant: Mutant, image: ElfImage, random: Random, extent: Extent): number {
  const info = DebugInfo.read(name => mutant.sections.get(name), 'mutant', {
    demangle,
    sectionAddress: name => image.sectionAddress(name),
  });
  try {
    askAtPlaces(info, image, random);
    const asked = { all: QUESTIONS, few: Array.from({ length: FEW }, () => random.of(QUESTIONS)) };
    if (extent !== 'places') for (const ask of asked[extent]) ask(info, random);
  } catch (error) {
    assert.fail(`${mutant.name}: ${error instanceof Error ? error.stack : String(error)}`);
  }
  for (const { section, offset, message } of info.problems) {
    const isPlace = section !== '' && message !== '' && Number.isInteger(offset) && offset >= 0;
    assert.ok(isPlace, `${mutant.name}: ${section}+${offset}: ${message}`);
  }
  return info.problems.length;
}

/** At so many addresses everything is asked for. */
const PLACES = 6;

function askAtPlaces(info: DebugInfo, image: ElfImage, random: Random): void {
  const code = codeOf(image);
  const files = info.files();
  for (let count = 0; count < PLACES; count++) {
    const pc = random.of(code);
    const line = info.lineAt(pc);
    if (line) info.breakpointAt(line.file, line.line, random.below(40));
    info.linesWithCode(files[random.below(files.length)] ?? '', 1, 1000);
    info.prologueEnd(pc);
    const registers = (): number => random.of(code);
    info.unwind(pc, registers, registers);
    const depths = info.framesAt(pc).length;
    for (let depth = 0; depth < depths; depth++) {
      for (const variable of info.variablesAt(pc, depth)) {
        walk(
          info.readVariable(variable, { pc, cfa: pc, registers, readMemory: memory(random) }),
          3,
        );
      }
    }
  }
}

const codes = new WeakMap<ElfImage, readonly number[]>();

/** Where an instruction may stand. */
function codeOf(image: ElfImage): readonly number[] {
  let code = codes.get(image);
  if (!code) codes.set(image, (code = codeAddresses(image, 2)));
  return code;
}

/** Small numbers and addresses of memory: lengths and pointers that lead on. */
function memory(random: Random): (address: number, length: number) => Uint8Array {
  return (address, length) =>
    Uint8Array.from({ length }, (_, at) => ((address + at) % 4 === 3 ? 0x80 : random.below(4)));
}

/** What can be asked of a program as a whole. */
const QUESTIONS: readonly ((info: DebugInfo, random: Random) => unknown)[] = [
  info => printed(lines, info),
  info => printed(functions, info),
  info => printed(frames, info),
  info => printed(variables, info),
  info => info.files().map(it => info.codeOf(it)),
  info => [...info.entrancesTo(it => it === info.files()[0])],
  info => info.functions(),
  info => info.functionNamed('main'),
  info => info.functionNamed(/./),
  info => info.typeNamed('u32'),
  (info, random) => {
    const context = { pc: 0, cfa: undefined, registers: () => undefined };
    for (const it of info.statics()) {
      walk(info.readVariable(it, { ...context, readMemory: memory(random) }), 3);
    }
  },
];

/** What is printed is made whole, and is no more than the input can have meant. */
function printed<Item>(subject: Subject<Item>, info: DebugInfo): void {
  for (const item of subject.items(info)) {
    assert.ok(JSON.stringify(subject.toJson(item)).length < 100_000_000);
    for (const it of subject.toText(item)) assert.ok(it.length < 10_000_000);
  }
}

function walk(value: DwarfValue, depth: number): void {
  assert.equal(typeof value.text, 'string');
  assert.ok(value.text.length < 1_000_000);
  if (depth === 0) return;
  for (const it of value.children?.().slice(0, 4) ?? []) walk(it.value, depth - 1);
}
