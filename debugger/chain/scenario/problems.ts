/** What is wrong with a scenario file: where, what, and what would be right. All of it at once, not the first only. */

export interface ScenarioProblem {
  /** The file. */
  readonly source: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  readonly message: string;
}

/** The file does not say a scenario. Thrown by parseScenario and resolveScenario only. */
export class ScenarioError extends Error {
  override readonly name = 'ScenarioError';

  constructor(readonly problems: readonly ScenarioProblem[]) {
    super(problems.map(formatProblem).join('\n'));
  }
}

export function formatProblem(it: ScenarioProblem): string {
  return `${it.source}:${it.line}:${it.column}: ${it.message}`;
}

/** `a`, `b` or `c`. */
export function listNames(names: readonly string[]): string {
  const quoted = names.map(it => JSON.stringify(it));
  const last = quoted.pop() ?? 'nothing';
  return quoted.length === 0 ? last : `${quoted.join(', ')} or ${last}`;
}

/** The known name that was probably meant, within two edits. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  const ranked = known
    .map(it => ({ name: it, distance: editDistance(name.toLowerCase(), it.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance);
  const best = ranked[0];
  return best !== undefined && best.distance <= Math.max(2, name.length / 3)
    ? best.name
    : undefined;
}

/** `did you mean "x"?` or the whole list. */
export function suggest(name: string, known: readonly string[]): string {
  const nearest = nearestName(name, known);
  if (nearest !== undefined) return `did you mean ${JSON.stringify(nearest)}?`;
  return known.length === 0 ? 'there are none' : `known: ${listNames(known)}`;
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
