/** What came of a scenario, on a terminal: a line if it passed, everything that helps if it did not. */

import type { Mismatch } from '../../chain/scenario/expectations';
import { formatProblem } from '../../chain/scenario/problems';
import type { ReceiptView } from '../../protocol';
import type { Terminal } from '../terminal';
import type { FailureFrame, FailureView } from '../failures/failureView';
import { shownPath, shownText } from '../shownPath';
import type { ScenarioOutcome } from './outcome';

const WORDS = { passed: 'pass', failed: 'FAIL', refused: 'FAIL' } as const;

export function printOutcome(it: ScenarioOutcome, terminal: Terminal): void {
  terminal.line(outcomeLine(it, terminal));
  if (it.reason !== undefined) {
    for (const line of shownText(it.reason).split('\n')) terminal.line(`      ${line}`);
  }
  for (const index of indices(it.mismatches)) printTransaction(it, index, terminal);
}

/** The scenario, what came of it, and how long it took. */
export function outcomeLine(it: ScenarioOutcome, terminal: Pick<Terminal, 'style'>): string {
  const word = terminal.style(it.verdict === 'passed' ? 'green' : 'red', WORDS[it.verdict]);
  const count = `${it.receipts.length} transaction${it.receipts.length === 1 ? '' : 's'}`;
  const time = terminal.style('dim', `${count}, ${formatSeconds(it.seconds)}`);
  return `${word}  ${it.file}  ${it.verdict === 'refused' ? '' : time}`.trimEnd();
}

export function formatSeconds(seconds: number): string {
  if (seconds < 0.001) return `${Math.round(seconds * 1e6)} µs`;
  return seconds < 1 ? `${Math.round(seconds * 1000)} ms` : `${seconds.toFixed(1)} s`;
}

/** Each transaction of which something differs once, in order; what is about an end comes last. */
function indices(mismatches: readonly Mismatch[]): (number | undefined)[] {
  return [...new Set(mismatches.map(it => it.transaction))];
}

function printTransaction(
  it: ScenarioOutcome,
  index: number | undefined,
  terminal: Terminal,
): void {
  const receipt = it.receipts.find(own => own.index === index);
  terminal.line('');
  terminal.line(`  ${heading(index, receipt, terminal)}`);
  for (const own of it.mismatches.filter(other => other.transaction === index)) {
    printMismatch(own, terminal);
  }
  const failures = index === undefined ? [] : (it.failures.get(index) ?? []);
  printFailures(failures, terminal);
}

function heading(
  index: number | undefined,
  receipt: ReceiptView | undefined,
  terminal: Terminal,
): string {
  if (index === undefined) return 'at the end';
  if (receipt === undefined) return `transaction ${index}`;
  return `transaction ${index}: ${receipt.title}  ${terminal.style('yellow', receipt.status)}`;
}

function printMismatch(it: Mismatch, terminal: Terminal): void {
  terminal.line(`    ${it.what}  ${terminal.style('dim', placeText(it))}`);
  for (const line of it.expected.split('\n')) {
    terminal.line(`      ${terminal.style('green', `- ${line}`)}`);
  }
  for (const line of shownText(it.actual).split('\n')) {
    terminal.line(`      ${terminal.style('red', `+ ${line}`)}`);
  }
}

/** `scenarios/a.scenario.json:12:5`, which a terminal can open. */
function placeText({ place }: Mismatch): string {
  return formatProblem({ ...place, message: '' }).replace(/: $/, '');
}

/** Of one transaction, the deepest call first. A contract that calls itself may fail sixty times in one place. */
export function printFailures(failures: readonly FailureView[], terminal: Terminal): void {
  for (let at = 0; at < failures.length;) {
    const first = failures[at];
    if (first === undefined) return;
    const next = failures.findIndex((it, index) => index > at && !isSameFailure(it, first));
    const times = (next < 0 ? failures.length : next) - at;
    printFailure(first, times, terminal);
    at += times;
  }
}

function isSameFailure(it: FailureView, first: FailureView): boolean {
  const key = ({ title, detail, place }: FailureView): string =>
    JSON.stringify([title, detail, place]);
  return it.stack.length === 0 && key(it) === key(first);
}

function printFailure(
  { title, detail, place, stack, framesLeftOut }: FailureView,
  times: number,
  terminal: Terminal,
): void {
  terminal.line('');
  // What a comparison of two values says takes lines of its own.
  const text = shownText(sentence(title, detail)).replaceAll('\n', '\n    ');
  const often = times === 1 ? '' : `  ${times} times, one call in another`;
  terminal.line(`    ${terminal.style('bold', text)}${often}`);
  if (place?.text !== undefined) {
    const number = String(place.line);
    const column = place.column > 0 ? `:${place.column}` : '';
    terminal.line(`    ${shownPath(place.path)}:${place.line}${column}`);
    terminal.line(`      ${number} | ${place.text}`);
    if (place.column > 0) {
      const caret = terminal.style('red', '^');
      terminal.line(`      ${' '.repeat(number.length)} | ${' '.repeat(place.column - 1)}${caret}`);
    }
  }
  for (const it of stack) printFrame(it, terminal);
  if (framesLeftOut > 0) {
    const frames = `${framesLeftOut} more frame${framesLeftOut === 1 ? '' : 's'}`;
    terminal.line(terminal.style('dim', `      and ${frames} further out`));
  }
}

/** `token panicked: insufficient`, or `token panicked at src/main.rs:3:5: …`, as Rust's own panics begin. */
function sentence(title: string, detail: string | undefined): string {
  if (detail === undefined) return title;
  const ending = title.slice(title.lastIndexOf(' ') + 1);
  return detail.startsWith(`${ending} `)
    ? `${title}${detail.slice(ending.length)}`
    : `${title}: ${detail}`;
}

function printFrame(it: FailureFrame, terminal: Terminal): void {
  const { name, path, line, isForeign, times } = it;
  const where = path === undefined || line === 0 ? '' : `  ${shownPath(path)}:${line}`;
  const often = times === 1 ? '' : `  ${times} times`;
  const text = `      at ${name}${where}${often}`;
  terminal.line(isForeign ? terminal.style('dim', text) : text);
}
