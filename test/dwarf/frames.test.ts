/** The stack of inlined calls at addresses of the whole program against llvm-symbolizer. */

import { strict as assert } from 'node:assert';
import { C_PROGRAMS, RUST_PROGRAMS } from './programs';
import type { FixtureElf } from './tools';
import { codeAddresses, llvm } from './tools';

interface Symbolized {
  readonly Address: string;
  readonly Symbol?: readonly {
    FunctionName: string;
    FileName: string;
    Line: number;
    Column: number;
  }[];
}

/** Odd addresses too: inside an instruction its own row still holds. */
const STRIDE = 7;

function check(elf: FixtureElf, stride: number, least: number): void {
  const addresses = codeAddresses(elf.image, stride);
  const output = llvm(
    'llvm-symbolizer',
    ['--inlines', '--no-demangle', '--output-style=JSON', `--obj=${elf.path}`],
    addresses.map(it => `0x${it.toString(16)}`).join('\n'),
  );
  const info = elf.info();
  let inlined = 0;
  for (const line of output.trim().split('\n')) {
    const { Address: address, Symbol: symbols } = JSON.parse(line) as Symbolized;
    const expected = (symbols ?? []).map(
      it => `${it.FunctionName} ${it.FileName}:${it.Line}:${it.Column}`,
    );
    const frames = info.framesAt(Number(address));
    const found = frames.map(
      it => `${it.linkageName ?? it.shortName} ${it.file}:${it.line}:${it.column}`,
    );
    // Where there is no debug information the symbolizer answers from the symbol table.
    if (frames.length === 0)
      assert.ok(expected.length <= 1 && !/:[1-9]/.test(expected[0] ?? ''), line);
    else assert.deepEqual(found, expected, address);
    inlined += Number(frames.length > 1);
  }
  assert.ok(inlined >= least, `${inlined} places with inlined calls`);
  assert.deepEqual(info.problems, []);
}

describe('inlined frames equal llvm-symbolizer', function () {
  this.timeout(120_000);
  for (const { title, elf } of RUST_PROGRAMS) it(title, () => check(elf(), STRIDE, 50));
  for (const { title, elf } of C_PROGRAMS) it(title, () => check(elf(), 1, 20));
});
