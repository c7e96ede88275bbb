/** Turns a scenario and its built programs into a state, a bundle and the labels for both. */

import type { FunctionAbi } from '../abi/contractAbi';
import type { Program } from '../abi/program';
import type { Json } from '../abi/valueJson';
import type { Address } from '../address';
import type { Receipt } from '../receipt';
import { ChainState } from '../state';
import type { Transaction } from '../transaction';
import { earlierValues } from './earlierValues';
import { expectedNameProblems } from './expectedNames';
import { Names } from './names';
import type { ScenarioProblem } from './problems';
import { ScenarioError } from './problems';
import type { Lookup } from './references';
import { referencesIn, replaceReferences } from './references';
import type { PlacedTransaction, Scenario, ScenarioTransaction } from './scenario';
import type { Pending } from './scenarioBundle';
import { ScenarioBundle } from './scenarioBundle';
import { TransactionMaker } from './transactionMaker';

export interface ResolvedScenario {
  readonly scenario: Scenario;
  /** The state before the first transaction; a run changes it. */
  readonly state: ChainState;
  /** The same, which no run changes. */
  readonly genesis: ChainState;
  readonly bundle: ScenarioBundle;
  /** The scenario's name for an address. */
  readonly labels: ReadonlyMap<Address, string>;
  readonly addressOf: (text: string) => Address | undefined;
  /** By code hash: what an account runs is told by its code, not by its label. */
  readonly programs: ReadonlyMap<string, Program>;
  /** The function that a transaction calls, by index; undefined where it calls none by name. */
  readonly functions: readonly (FunctionAbi | undefined)[];
  /** What references in the scenario stand for, after these receipts. */
  readonly valuesAfter: (receipts: readonly Receipt[]) => Lookup;
  /** Why a transaction cannot be made after these receipts, for a bundle that ended before it. */
  readonly whyNot: (index: number, receipts: readonly Receipt[]) => ScenarioProblem | undefined;
}

/**
 * @param programs by the contract's label
 * @param base the chain that the scenario's accounts are put on; an empty one unless told
 * @throws ScenarioError where a function, an argument or a type is not what the contract's ABI has
 */
export function resolveScenario(
  scenario: Scenario,
  programs: ReadonlyMap<string, Program>,
  base = new ChainState(),
): ResolvedScenario {
  const names = new Names(scenario, programs);
  const problems = expectedNameProblems(scenario, names);
  const valuesAfter = (receipts: readonly Receipt[]): Lookup =>
    earlierValues(scenario, names, receipts);
  const pending = scenario.transactions.map((it): Pending => {
    const { as: _as, expect: _expect, place: _place, block: _block, ...asked } = it;
    if (referencesIn(asked).length === 0)
      return new TransactionMaker(names, problems).transaction(it);
    new TransactionMaker(names, problems).check(it);
    return receipts => complete(it, names, valuesAfter(receipts)).transaction;
  });
  if (problems.length > 0) throw new ScenarioError(problems);
  const genesis = createGenesis(scenario, base);
  return {
    scenario,
    state: genesis.clone(),
    genesis,
    bundle: new ScenarioBundle(
      pending,
      scenario.transactions.map(it => it.block),
    ),
    labels: labelsOf(scenario),
    addressOf: names.addressOf,
    programs: new Map([...programs.values()].map(it => [it.codeHash, it])),
    functions: scenario.transactions.map((_, at) => names.functionAt(at)),
    valuesAfter,
    whyNot: (index, receipts) => {
      const it = scenario.transactions[index];
      return it && complete(it, names, valuesAfter(receipts)).problem;
    },
  };
}

/** The transaction with the values that it takes from receipts, or what is wrong with them. */
function complete(
  it: PlacedTransaction,
  names: Names,
  lookup: Lookup,
): { readonly transaction?: Transaction; readonly problem?: ScenarioProblem } {
  const { expect: _expect, place, block, ...asked } = it;
  const replaced = replaceReferences(asked as unknown as Json, lookup);
  if ('why' in replaced) return { problem: place.document.problem(place.path, replaced.why) };
  const problems: ScenarioProblem[] = [];
  const whole = { ...(replaced.value as unknown as ScenarioTransaction), place, block };
  const transaction = new TransactionMaker(names, problems).transaction(whole);
  const [problem] = problems;
  return problem === undefined ? { transaction } : { problem };
}

function createGenesis(scenario: Scenario, base: ChainState): ChainState {
  const state = base.clone();
  const accounts = scenario.accounts.map(({ label: _label, ...it }) => ({
    ...it,
    isContract: false,
    code: undefined,
  }));
  state.apply({ accounts, slots: [] });
  return state;
}

/** The first label of an address is its name. */
function labelsOf({ accounts, contracts }: Scenario): Map<Address, string> {
  const labels = new Map<Address, string>();
  for (const { address, label } of [...accounts, ...contracts]) {
    if (!labels.has(address)) labels.set(address, label);
  }
  return labels;
}
