/** Debug information that is compressed in the file: the same as without, or a problem with its place. */

import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import type { ElfImage } from '../../debugger/elf/elfImage';
import { readElf } from '../../debugger/elf/elfImage';
import { debugSectionsOf } from './mutants';
import { COMPRESSED, OBJECT_FILES } from './programs';
import { cFixture, llvm, rustFixture } from './tools';

/** Of sections with the flag that says so, at which offset of the file and in how many bytes they are. */
function compressedSections(path: string): Map<string, { offset: number; size: number }> {
  const rows = llvm('llvm-readelf', ['-SW', path]).matchAll(
    /\] (\.debug_\w+) +PROGBITS +[0-9a-f]+ ([0-9a-f]+) ([0-9a-f]+) \d+ +\w*C\w* /g,
  );
  return new Map(
    [...rows].map(([, name = '', offset = '', size = '']) => [
      name,
      { offset: parseInt(offset, 16), size: parseInt(size, 16) },
    ]),
  );
}

const [rust, clang] = COMPRESSED.map(it => it.elf());
const plain = [rustFixture('2', 5), cFixture('clang', '2', 5)];

/** The program of rustc with something changed in what .debug_info is compressed to. */
function damaged(change: (section: DataView) => void): ElfImage {
  assert.ok(rust);
  const bytes = Uint8Array.from(readFileSync(rust.path));
  const place = compressedSections(rust.path).get('.debug_info');
  assert.ok(place);
  change(new DataView(bytes.buffer, place.offset, place.size));
  return readElf(bytes, 'damaged');
}

describe('compressed debug information', () => {
  for (const [at, elf] of [rust, clang].entries()) {
    it(`is what was compressed: ${elf?.title ?? ''}`, () => {
      assert.ok(elf && plain[at]);
      assert.ok(compressedSections(elf.path).size >= 3);
      const [found, expected] = [elf.image, plain[at].image].map(debugSectionsOf);
      assert.deepEqual([...(found?.keys() ?? [])], [...(expected?.keys() ?? [])]);
      for (const [name, bytes] of expected ?? []) {
        assert.equal(Buffer.compare(found?.get(name) ?? Buffer.of(), bytes), 0, name);
      }
      assert.deepEqual(elf.image.problems, []);
    });
  }

  it('is that of the compilers’ own too', () => {
    const own = OBJECT_FILES.filter(it => it.title.includes('-gz=')).map(it => it.elf());
    assert.equal(own.length, 3);
    for (const { path } of own) assert.ok(compressedSections(path).size > 0, path);
  });

  it('has its place where it is damaged, and all else is read', () => {
    // All of the second half: a byte or two may be literals, and nothing tells of those without a checksum.
    const image = damaged(section => {
      for (let at = section.byteLength >> 1; at < section.byteLength; at += 1)
        section.setUint8(at, 0xff);
    });
    assert.equal(image.section('.debug_info'), undefined);
    assert.match(
      image.problems.join(),
      /^section \.debug_info is compressed by Zstandard, and damaged: \.debug_info\+0x[0-9a-f]{8}: /,
    );
    assert.deepEqual(image.section('.debug_line'), rust?.image.section('.debug_line'));
  });

  it('is not believed to be larger than it is', () => {
    const longer = damaged(section => section.setUint32(4, 0x0fff_ffff, true));
    assert.equal(longer.section('.debug_info'), undefined);
    assert.match(longer.problems.join(), /too-little \(\d+ bytes of 268435455\)/);
    const endless = damaged(section => section.setUint32(4, 0xffff_fff0, true));
    assert.equal(endless.section('.debug_info'), undefined);
    assert.match(endless.problems.join(), /section \.debug_info is to be 4294967280 bytes/);
  });
});
