/** What is wrong with a scenario while it is typed, beyond its form, which the editor checks by the schema. */

import type { Program } from '../chain/abi/program';
import { JsonDocument } from '../chain/jsonDocument';
import { loadScenario } from '../chain/scenario/loadScenario';
import type { ScenarioProblem } from '../chain/scenario/problems';
import { formatProblem, ScenarioError } from '../chain/scenario/problems';
import { resolveScenario } from '../chain/scenario/resolve';
import type { Scenario } from '../chain/scenario/scenario';
import { schemaProblems } from '../chain/scenario/schemaProblems';
import type { ScenarioSources } from './knownNames';
import { builtPrograms } from './knownNames';

export interface TypedProblem extends ScenarioProblem {
  /** Told by what was built last, of which the source may have more by now. */
  readonly isOfBuild: boolean;
}

/**
 * @param path absolute, as a Uri has it
 * @returns problems of this file, in its order
 */
export async function checkScenario(
  path: string,
  text: string,
  sources: ScenarioSources,
): Promise<TypedProblem[]> {
  const document = new JsonDocument(text, path);
  const ownForm = [document.syntaxProblems(), document.repeatedMembers()].flat();
  if (ownForm.length > 0 || schemaProblems(document).length > 0) return [];
  try {
    const scenario = await loadScenario(path, sources);
    const programs = await builtPrograms(scenario, path, sources);
    return problemsOfBuild(scenario, programs)
      .filter(it => it.source === path)
      .map(it => ({ ...it, isOfBuild: true }));
  } catch (error) {
    if (!(error instanceof ScenarioError)) throw error;
    return error.problems
      .map(it => (it.source === path ? it : document.problem(['extends'], formatProblem(it))))
      .map(it => ({ ...it, isOfBuild: false }));
  }
}

/** Of transactions whose contract has been built. What they expect may be of others, too, so that all have to be there. */
function problemsOfBuild(
  scenario: Scenario,
  programs: ReadonlyMap<string, Program>,
): readonly ScenarioProblem[] {
  const isWhole = scenario.contracts.every(it => programs.has(it.label));
  const transactions = scenario.transactions
    .filter(({ create, call }) => isWhole || programs.has(create ?? call ?? ''))
    .map(({ expect, ...asked }) =>
      isWhole && expect !== undefined ? { ...asked, expect } : asked,
    );
  try {
    resolveScenario(
      { ...scenario, transactions, milestones: isWhole ? scenario.milestones : [] },
      programs,
    );
    return [];
  } catch (error) {
    if (error instanceof ScenarioError) return error.problems;
    throw error;
  }
}
