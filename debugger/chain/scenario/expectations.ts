/** Compares receipts, and the state after each, with what a scenario expects. */

import type { ContractAbi } from '../abi/contractAbi';
import { EMPTY_ABI } from '../abi/contractAbi';
import type { Labels } from '../abi/value';
import type { Json } from '../abi/valueJson';
import type { Address } from '../address';
import type { Receipt } from '../receipt';
import type { ChainState } from '../state';
import type { Path } from '../jsonDocument';
import { checkState } from './expectedState';
import { checkReceipt } from './expectedReceipt';
import type { ScenarioProblem } from './problems';
import { referencesIn, replaceReferences } from './references';
import type { ResolvedScenario } from './resolve';
import type { Expectation, Milestone, Place, StateExpectation } from './scenario';

/** One difference. */
export interface Mismatch {
  /** Index of the transaction in the bundle; undefined where it is about the state at an end. */
  readonly transaction: number | undefined;
  /** What differs, as the scenario spells it: `status`, `events[0].fields.value`. */
  readonly what: string;
  readonly expected: string;
  readonly actual: string;
  /** Where the scenario says so, with a line for a person. */
  readonly place: ScenarioProblem;
  /** What would be expected if it were right as it is. */
  readonly golden: Golden | undefined;
}

/** A value in a scenario's file. */
export interface Golden extends Place {
  readonly value: Json;
}

/**
 * Reports a difference; the path is below `expect`.
 * The JSON is what the scenario would say of the actual value, where it has a word for it.
 */
export type Differ = (path: Path, expected: string, actual: string, golden?: Json) => void;

/** What every check of a state gets. */
export interface StateCheck {
  readonly expect: StateExpectation;
  readonly resolved: ResolvedScenario;
  readonly labels: Labels;
  /** The interface of whatever stands at an address in that state. */
  readonly abiOf: (address: Address) => ContractAbi;
  readonly differ: Differ;
}

/** What every check of a receipt gets. */
export interface Check extends StateCheck {
  readonly expect: Expectation;
  readonly receipt: Receipt;
}

/** `status: expected success, got panicked (insufficient)`. */
export function formatMismatch(it: Mismatch): string {
  return `${it.what}: expected ${it.expected}, got ${it.actual}`;
}

/**
 * All differences, in the order of the bundle, but for state roots: `checkRoots`. State is checked after each transaction by replaying what the
 * receipts say was written, so that it does not matter how far the run has gone.
 */
export function checkExpectations(
  resolved: ResolvedScenario,
  receipts: readonly Receipt[],
): Mismatch[] {
  const state = resolved.genesis.clone();
  const byIndex = new Map(receipts.map(it => [it.index, it]));
  const found = checkMilestones(resolved, 0, { receipts, stateAfter: state });
  for (const index of resolved.scenario.transactions.keys()) {
    const receipt = byIndex.get(index);
    if (receipt === undefined) {
      found.push(...missing(resolved, index, receipts));
      continue;
    }
    state.apply(receipt.writes, receipt.before.accounts);
    found.push(...checkAfter(resolved, receipt, { receipts, stateAfter: state }));
  }
  return found;
}

/** Where a transaction has led. */
export interface After {
  /** Of the transaction and those before it. */
  readonly receipts: readonly Receipt[];
  readonly stateAfter: ChainState;
}

/** All that a scenario says of the moment after a transaction: of its receipt, and of the state there. */
export function checkAfter(resolved: ResolvedScenario, receipt: Receipt, after: After): Mismatch[] {
  return [
    ...checkTransaction(resolved, receipt, after),
    ...checkMilestones(resolved, receipt.index + 1, after),
  ];
}

/** Whether the scenario says anything of that moment. */
export function isAnythingExpected({ scenario }: ResolvedScenario, transaction: number): boolean {
  const { transactions, milestones } = scenario;
  return (
    transactions[transaction]?.expect !== undefined ||
    milestones.some(it => it.after === transaction + 1)
  );
}

/** The differences of one receipt, with the state as it is right after it. */
export function checkTransaction(
  resolved: ResolvedScenario,
  receipt: Receipt,
  { receipts, stateAfter }: After,
): Mismatch[] {
  const it = resolved.scenario.transactions[receipt.index];
  if (it?.expect === undefined) return [];
  const { document, path } = it.place;
  const place: Place = { document, path: [...path, 'expect'] };
  const found: Mismatch[] = [];
  const differ = collect(found, place, receipt.index);
  const expect = withValues(it.expect, { resolved, receipts }, differ);
  if (expect === undefined) return found;
  const check: Check = { ...surroundings(resolved, stateAfter), expect, receipt, differ };
  checkReceipt(check);
  checkState(check, stateAfter);
  return found;
}

