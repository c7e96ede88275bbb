/** `--coverage` and `--lcov`: which lines of the contracts have run. */

import { relative } from 'node:path';
import { LineCoverage } from '../engine/coverage';
import type { CoverageRow } from '../engine/coverageReport';
import { coverageTable, lcov } from '../engine/coverageReport';
import type { CliServices } from './services';
import { printTable } from './table';
import type { Terminal } from './terminal';

export interface CoverageOptions {
  /** Print a table. */
  readonly coverage?: boolean;
  /** Write a tracefile there. */
  readonly lcov?: string;
  /** Count the library's files too. */
  readonly coverageAll?: boolean;
  readonly json?: boolean;
}

/** Of missed ranges, as many as a line can hold. */
const MOST_MISSED = 8;

/** undefined where nobody asks for it, so that nothing is counted. */
export function createCoverage(options: CoverageOptions): LineCoverage | undefined {
  const { coverage, lcov: file, coverageAll } = options;
  if (coverage !== true && file === undefined) return undefined;
  return new LineCoverage({ all: coverageAll ?? false });
}

/** @throws Refusal where the file cannot be written */
export async function writeCoverage(
  coverage: LineCoverage | undefined,
  options: CoverageOptions,
  services: Pick<CliServices, 'resolvePath' | 'writeFile'>,
  terminal: Terminal,
): Promise<void> {
  if (coverage === undefined) return;
  if (options.coverage === true && options.json !== true) {
    printCoverage(coverageTable(coverage), terminal);
  }
  const { lcov: given } = options;
  if (given === undefined) return;
  const path = services.resolvePath(process.cwd(), given);
  await services.writeFile(path, new TextEncoder().encode(lcov(coverage)));
}

function printCoverage(rows: readonly CoverageRow[], terminal: Terminal): void {
  terminal.line();
  printTable(
    {
      head: ['File', 'Lines', '', 'Functions', '', 'Never executed'],
      rows: rows.map((it, at) => [
        at === rows.length - 1 ? it.path : relative(process.cwd(), it.path),
        `${it.linesHit}/${it.lines}`,
        percent(it.linesHit, it.lines),
        `${it.functionsHit}/${it.functions}`,
        percent(it.functionsHit, it.functions),
        shortened(it.missed),
      ]),
      numeric: [1, 2, 3, 4],
    },
    terminal,
  );
}

function shortened(missed: readonly string[]): string {
  const rest = missed.length - MOST_MISSED;
  return [...missed.slice(0, MOST_MISSED), ...(rest > 0 ? [`${rest} more`] : [])].join(', ');
}

/** Never 100 % before all of it is. */
function percent(part: number, whole: number): string {
  return whole === 0 ? '' : `${Math.floor((part * 100) / whole)} %`;
}
