/** Every row and every file of every line table against llvm-dwarfdump: the rows of `avm dwarf lines --json`. */

import { strict as assert } from 'node:assert';
import { lines } from '../../debugger/cli/dwarf/lines';
import { joinPath } from '../../debugger/dwarf/lineHeader';
import { CODE_PROGRAMS } from './programs';
import type { FixtureElf } from './tools';
import { assembled, llvm } from './tools';

interface Table {
  readonly files: Map<number, string>;
  readonly rows: string[];
}

type Tables = Map<number, Table>;

const number = (text: string | undefined): number => Number.parseInt(text ?? '', 10);

/** Where each table's unit was compiled. */
function compilationDirectories(path: string): Map<number, string> {
  const directories = new Map<number, string>();
  const units = llvm('llvm-dwarfdump', ['--debug-info', '--recurse-depth=0', path]);
  for (const unit of units.split(/\n(?=0x)/)) {
    const table = /DW_AT_stmt_list\t\(0x([0-9a-f]+)\)/.exec(unit);
    const directory = /DW_AT_comp_dir\t\("(.*)"\)/.exec(unit);
    if (table) directories.set(Number.parseInt(table[1]!, 16), directory?.[1] ?? '');
  }
  return directories;
}

function expectedTables(path: string): Tables {
  const tables: Tables = new Map();
  const compDirs = compilationDirectories(path);
  const dump = llvm('llvm-dwarfdump', ['--debug-line', path]);
  for (const text of dump.split(/^(?=debug_line\[)/m).slice(1)) {
    const offset = Number.parseInt(/^debug_line\[0x([0-9a-f]+)\]/.exec(text)![1]!, 16);
    tables.set(offset, {
      files: expectedFiles(text, compDirs.get(offset) ?? ''),
      rows: rowsOf(text),
    });
  }
  return tables;
}

function expectedFiles(text: string, compDir: string): Map<number, string> {
  const isOld = number(/^ *version: (\d+)/m.exec(text)?.[1]) < 5;
  const named = [...text.matchAll(/^include_directories\[ *(\d+)\] = "(.*)"$/gm)];
  const directories = new Map(named.map(it => [number(it[1]), it[2]!]));
  const root = isOld ? compDir : joinPath(compDir, directories.get(0) ?? '');
  directories.set(0, root);
  const found = text.matchAll(/^file_names\[ *(\d+)\]:\n *name: "(.*)"\n *dir_index: (\d+)$/gm);
  return new Map(
    [...found].map(([, at, name, directory]) => [
      number(at),
      joinPath(joinPath(root, directories.get(number(directory)) ?? ''), name!),
    ]),
  );
}

/** `address line column file discriminator flags`, as they stand in the dump. */
function rowsOf(text: string): string[] {
  const row = /^0x[0-9a-f]{8}([0-9a-f]{8}) +(\d+) +(\d+) +(\d+) +\d+ +(\d+) +\d+(.*)$/gm;
  return [...text.matchAll(row)].map(
    it => `${it.slice(1, 6).join(' ')}${it[6]!.replace(/ +/g, ' ').trimEnd()}`,
  );
}

interface JsonTable {
  readonly offset: string;
  readonly files: { number: number; path: string }[];
  readonly rows: Record<string, number | string | true>[];
}

const FLAGS = ['is_stmt', 'basic_block', 'prologue_end', 'epilogue_begin', 'end_sequence'];

function foundTables(elf: FixtureElf): Tables {
  const info = elf.info();
  const tables: Tables = new Map();
  for (const it of lines.items(info)) {
    const { offset, files, rows } = lines.toJson(it) as JsonTable;
    tables.set(Number(offset), {
      files: new Map(files.map(file => [file.number, file.path])),
      rows: rows.map(row => {
        const numbers = [row['line'], row['column'], row['file'], row['discriminator'] ?? 0];
        const flags = FLAGS.filter(flag => row[flag] === true);
        return [String(row['address']).slice(2), ...numbers, ...flags].join(' ');
      }),
    });
  }
  assert.deepEqual(info.problems, []);
  return tables;
}

function check(elf: FixtureElf, least: number): void {
  const expected = expectedTables(elf.path);
  const found = foundTables(elf);
  assert.deepEqual([...found.keys()], [...expected.keys()]);
  let count = 0;
  for (const [offset, table] of expected) {
    assert.deepEqual(found.get(offset), table, `table at ${offset}`);
    count += table.rows.length;
  }
  assert.ok(count >= least, `${count} rows`);
}

describe('line tables equal llvm-dwarfdump', function () {
  this.timeout(120_000);
  for (const { title, elf } of CODE_PROGRAMS) {
    it(title, () => check(elf(), 40));
  }
  it('every opcode', () => check(assembled('lines.s'), 16));
});
