/** Debug information with flipped bits, cut ends and repeated bytes: it is read without an exception and without end. */

import { strict as assert } from 'node:assert';
import { DebugInfo } from '../../debugger/dwarf/debugInfo';
import type { DwarfValue } from '../../debugger/dwarf/values/value';
import { demangle } from '../../debugger/elf/demangle';
import type { ElfImage } from '../../debugger/elf/elfImage';
import { assembled, codeAddresses, rustFixture } from './tools';

/** Mutants of each program; each is a case that always comes out the same. */
const MUTANTS = 40;

/** What a person would still wait for, on a slow machine. */
const MAX_MILLISECONDS = 10_000;

/** Numbers from 0 to `below`, the same for the same seed. */
type Random = (below: number) => number;

function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return below => {
    // xorshift32
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

type Mutate = (bytes: Uint8Array, random: Random) => Uint8Array;

const mutations: Readonly<Record<string, Mutate>> = {
  'flipped bits': (bytes, random) => {
    const mutant = bytes.slice();
    for (let count = random(40) + 1; count > 0; count--) {
      const at = random(mutant.length);
      mutant[at] = mutant[at]! ^ (1 << random(8));
    }
    return mutant;
  },
  'a cut end': (bytes, random) => bytes.slice(0, random(bytes.length)),
  'a part overwritten': (bytes, random) => {
    const start = random(bytes.length);
    return bytes.slice().fill(random(256), start, start + random(64));
  },
  'a part repeated': (bytes, random) => {
    const mutant = bytes.slice();
    const from = random(bytes.length);
    mutant.copyWithin(random(bytes.length), from, from + random(256));
    return mutant;
  },
};

/** Asks for everything at several places, and looks into every value. */
function exercise(info: DebugInfo, image: ElfImage, random: Random): void {
  const code = codeAddresses(image, 2);
  const files = info.files();
  for (let count = 0; count < 12; count++) {
    const pc = code[random(code.length)]!;
    const line = info.lineAt(pc);
    if (line) info.breakpointAt(line.file, line.line);
    info.linesWithCode(files[random(files.length)] ?? '', 1, 1000);
    const registers = (): number => code[random(code.length)]!;
    info.unwind(pc, registers, registers);
    const depths = info.framesAt(pc).length;
    for (let depth = 0; depth < depths; depth++) {
      for (const variable of info.variablesAt(pc, depth)) {
        // Memory holds small numbers and addresses of memory: lengths and pointers that lead on.
        const readMemory = (address: number, length: number): Uint8Array =>
          Uint8Array.from({ length }, (_, at) => ((address + at) % 4 === 3 ? 0x80 : random(4)));
        walk(info.readVariable(variable, { pc, cfa: pc, registers, readMemory }), 3);
      }
    }
  }
  info.functionNamed('main');
  info.statics();
}

function walk(value: DwarfValue, depth: number): void {
  assert.equal(typeof value.text, 'string');
  assert.ok(value.text.length < 1_000_000);
  if (depth === 0) return;
  for (const it of value.children?.().slice(0, 4) ?? []) walk(it.value, depth - 1);
}

function check(image: ElfImage, sections: readonly string[], seed: number): number {
  const random = randomFrom(seed * 0x9e3779b1 + 1);
  const section = sections[random(sections.length)]!;
  const kinds = Object.entries(mutations);
  const [kind, mutate] = kinds[random(kinds.length)]!;
  // A copy: the image's own bytes may be a view of the whole file.
  const original = Uint8Array.from(image.section(section)!);
  const mutant = mutate(original, random);
  const start = performance.now();
  const read = (name: string): Uint8Array | undefined =>
    name === section ? mutant : image.section(name);
  const info = DebugInfo.read(read, 'mutant', {
    demangle,
    sectionAddress: name => image.sectionAddress(name),
  });
  const name = `${section} with ${kind}, seed ${seed}`;
  try {
    exercise(info, image, random);
  } catch (error) {
    assert.fail(`${name}: ${error instanceof Error ? error.stack : String(error)}`);
  }
  const milliseconds = performance.now() - start;
  assert.ok(milliseconds < MAX_MILLISECONDS, `${name} took ${milliseconds} ms`);
  for (const problem of info.problems) {
    assert.ok(problem.section !== '' && problem.message !== '' && problem.offset >= 0, name);
  }
  return info.problems.length;
}

describe('malformed debug information', function () {
  this.timeout(600_000);
  const programs = [
    rustFixture('0', 4),
    rustFixture('2', 4),
    rustFixture('2', 5),
    assembled('cfi.s'),
  ];
  for (const { title, image } of programs) {
    it(`is read as far as it can be: ${title}`, () => {
      const sections = image.sectionNames.filter(
        it => /^\.(?:debug|eh)_/.test(it) && image.section(it)!.length > 0,
      );
      let withProblems = 0;
      for (let seed = 1; seed <= MUTANTS; seed++) {
        withProblems += Number(check(image, sections, seed) > 0);
      }
      assert.ok(withProblems > MUTANTS / 8, `${withProblems} mutants with problems`);
    });
  }
});
