/** One unit's line table: rows by address and by line. [DWARF5 §6.2] */

import type { LineHeader } from './lineHeader';
import { readLineHeader } from './lineHeader';
import type { LineProgram, LineSequence } from './lineProgram';
import { END_SEQUENCE, IS_STATEMENT, PROLOGUE_END, runLineProgram } from './lineProgram';
import type { ProblemList } from './problems';
import type { Sections } from './sections';

export interface LineRow {
  readonly address: number;
  /** Full path as recorded. */
  readonly file: string;
  /** From 1; 0 where the code belongs to no line. */
  readonly line: number;
  /** From 1; 0 where the row says none. */
  readonly column: number;
  readonly isStatement: boolean;
  readonly prologueEnd: boolean;
}

/** A row's number in its table. */
export type RowIndex = number;

export class LineTable {
  #program: LineProgram | undefined;
  #byAddress: readonly LineSequence[] | undefined;
  readonly #byFile = new Map<string, readonly RowIndex[]>();

  constructor(
    readonly header: LineHeader,
    readonly sections: Sections,
    readonly problems: ProblemList,
  ) {}

  /** Reads the header; rows follow on first use. undefined where there is no table that can be read. */
  static read(
    sections: Sections,
    problems: ProblemList,
    offset: number,
    compDir: string,
  ): LineTable | undefined {
    return problems.guard(undefined, () => {
      return new LineTable(readLineHeader(sections, problems, offset, compDir), sections, problems);
    });
  }

  get program(): LineProgram {
    return (this.#program ??= this.#run());
  }

  /** The sequences in order of address. */
  get sequences(): readonly LineSequence[] {
    return (this.#byAddress ??= this.program.sequences.slice().sort((a, b) => a.low - b.low));
  }

  row(index: RowIndex): LineRow {
    const { addresses, files, lines, columns, flags } = this.program.rows;
    const flag = flags[index] ?? 0;
    return {
      address: addresses[index] ?? 0,
      file: this.header.files[files[index] ?? 0]?.path ?? '',
      line: lines[index] ?? 0,
      column: columns[index] ?? 0,
      isStatement: (flag & IS_STATEMENT) !== 0,
      prologueEnd: (flag & PROLOGUE_END) !== 0,
    };
  }

  /** The row that describes the instruction at an address: of several with one address, the last. */
  indexAt(address: number): RowIndex | undefined {
    const sequence = this.#sequenceAt(address);
    if (!sequence) return undefined;
    const { addresses } = this.program.rows;
    let low = sequence.firstRow;
    let high = sequence.lastRow;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((addresses[middle] ?? 0) <= address) low = middle + 1;
      else high = middle;
    }
    return Math.max(sequence.firstRow, low - 1);
  }

  /** Where code after a function's prologue starts: its first row that says so, or its second line's. */
  prologueEnd(low: number, high: number): number {
    const { addresses, flags, lines } = this.program.rows;
    const first = this.indexAt(low);
    if (first === undefined) return low;
    const inside = (at: RowIndex): boolean =>
      (addresses[at] ?? high) < high && ((flags[at] ?? 0) & END_SEQUENCE) === 0;
    for (let at = first; inside(at); at++) {
      if (((flags[at] ?? 0) & PROLOGUE_END) !== 0) return addresses[at] ?? low;
    }
    // Assembly and old compilers mark nothing: the second row of a function is after its prologue. [DWARF5 §6.2.2]
    for (let at = first; inside(at); at++) {
      const address = addresses[at] ?? low;
      if (address > low && (lines[at] ?? 0) !== 0 && lines[at] !== lines[first]) return address;
    }
    return low;
  }

  /** Rows of a file that a breakpoint may stand on: statements with a line, by line and then by address. */
  statements(file: string): readonly RowIndex[] {
    let found = this.#byFile.get(file);
    if (!found) this.#byFile.set(file, (found = this.#statements(file)));
    return found;
  }

  #statements(file: string): RowIndex[] {
    const numbers = new Set<number>();
    for (const [number, it] of this.header.files.entries())
      if (it?.path === file) numbers.add(number);
    if (numbers.size === 0) return [];
    const { addresses, files, lines, flags } = this.program.rows;
    const found: RowIndex[] = [];
    for (let at = 0; at < addresses.length; at++) {
      const flag = flags[at] ?? 0;
      if ((flag & IS_STATEMENT) === 0 || (flag & END_SEQUENCE) !== 0) continue;
      if (lines[at] !== 0 && numbers.has(files[at] ?? 0)) found.push(at);
    }
    const by = (key: readonly number[], a: RowIndex, b: RowIndex): number =>
      (key[a] ?? 0) - (key[b] ?? 0);
    return found.sort((a, b) => by(lines, a, b) || by(addresses, a, b));
  }

  #sequenceAt(address: number): LineSequence | undefined {
    const { sequences } = this;
    let low = 0;
    let high = sequences.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sequences[middle]?.low ?? 0) <= address) low = middle + 1;
      else high = middle;
    }
    const sequence = sequences[low - 1];
    return sequence && address < sequence.high ? sequence : undefined;
  }

  #run(): LineProgram {
    const { programStart, programEnd } = this.header;
    const nothing: LineProgram = {
      rows: { addresses: [], files: [], lines: [], columns: [], flags: [], discriminators: [] },
      sequences: [],
    };
    return this.problems.guard(nothing, () => {
      const r = this.sections.at('.debug_line', programStart, programEnd);
      return runLineProgram(r, this.header, run => this.problems.guard(undefined, run));
    });
  }
}
