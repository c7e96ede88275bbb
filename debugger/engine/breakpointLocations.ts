/** Where breakpoints of a file can stand. [DAP breakpointLocations] */

import type { Target } from './target';

/** Where code begins between two lines, both included; by line and column, from 1. */
export function breakpointLocations(
  { modules, sources }: Target,
  path: string,
  line: number,
  endLine: number,
): { line: number; column: number }[] {
  const places = modules.flatMap(module =>
    sources
      .recordedAs(module, path)
      .flatMap(file => module.info.linesWithCode(file, line, endLine))
      .map(it => ({ line: it.line, column: Math.max(1, it.column) })),
  );
  const unique = new Map(places.map(it => [`${it.line}:${it.column}`, it]));
  return [...unique.values()].sort((a, b) => a.line - b.line || a.column - b.column);
}

/** Lines of a file that frames may stand on, in no order; quick, also in large programs. */
export function linesOfFrames({ modules, sources }: Target, path: string): number[] {
  return modules.flatMap(module =>
    sources.recordedAs(module, path).flatMap(file => module.info.statementLines(file)),
  );
}
