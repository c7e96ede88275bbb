/** Every row of every line table against llvm-dwarfdump. */

import { strict as assert } from 'node:assert';
import {
  BASIC_BLOCK,
  END_SEQUENCE,
  EPILOGUE_BEGIN,
  IS_STATEMENT,
  PROLOGUE_END,
} from '../../debugger/dwarf/lineProgram';
import { LineTable } from '../../debugger/dwarf/lineTable';
import { ProblemList } from '../../debugger/dwarf/problems';
import { isDiscarded } from '../../debugger/dwarf/ranges';
import { Sections } from '../../debugger/dwarf/sections';
import type { FixtureElf } from './tools';
import { VARIANTS, llvm, rustFixture } from './tools';

/** The tables of a file by offset: a text per row, sequences that the linker left out dropped. */
function expectedTables(path: string): Map<number, string[]> {
  const tables = new Map<number, string[]>();
  let rows: string[] = [];
  let sequence: { address: number; text: string }[] = [];
  for (const line of llvm('llvm-dwarfdump', ['--debug-line', path]).split('\n')) {
    const start = /^debug_line\[0x([0-9a-f]+)\]/.exec(line);
    if (start) tables.set(Number.parseInt(start[1]!, 16), (rows = []));
    const row = /^0x[0-9a-f]{8}([0-9a-f]{8})\s+(\d+)\s+(\d+)\s+(\d+)\s+\d+\s+(\d+)\s+\d+(.*)$/.exec(
      line,
    );
    if (!row) continue;
    const address = Number.parseInt(row[1]!, 16);
    sequence.push({
      address,
      text: `${row.slice(1, 6).join(' ')}${row[6]!.replace(/ +/g, ' ').trimEnd()}`,
    });
    if (!line.includes('end_sequence')) continue;
    const isKept = !isDiscarded(sequence[0]!.address) && sequence[0]!.address < address;
    if (isKept) rows.push(...sequence.map(it => it.text));
    sequence = [];
  }
  return tables;
}

function foundTable(elf: FixtureElf, offset: number): string[] {
  const problems = new ProblemList();
  const sections = new Sections(name => elf.image.section(name));
  const table = LineTable.read(sections, problems, offset, '');
  assert.deepEqual(problems.all, []);
  const { addresses, lines, columns, files, discriminators, flags } = table!.program.rows;
  return addresses.map((address, at) => {
    const flag = flags[at]!;
    const words = [
      address.toString(16).padStart(8, '0'),
      lines[at],
      columns[at],
      files[at],
      discriminators[at],
      ...(flag & IS_STATEMENT ? ['is_stmt'] : []),
      ...(flag & BASIC_BLOCK ? ['basic_block'] : []),
      ...(flag & PROLOGUE_END ? ['prologue_end'] : []),
      ...(flag & EPILOGUE_BEGIN ? ['epilogue_begin'] : []),
      ...(flag & END_SEQUENCE ? ['end_sequence'] : []),
    ];
    return words.join(' ');
  });
}

describe('line tables equal llvm-dwarfdump', () => {
  for (const [level, version] of VARIANTS) {
    it(`rustc O${level}, DWARF ${version}`, function () {
      this.timeout(120_000);
      const elf = rustFixture(level, version);
      const tables = expectedTables(elf.path);
      let count = 0;
      for (const [offset, expected] of tables) {
        assert.deepEqual(foundTable(elf, offset), expected, `table at ${offset}`);
        count += expected.length;
      }
      assert.ok(count > 500, `${count} rows`);
    });
  }
});
