/** What `avm test --json` says, as far as tests in the editor show it. docs/testing.md */

import type { ReceiptView } from '../../debugger/protocol';

export interface TestReport {
  readonly scenarios: readonly ScenarioReport[];
}

export interface ScenarioReport {
  readonly file: string;
  readonly verdict: 'passed' | 'failed' | 'refused';
  /** Why it was refused, or did not come to its end. */
  readonly reason: string | null;
  readonly seconds: number;
  readonly mismatches: readonly MismatchReport[];
  /** By index of the transaction. */
  readonly failures: Readonly<Record<string, readonly FailureReport[]>>;
  readonly receipts: readonly ReceiptView[];
}

export interface MismatchReport {
  readonly transaction: number | null;
  readonly what: string;
  readonly expected: string;
  readonly actual: string;
  /** Lines and columns count from 1. */
  readonly place: { readonly source: string; readonly line: number; readonly column: number };
}

export interface FailureReport {
  readonly title: string;
  readonly detail?: string;
  readonly place?: { readonly path: string; readonly line: number; readonly column: number };
  readonly stack: readonly FrameReport[];
}

export interface FrameReport {
  readonly name: string;
  readonly path?: string;
  readonly line: number;
}

/** One thing that a test says of why it did not pass. */
export interface TestNote {
  readonly text: string;
  readonly expected?: string;
  readonly actual?: string;
  /** undefined: the scenario as a whole. */
  readonly place?: NotePlace;
  readonly stack?: readonly FrameReport[];
}

/** Lines and columns count from 1. */
export interface NotePlace {
  readonly path: string;
  readonly line: number;
  readonly column: number;
}

/** @returns undefined where it is no report: the command ended before it had one */
export function readReport(text: string): TestReport | undefined {
  try {
    const { scenarios } = JSON.parse(text) as Partial<TestReport>;
    return Array.isArray(scenarios) ? { scenarios } : undefined;
  } catch {
    return undefined;
  }
}

/** In the order of the transactions: each difference, then where the contract failed. */
export function notesOf(scenario: ScenarioReport): TestNote[] {
  const notes: TestNote[] = [];
  if (scenario.reason !== null) notes.push(reasonNote(scenario.reason));
  const transactions = new Set(scenario.mismatches.map(it => it.transaction));
  for (const index of transactions) {
    const own = scenario.mismatches.filter(it => it.transaction === index);
    notes.push(...own.map(it => mismatchNote(it, scenario.receipts)));
    notes.push(...(scenario.failures[String(index)] ?? []).map(failureNote));
  }
  return notes;
}

function mismatchNote(it: MismatchReport, receipts: readonly ReceiptView[]): TestNote {
  const { what, expected, actual, transaction } = it;
  const title = receipts.find(own => own.index === transaction)?.title;
  const where = transaction === null ? 'at the end' : `in transaction ${transaction}`;
  return {
    // The editor shows the first line beside the code.
    text: `${what}: ${actual}, not ${expected}\n${where}${title === undefined ? '' : `: ${title}`}`,
    expected,
    actual,
    place: { path: it.place.source, line: it.place.line, column: it.place.column },
  };
}

function failureNote({ title, detail, place, stack }: FailureReport): TestNote {
  return {
    text: detail === undefined ? title : `${title}: ${detail}`,
    ...(place !== undefined && { place }),
    ...(stack.length > 0 && { stack }),
  };
}

/** A problem of a scenario begins with its place, as a compiler's does; the last is where it can be mended. */
function reasonNote(reason: string): TestNote {
  const [places] = /^(?:\S.*?:\d+:\d+: )+/.exec(reason) ?? [];
  const last = [...(places ?? '').matchAll(/(\S.*?):(\d+):(\d+): /g)].at(-1);
  if (places === undefined || last === undefined) return { text: reason };
  const [, path = '', line, column] = last;
  return {
    text: reason.slice(places.length),
    place: { path, line: Number(line), column: Number(column) },
  };
}
