/** Everything that the line tables say, whether or not the linker kept the code. [DWARF5 §6.2] */

import type { LineHeader } from '../lineHeader';
import { readLineHeader } from '../lineHeader';
import type { LineProgram } from '../lineProgram';
import { runLineProgram } from '../lineProgram';
import { readInitialLength } from '../initialLength';
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
  const size = sections.bytes('.debug_line').length;
  for (let offset = 0; offset < size;) {
    const start = offset;
    // Without a length there is no way to the next table.
    offset = problems.guard(size, () => readInitialLength(sections.at('.debug_line', start)).end);
    const table = problems.guard(undefined, () => readTable(units, start));
    if (table) yield table;
  }
}

function readTable(units: Units, offset: number): ListedLineTable {
  const { sections, problems } = units;
  const header = readLineHeader(sections, problems, offset, units.compDirOf(offset) ?? '');
  const r = sections.at('.debug_line', header.programStart, header.programEnd);
  const onMalformed = (run: () => void): void => problems.guard(undefined, run);
  return { offset, header, program: runLineProgram(r, header, onMalformed, 'all') };
}
