/** Everything that the line tables say, whether or not the linker kept the code. [DWARF5 §6.2] */

import type { LineHeader } from '../lineHeader';
import { readLineHeader } from '../lineHeader';
import type { LineProgram } from '../lineProgram';
import { runLineProgram } from '../lineProgram';
import type { Sections } from '../sections';
import { readInitialLength } from '../unitHeader';
import type { Units } from '../units';

export interface ListedLineTable {
  /** In .debug_line. */
  readonly offset: number;
  readonly header: LineHeader;
  /** With the sequences of code that the linker left out. */
  readonly program: LineProgram;
}

/** The tables in order of their place in .debug_line, read one at a time; those of no unit too. */
export function* listLineTables(units: Units): Generator<ListedLineTable> {
  const { sections, problems } = units;
  const directories = compilationDirectories(units);
  const size = sections.bytes('.debug_line').length;
  for (let offset = 0; offset < size;) {
    const start = offset;
    // Without a length there is no way to the next table.
    offset = problems.guard(size, () => readInitialLength(sections.at('.debug_line', start)));
    const table = problems.guard(undefined, () =>
      readTable(units, sections, start, directories.get(start) ?? ''),
    );
    if (table) yield table;
  }
}

function readTable(
  { problems }: Units,
  sections: Sections,
  offset: number,
  compDir: string,
): ListedLineTable {
  const header = readLineHeader(sections, offset, compDir);
  const r = sections.at('.debug_line', header.programStart, header.programEnd);
  const onMalformed = (run: () => void): void => problems.guard(undefined, run);
  return { offset, header, program: runLineProgram(r, header, onMalformed, 'all') };
}

/** Tables before DWARF 5 leave it to their unit where the compiler ran. */
function compilationDirectories(units: Units): Map<number, string> {
  const directories = new Map<number, string>();
  for (const unit of units.all) {
    const offset = units.lineTableOffset(unit);
    if (offset !== undefined) directories.set(offset, unit.compDir);
  }
  return directories;
}
