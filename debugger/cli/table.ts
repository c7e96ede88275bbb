/** Columns on a terminal. */

import type { Terminal } from './terminal';

export interface Table {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Columns that are set flush right. */
  readonly numeric: readonly number[];
}

export function printTable({ head, rows, numeric }: Table, terminal: Terminal): void {
  const widths = head.map((it, column) =>
    Math.max(it.length, ...rows.map(row => (row[column] ?? '').length)),
  );
  const set = (cells: readonly string[]): string =>
    widths
      .map((width, column) => {
        const cell = cells[column] ?? '';
        return numeric.includes(column) ? cell.padStart(width) : cell.padEnd(width);
      })
      .join('  ')
      .trimEnd();
  terminal.line(terminal.style('dim', set(head)));
  for (const row of rows) terminal.line(set(row));
}