/** The roots of the state that the scenario expects. They take hashing, for which a store may have to be waited. */
export async function checkRoots(
  resolved: ResolvedScenario,
  receipts: readonly Receipt[],
): Promise<Mismatch[]> {
  const found: Mismatch[] = [];
  for (const { after, expect, place } of resolved.scenario.milestones) {
    const before = receipts.filter(it => it.index < after);
    if (expect.root === undefined || before.length < after) continue;
    const state = resolved.genesis.clone();
    for (const it of before) state.apply(it.writes);
    const root = await state.root();
    const wanted = expect.root.replace(/^0x/, '').toLowerCase();
    if (wanted !== root) collect(found, place, undefined)(['root'], wanted, root, root);
  }
  return found;
}

/** @param done so many transactions are over */
function checkMilestones(resolved: ResolvedScenario, done: number, after: After): Mismatch[] {
  const here = resolved.scenario.milestones.filter(it => it.after === done);
  return here.flatMap(it => checkMilestone(resolved, it, after));
}

function checkMilestone(
  resolved: ResolvedScenario,
  milestone: Milestone,
  { receipts, stateAfter: state }: After,
): Mismatch[] {
  const found: Mismatch[] = [];
  const differ = collect(found, milestone.place, undefined);
  const expect = withValues(milestone.expect, { resolved, receipts }, differ);
  if (expect === undefined) return found;
  checkState({ ...surroundings(resolved, state), expect, differ }, state);
  return found;
}

/** An expectation with the values of earlier receipts in it; undefined, and said so, where one is not there. */
function withValues<T extends Expectation>(
  expect: T,
  { resolved, receipts }: { resolved: ResolvedScenario; receipts: readonly Receipt[] },
  differ: Differ,
): T | undefined {
  const replaced = replaceReferences(expect as unknown as Json, resolved.valuesAfter(receipts));
  if ('value' in replaced) return replaced.value as unknown as T;
  differ([], 'a value of an earlier receipt', replaced.why);
  return undefined;
}

function surroundings(
  resolved: ResolvedScenario,
  state: ChainState,
): Pick<StateCheck, 'resolved' | 'labels' | 'abiOf'> {
  const abiOf = (address: Address): ContractAbi =>
    resolved.programs.get(state.codeHash(address))?.abi ?? EMPTY_ABI;
  return { resolved, labels: resolved.labels, abiOf };
}

/** A difference is said where the scenario expects otherwise. */
function collect(
  found: Mismatch[],
  { document, path: base }: Place,
  transaction: number | undefined,
): Differ {
  return (path, expected, actual, golden) => {
    const at = [...base, ...path];
    found.push({
      transaction,
      what: path.length === 0 ? 'expect' : formatPath(path),
      expected,
      actual,
      place: document.problem(at, `expected ${expected}, got ${actual}`),
      golden:
        golden === undefined || isReference(document, at)
          ? undefined
          : { document, path: at, value: golden },
    });
  };
}

/** What comes from an earlier receipt is a relation between the two, and no value that was once seen. */
function isReference({ value }: Place['document'], path: Path): boolean {
  const expected = path.reduce<unknown>(
    (outer, it) => (outer as Record<string | number, unknown> | undefined)?.[it],
    value,
  );
  return referencesIn(expected).length > 0;
}

/** A transaction without a receipt: it could not be made, or the run ended before it. */
function missing(
  resolved: ResolvedScenario,
  index: number,
  receipts: readonly Receipt[],
): Mismatch[] {
  const it = resolved.scenario.transactions[index];
  if (it === undefined) return [];
  const why = resolved.whyNot(index, receipts);
  if (why === undefined && it.expect === undefined) return [];
  const { document, path } = it.place;
  const actual = why?.message ?? 'none: the run ended before this transaction';
  const place = why ?? document.problem([...path, 'expect'], `expected a receipt, got ${actual}`);
  const expected = 'a receipt';
  return [{ transaction: index, what: 'receipt', expected, actual, place, golden: undefined }];
}

function formatPath(path: Path): string {
  return path
    .map((it, at) => (typeof it === 'number' ? `[${it}]` : at === 0 ? it : `.${it}`))
    .join('');
}
