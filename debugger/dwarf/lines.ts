/** Line queries over the tables of all units. [DWARF5 §6.2] */

import type { LineRow, LineTable, RowIndex } from './lineTable';
import type { Units } from './units';

/** A row with its table. */
export interface PlacedRow {
  readonly table: LineTable;
  readonly index: RowIndex;
}

export class Lines {
  #files: ReadonlyMap<string, readonly LineTable[]> | undefined;

  constructor(readonly units: Units) {}

  /** Full paths of all files, each once. Reads the headers of all tables, and no rows. */
  files(): readonly string[] {
    return [...this.#tablesByFile().keys()];
  }

  /** Hex of the MD5 sum of what was compiled; undefined where no table has one. */
  md5Of(file: string): string | undefined {
    const [table] = this.#tables(file);
    return table?.header.files.find(it => it?.path === file)?.md5;
  }

  /** The row of an address even where it has line 0. */
  rowAt(address: number): LineRow | undefined {
    const placed = this.placeOf(address);
    return placed?.table.row(placed.index);
  }

  placeOf(address: number): PlacedRow | undefined {
    for (const { lines: table } of this.units.at(address)) {
      const index = table?.indexAt(address);
      if (table && index !== undefined) return { table, index };
    }
    return undefined;
  }

  /** Rows of a file that a breakpoint may stand on, at the lowest line from `from` up that has any. */
  firstStatements(
    file: string,
    from: number,
  ): { line: number; rows: readonly LineRow[] } | undefined {
    const found = this.#tables(file).flatMap(table => {
      const rows = table.statements(file);
      const first = lowerBound(table, rows, from);
      const line = lineOf(table, rows[first]);
      return line === undefined ? [] : [{ table, rows, first, line }];
    });
    const line = found.reduce((lowest, it) => Math.min(lowest, it.line), Infinity);
    if (line === Infinity) return undefined;
    const rows = found
      .filter(it => it.line === line)
      .flatMap(({ table, rows: all, first }) => {
        let end = first;
        while (lineOf(table, all[end]) === line) end++;
        return all.slice(first, end).map(it => table.row(it));
      });
    return { line, rows: rows.sort((a, b) => a.address - b.address) };
  }

  /** Rows of a file that a breakpoint may stand on, within lines `from` to `to`, both included. */
  statementsWithin(file: string, from: number, to: number): LineRow[] {
    return this.#tables(file).flatMap(table => {
      const rows = table.statements(file);
      const inside: LineRow[] = [];
      for (let at = lowerBound(table, rows, from); at < rows.length; at++) {
        const row = table.row(rows[at] ?? 0);
        if (row.line > to) break;
        inside.push(row);
      }
      return inside;
    });
  }

  #tables(file: string): readonly LineTable[] {
    return this.#tablesByFile().get(file) ?? [];
  }

  #tablesByFile(): ReadonlyMap<string, readonly LineTable[]> {
    return (this.#files ??= indexFiles(this.units));
  }
}

function indexFiles(units: Units): Map<string, LineTable[]> {
  const byFile = new Map<string, LineTable[]>();
  const tables = new Set(units.all.map(it => it.lines));
  for (const table of tables) {
    for (const path of new Set(table?.header.files.map(it => it?.path))) {
      if (!table || path === undefined || path === '' || isUnitName(path)) continue;
      const known = byFile.get(path);
      if (known) known.push(table);
      else byFile.set(path, [table]);
    }
  }
  return byFile;
}

/** rustc names a codegen unit as if it were a file: `src/lib.rs/@/erc20.9f2c-cgu.0`. */
function isUnitName(path: string): boolean {
  return path.includes('/@/');
}

function lineOf(table: LineTable, row: RowIndex | undefined): number | undefined {
  return row === undefined ? undefined : table.program.rows.lines[row];
}

/** Position of the first row whose line is at least `line`. */
function lowerBound(table: LineTable, rows: readonly RowIndex[], line: number): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((lineOf(table, rows[middle]) ?? 0) < line) low = middle + 1;
    else high = middle;
  }
  return low;
}
