/** What came of the test of one scenario: plain values, for reports of every kind. */

import type { ReceiptView } from '../../protocol';
import type { Mismatch } from '../../chain/scenario/expectations';
import type { HighWaterMark } from '../../chain/highWater';
import type { FailureView } from '../failures/failureView';

/** `refused`: it could not be run at all. */
export type Verdict = 'passed' | 'failed' | 'refused';

export interface ScenarioOutcome {
  /** As given, or below what was given. */
  readonly file: string;
  readonly name: string;
  readonly verdict: Verdict;
  /** Why it was refused, or why it did not come to its end. */
  readonly reason: string | undefined;
  readonly seconds: number;
  /** Of contracts, in all transactions. */
  readonly instructions: number;
  readonly receipts: readonly ReceiptView[];
  readonly mismatches: readonly Mismatch[];
  /** Where contracts failed in transactions that are not as expected, by index of the transaction. */
  readonly failures: ReadonlyMap<number, readonly FailureView[]>;
  readonly functions: readonly FunctionUse[];
  readonly contracts: readonly ContractUse[];
  /** Of all that it was made of; undefined where it was refused. */
  readonly fingerprint: string | undefined;
}

/** All calls of one function of one contract. */
export interface FunctionUse {
  /** Name of its executable; the address where its program is not known. */
  readonly contract: string;
  readonly name: string;
  readonly calls: number;
  /** Of all calls, without those that they make in turn. */
  readonly instructions: bigint;
  /** Of the dearest call, with all that it calls. */
  readonly mostGas: bigint;
  /** On this machine, of all calls, with all that they call. */
  readonly seconds: number;
  readonly mark: HighWaterMark;
}

export interface ContractUse {
  /** Of its executable. */
  readonly name: string;
  /** Bytes that an account's code takes. */
  readonly codeBytes: number;
}

/** An outcome without a run. */
export function refusedOutcome(file: string, name: string, reason: string): ScenarioOutcome {
  return {
    file,
    name,
    verdict: 'refused',
    reason,
    seconds: 0,
    instructions: 0,
    receipts: [],
    mismatches: [],
    failures: new Map(),
    functions: [],
    contracts: [],
    fingerprint: undefined,
  };
}

/** Uses of several scenarios as one table, by contract and function. */
export function joinUses(uses: readonly FunctionUse[]): FunctionUse[] {
  const joined = new Map<string, FunctionUse>();
  for (const it of uses) {
    const key = `${it.contract}\0${it.name}`;
    const before = joined.get(key);
    joined.set(key, before === undefined ? it : joinTwo(before, it));
  }
  return [...joined.values()].sort((a, b) => compare(a, b));
}

function joinTwo(a: FunctionUse, b: FunctionUse): FunctionUse {
  return {
    ...a,
    calls: a.calls + b.calls,
    instructions: a.instructions + b.instructions,
    seconds: a.seconds + b.seconds,
    mostGas: a.mostGas > b.mostGas ? a.mostGas : b.mostGas,
    mark: {
      stackBytes: Math.max(a.mark.stackBytes, b.mark.stackBytes),
      heapBytes: maximum(a.mark.heapBytes, b.mark.heapBytes),
    },
  };
}

function maximum(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? (a ?? b) : Math.max(a, b);
}

function compare(a: FunctionUse, b: FunctionUse): number {
  if (a.contract !== b.contract) return a.contract < b.contract ? -1 : 1;
  return a.name < b.name ? -1 : 1;
}
