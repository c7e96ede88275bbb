/** The outcomes as JSON, version 1: members may be added under the same number. */

import type { LineCoverage } from '../../engine/coverage';
import { coverageTable } from '../../engine/coverageReport';
import type { ScenarioOutcome } from './outcome';

export function outcomesJson(
  outcomes: readonly ScenarioOutcome[],
  coverage: LineCoverage | undefined,
): string {
  const failed = outcomes.filter(it => it.verdict !== 'passed').length;
  const json = {
    version: 1,
    passed: outcomes.length - failed,
    failed,
    scenarios: outcomes.map(scenarioJson),
    ...(coverage && { coverage: coverageTable(coverage) }),
  };
  return JSON.stringify(json, undefined, 2);
}

function scenarioJson(it: ScenarioOutcome): object {
  return {
    file: it.file,
    name: it.name,
    verdict: it.verdict,
    reason: it.reason ?? null,
    seconds: it.seconds,
    instructions: it.instructions,
    gas: it.receipts.reduce((sum, own) => sum + BigInt(own.gasUsed), 0n).toString(),
    mismatches: it.mismatches.map(({ transaction, what, expected, actual, place }) => ({
      transaction: transaction ?? null,
      what,
      expected,
      actual,
      place: { source: place.source, line: place.line, column: place.column },
    })),
    failures: Object.fromEntries(it.failures),
    receipts: it.receipts,
    functions: it.functions.map(own => ({
      contract: own.contract,
      name: own.name,
      calls: own.calls,
      instructions: own.instructions.toString(),
      mostGas: own.mostGas.toString(),
      seconds: own.seconds,
      stackBytes: own.mark.stackBytes,
      heapBytes: own.mark.heapBytes ?? null,
    })),
    contracts: it.contracts,
  };
}
