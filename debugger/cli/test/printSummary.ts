/** The end of `avm test` on a terminal: what functions cost, how large contracts are, how many scenarios passed. */

import type { Terminal } from '../terminal';
import type { ContractUse, FunctionUse, ScenarioOutcome } from './outcome';
import { joinUses } from './outcome';
import { formatSeconds } from './printOutcome';
import { printTable } from '../table';

export interface SummaryOptions {
  /** Whether the tables are wanted, beside the line at the end. */
  readonly hasTables: boolean;
}

export function printSummary(
  outcomes: readonly ScenarioOutcome[],
  { hasTables }: SummaryOptions,
  terminal: Terminal,
): void {
  if (hasTables) printTables(outcomes, terminal);
  terminal.line('');
  terminal.line(lastLine(outcomes, terminal));
}

function printTables(outcomes: readonly ScenarioOutcome[], terminal: Terminal): void {
  const run = outcomes.filter(it => it.receipts.length > 0);
  if (run.length > 0) {
    terminal.line('');
    printScenarios(run, terminal);
  }
  const functions = joinUses(outcomes.flatMap(it => it.functions));
  if (functions.length > 0) {
    terminal.line('');
    printFunctions(functions, terminal);
  }
  const contracts = uniqueContracts(outcomes.flatMap(it => it.contracts));
  if (contracts.length > 0) {
    terminal.line('');
    printTable(
      {
        head: ['Contract', 'Code'],
        rows: contracts.map(it => [it.name, bytes(it.codeBytes)]),
        numeric: [1],
      },
      terminal,
    );
  }
}

function printScenarios(outcomes: readonly ScenarioOutcome[], terminal: Terminal): void {
  const rows = outcomes.map(it => [
    it.name,
    grouped(it.receipts.length),
    grouped(it.instructions),
    grouped(it.receipts.reduce((sum, own) => sum + BigInt(own.gasUsed), 0n)),
    formatSeconds(it.seconds),
  ]);
  const head = ['Scenario', 'Transactions', 'Instructions', 'Gas', 'Time'];
  printTable({ head, rows, numeric: [1, 2, 3, 4] }, terminal);
}

function printFunctions(functions: readonly FunctionUse[], terminal: Terminal): void {
  const rows = functions.map(it => [
    it.contract,
    it.name,
    grouped(it.calls),
    grouped(it.instructions / BigInt(it.calls)),
    grouped(it.mostGas),
    formatSeconds(it.seconds / it.calls),
    bytes(it.mark.stackBytes),
    it.mark.heapBytes === undefined ? '' : bytes(it.mark.heapBytes),
  ]);
  const head = [
    'Contract',
    'Function',
    'Calls',
    'Instructions',
    'Most gas',
    'Time',
    'Stack',
    'Heap',
  ];
  printTable({ head, rows, numeric: [2, 3, 4, 5, 6, 7] }, terminal);
}

function lastLine(outcomes: readonly ScenarioOutcome[], terminal: Terminal): string {
  const failed = outcomes.filter(it => it.verdict !== 'passed').length;
  const passed = outcomes.length - failed;
  const seconds = outcomes.reduce((sum, it) => sum + it.seconds, 0);
  const transactions = outcomes.reduce((sum, it) => sum + it.receipts.length, 0);
  const text = `${passed} passed${failed > 0 ? `, ${failed} failed` : ''}`;
  const verdict = terminal.style(failed === 0 ? 'green' : 'red', text);
  if (transactions === 0) return verdict;
  return `${verdict}; ${grouped(transactions)} transactions in ${formatSeconds(seconds)}`;
}

/** Executables of one name may be of several sizes: the largest is told. */
function uniqueContracts(contracts: readonly ContractUse[]): ContractUse[] {
  const largest = new Map<string, ContractUse>();
  for (const it of contracts) {
    const known = largest.get(it.name);
    if (known === undefined || known.codeBytes < it.codeBytes) largest.set(it.name, it);
  }
  return [...largest.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function bytes(count: number): string {
  return `${grouped(count)} B`;
}

/** `1,234,567`: thousands apart, the same in every language. */
function grouped(number: bigint | number): string {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ',');
}
