/**
 * What there is to name in a scenario: labels, and what its contracts' interfaces have. It is read with the chain's own
 * reader, from who there is alone, so that transactions may be half written.
 */

import type { Program } from '../chain/abi/program';
import { JsonDocument } from '../chain/jsonDocument';
import type { ScenarioFiles } from '../chain/scenario/loadScenario';
import { loadScenario } from '../chain/scenario/loadScenario';
import type { ProgramServices } from '../chain/scenario/programs';
import { loadPrograms } from '../chain/scenario/programs';
import type { Scenario } from '../chain/scenario/scenario';

/** Nothing is built: a contract is what was built last. */
export type ScenarioSources = ScenarioFiles & Omit<ProgramServices, 'build'>;

export interface KnownNames {
  readonly accounts: readonly string[];
  readonly contracts: readonly string[];
  /** By the contract's label, of those that have been built. */
  readonly programs: ReadonlyMap<string, Program>;
}

/** @param path absolute, as a Uri has it */
export async function knownNames(
  path: string,
  text: string,
  sources: ScenarioSources,
): Promise<KnownNames> {
  const { value } = new JsonDocument(text, path);
  const { extends: base, ...own } = (value ?? {}) as Partial<Record<keyof Setup, unknown>>;
  const [accounts, contracts] = [objectOf(own.accounts), objectOf(own.contracts)];
  const setup: Setup = {
    version: 1,
    ...(base !== undefined && { extends: base }),
    accounts,
    contracts,
    transactions: [],
  };
  const scenario = await loadSetup(path, JSON.stringify(setup), sources);
  if (scenario === undefined) {
    return {
      accounts: Object.keys(accounts),
      contracts: Object.keys(contracts),
      programs: new Map(),
    };
  }
  return {
    accounts: scenario.accounts.map(it => it.label),
    contracts: scenario.contracts.map(it => it.label),
    programs: await builtPrograms(scenario, path, sources),
  };
}

/** Of contracts that cannot be had nothing is known, which is no mistake before they are built. */
export async function builtPrograms(
  scenario: Scenario,
  path: string,
  sources: ScenarioSources,
): Promise<Map<string, Program>> {
  const found = new Map<string, Program>();
  for (const contract of scenario.contracts) {
    const alone = { ...scenario, contracts: [contract] };
    const programs = await loadPrograms(alone, sources.resolvePath(path, '..'), sources).catch(
      () => [],
    );
    for (const [label, it] of programs) found.set(label, it);
  }
  return found;
}

/** The members of a scenario that say who there is. */
interface Setup {
  readonly version: 1;
  readonly extends?: unknown;
  readonly accounts: object;
  readonly contracts: object;
  readonly transactions: readonly never[];
}

/** Whatever somebody has written so far. */
function objectOf(value: unknown): object {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}

function loadSetup(
  path: string,
  setup: string,
  sources: ScenarioSources,
): Promise<Scenario | undefined> {
  const bytes = new TextEncoder().encode(setup);
  const readFile = (it: string): Promise<Uint8Array> =>
    it === path ? Promise.resolve(bytes) : sources.readFile(it);
  return loadScenario(path, { ...sources, readFile }).catch(() => undefined);
}
