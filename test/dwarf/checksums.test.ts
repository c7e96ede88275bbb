/** MD5 sums in line tables of DWARF 5, and compilers, against llvm-dwarfdump and against the file that was compiled. */

import { strict as assert } from 'node:assert';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cFixture, llvm, rustFixture } from './tools';

const source = readFileSync(join(__dirname, 'fixture/data.c'));
const sum = createHash('md5').update(source).digest('hex');

describe('line tables of clang', () => {
  for (const version of [4, 5]) {
    it(`have checksums in DWARF 5 alone: ${version}`, () => {
      const elf = cFixture('clang', '2', version);
      const info = elf.info();
      assert.equal(info.md5Of('/fixture/data.c'), version === 5 ? sum : undefined);
      const shown = llvm('llvm-dwarfdump', ['--debug-line', elf.path]).includes(sum);
      assert.equal(shown, version === 5);
      const own = info.compilations().find(it => /clang version/.test(it.producer));
      assert.deepEqual(own?.versions, [version]);
    });
  }
});

describe('line tables of rustc', () => {
  for (const version of [4, 5]) {
    it(`have no checksums, and say who compiled them: ${version}`, () => {
      const elf = rustFixture('0', version);
      const info = elf.info();
      // LLVM leaves the sums out where a file has none, and the file that rustc names a unit by has none.
      assert.doesNotMatch(llvm('llvm-dwarfdump', ['--debug-line', elf.path]), /md5_checksum/);
      assert.ok(info.files().every(it => info.md5Of(it) === undefined));
      const compilations = info.compilations();
      assert.ok(compilations.some(it => it.versions.includes(version)));
      assert.match(compilations[0]?.producer ?? '', /rustc version/);
    });
  }
});
