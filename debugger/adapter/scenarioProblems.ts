/** What is wrong with a scenario, for a client that lists it beside the text. */

import type { ScenarioProblem } from '../protocol';
import { nameOfPath } from '../shared/pathText';

/**
 * @returns none where it was something else, or is about a file that is no scenario: a mark in somebody's Rust would stay
 *   there. The error comes from a layer that this one does not see
 */
export function scenarioProblems(error: unknown): readonly ScenarioProblem[] {
  if (!(error instanceof Error) || error.name !== 'ScenarioError') return [];
  const { problems } = error as { problems?: unknown };
  const all = Array.isArray(problems) ? (problems as ScenarioProblem[]) : [];
  return all.filter(it => it.source.endsWith('.json'));
}

/** The first of them alone: the others are in the list. */
export function problemsSentence([first, ...rest]: readonly ScenarioProblem[]): string | undefined {
  if (first === undefined) return undefined;
  const sentence = `${nameOfPath(first.source)}, line ${first.line}: ${first.message}`;
  return rest.length === 0 ? sentence : `${sentence}\n${rest.length} more in Problems`;
}
