/** Coverage as others read it: LCOV's tracefile for tools, a table for a person. */

import type { CoveredFile, LineCoverage } from './coverage';

/** Of one file, or of all. */
export interface CoverageRow {
  readonly path: string;
  readonly lines: number;
  readonly linesHit: number;
  readonly functions: number;
  readonly functionsHit: number;
  /** Lines with code that was never executed, as ranges: `12`, `30-34`. */
  readonly missed: readonly string[];
}

/** A tracefile, as `genhtml` and editors read it. [geninfo(1) FILES] */
export function lcov(coverage: LineCoverage): string {
  return coverage.files().map(record).join('');
}

/** A row per file; the last row is the sum of all. */
export function coverageTable(coverage: LineCoverage): CoverageRow[] {
  const rows = coverage.files().map(row);
  const sum = (of: (it: CoverageRow) => number): number => rows.reduce((a, it) => a + of(it), 0);
  const total = {
    path: 'all files',
    lines: sum(it => it.lines),
    linesHit: sum(it => it.linesHit),
    functions: sum(it => it.functions),
    functionsHit: sum(it => it.functionsHit),
    missed: [],
  };
  return [...rows, total];
}

function record(file: CoveredFile): string {
  const { path, lines, functions } = file;
  const { lines: found, linesHit, functions: functionsFound, functionsHit } = row(file);
  return [
    'TN:',
    `SF:${path}`,
    ...functions.map(it => `FN:${it.line},${it.name}`),
    ...functions.map(it => `FNDA:${it.count},${it.name}`),
    `FNF:${functionsFound}`,
    `FNH:${functionsHit}`,
    ...[...lines].map(([line, count]) => `DA:${line},${count}`),
    `LF:${found}`,
    `LH:${linesHit}`,
    'end_of_record',
    '',
  ].join('\n');
}

function row({ path, lines, functions }: CoveredFile): CoverageRow {
  const isHit = (count: number): boolean => count > 0;
  return {
    path,
    lines: lines.size,
    linesHit: [...lines.values()].filter(isHit).length,
    functions: functions.length,
    functionsHit: functions.filter(it => isHit(it.count)).length,
    missed: missedRanges(lines),
  };
}

/** Lines without code between two missed ones do not end a range. */
function missedRanges(lines: ReadonlyMap<number, number>): string[] {
  const ranges: string[] = [];
  let first: number | undefined;
  let last = 0;
  const close = (): void => {
    if (first !== undefined) ranges.push(first === last ? String(first) : `${first}-${last}`);
    first = undefined;
  };
  for (const [line, count] of lines) {
    if (count > 0) close();
    else {
      first ??= line;
      last = line;
    }
  }
  close();
  return ranges;
}
