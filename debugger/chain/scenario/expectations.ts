/** Compares receipts, and the state after each, with what a scenario expects. */

import type { ContractAbi } from '../abi/contractAbi';
import { EMPTY_ABI } from '../abi/contractAbi';
import type { Labels } from '../abi/value';
import type { Address } from '../address';
import type { Receipt } from '../receipt';
import type { ChainState } from '../state';
import { checkState } from './expectedState';
import { checkReceipt } from './expectedReceipt';
import type { Path } from './document';
import type { ScenarioProblem } from './problems';
import type { ResolvedScenario } from './resolve';
import type { Expectation } from './scenario';

/** One difference. */
export interface Mismatch {
  /** Index of the transaction in the bundle. */
  readonly transaction: number;
  /** What differs, as the scenario spells it: `status`, `events[0].fields.value`. */
  readonly what: string;
  readonly expected: string;
  readonly actual: string;
  /** Where the scenario says so. */
  readonly place: ScenarioProblem;
}

/** What every single check gets. */
export interface Check {
  readonly expect: Expectation;
  readonly receipt: Receipt;
  readonly resolved: ResolvedScenario;
  readonly labels: Labels;
  /** The interface of whatever stands at an address after the transaction. */
  readonly abiOf: (address: Address) => ContractAbi;
  /** Reports a difference; the path is below `expect`. */
  readonly differ: (path: Path, expected: string, actual: string) => void;
}

/** `status: expected success, got panicked (insufficient)`. */
export function formatMismatch(it: Mismatch): string {
  return `${it.what}: expected ${it.expected}, got ${it.actual}`;
}

/**
 * All differences, in the order of the bundle. State is checked after each transaction by replaying what the
 * receipts say was written, so that it does not matter how far the run has gone.
 */
export function checkExpectations(
  resolved: ResolvedScenario,
  receipts: readonly Receipt[],
): Mismatch[] {
  const state = resolved.genesis.clone();
  return resolved.scenario.transactions.flatMap((it, index) => {
    const receipt = receipts.find(own => own.index === index);
    if (receipt === undefined) return it.expect === undefined ? [] : [missing(resolved, index)];
    state.apply(receipt.writes);
    return checkTransaction(resolved, receipt, state);
  });
}

/** The differences of one receipt, with the state as it is right after it. */
export function checkTransaction(
  resolved: ResolvedScenario,
  receipt: Receipt,
  stateAfter: ChainState,
): Mismatch[] {
  const expect = resolved.scenario.transactions[receipt.index]?.expect;
  if (expect === undefined) return [];
  const found: Mismatch[] = [];
  const differ: Check['differ'] = (path, expected, actual) => {
    found.push({
      transaction: receipt.index,
      what: formatPath(path),
      expected,
      actual,
      place: placeOf(resolved, receipt.index, path, `expected ${expected}, got ${actual}`),
    });
  };
  const abiOf = (address: Address): ContractAbi =>
    resolved.programs.get(stateAfter.codeHash(address))?.abi ?? EMPTY_ABI;
  const check: Check = { expect, receipt, resolved, labels: resolved.labels, abiOf, differ };
  checkReceipt(check);
  checkState(check, stateAfter);
  return found;
}

function missing(resolved: ResolvedScenario, index: number): Mismatch {
  const expected = 'a receipt';
  const actual = 'none: the run ended before this transaction';
  const place = placeOf(resolved, index, [], `expected ${expected}, got ${actual}`);
  return { transaction: index, what: 'receipt', expected, actual, place };
}

function placeOf(
  { scenario }: ResolvedScenario,
  index: number,
  path: Path,
  message: string,
): ScenarioProblem {
  return scenario.document.problem(['transactions', index, 'expect', ...path], message);
}

function formatPath(path: Path): string {
  return path
    .map((it, at) => (typeof it === 'number' ? `[${it}]` : at === 0 ? it : `.${it}`))
    .join('');
}
