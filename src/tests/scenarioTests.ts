/** Test Explorer: scenarios run, are debugged and counted there. Each is one test, since a transaction needs those before it. */

import * as vscode from 'vscode';
import { debugScenario } from './debugScenario';
import type { FileLines } from './lcov';
import { readLcov } from './lcov';
import type { FrameReport, ScenarioReport, TestNote } from './report';
import { notesOf } from './report';
import type { RunTests } from './runTests';
import { TestList } from './testList';

export class ScenarioTests implements vscode.Disposable {
  readonly #controller = vscode.tests.createTestController('avm.scenarios', 'aVM Scenarios');
  readonly #list = new TestList(this.#controller);
  readonly #lines = new WeakMap<vscode.FileCoverage, FileLines>();
  readonly #subscriptions: vscode.Disposable[] = [this.#list, this.#controller];

  constructor(private readonly runTests: RunTests) {
    // A build runs the crate's own programs: until the folder is trusted, tests are listed and not run.
    if (vscode.workspace.isTrusted) this.#offer();
    else {
      this.#subscriptions.push(vscode.workspace.onDidGrantWorkspaceTrust(() => this.#offer()));
    }
  }

  dispose(): void {
    for (const it of this.#subscriptions) it.dispose();
  }

  #offer(): void {
    const { Run, Debug, Coverage } = vscode.TestRunProfileKind;
    const profile = (name: string, kind: vscode.TestRunProfileKind, run: Handler) =>
      this.#controller.createRunProfile(name, kind, run, true);
    profile('Run', Run, (request, token) => this.#run(request, token, false));
    profile('Debug', Debug, (request, token) => this.#debug(request, token));
    const coverage = profile('Run with Coverage', Coverage, (request, token) =>
      this.#run(request, token, true),
    );
    coverage.loadDetailedCoverage = async (_run, file) => detailsOf(this.#lines.get(file));
  }

  async #run(
    request: vscode.TestRunRequest,
    token: vscode.CancellationToken,
    coverage: boolean,
  ): Promise<void> {
    const items = this.#wanted(request);
    const run = this.#controller.createTestRun(request);
    for (const it of items) run.started(it);
    const { report, lcov } = await this.runTests({
      scenarios: items.map(pathOf),
      coverage,
      said: text => run.appendOutput(text.replace(/\r?\n/g, '\r\n')),
      onCancel: stop => token.onCancellationRequested(stop),
    });
    for (const item of items) {
      const own = report?.scenarios.find(it => it.file === pathOf(item));
      if (own !== undefined) tell(run, item, own);
      else if (token.isCancellationRequested) run.skipped(item);
      else run.errored(item, new vscode.TestMessage(NO_REPORT));
    }
    for (const file of readLcov(lcov ?? '')) {
      const uri = vscode.Uri.file(file.path);
      const counted = vscode.FileCoverage.fromDetails(uri, detailsOf(file));
      this.#lines.set(counted, file);
      run.addCoverage(counted);
    }
    run.end();
  }

  /** One after the other: there is one person to look at them. */
  async #debug(request: vscode.TestRunRequest, token: vscode.CancellationToken): Promise<void> {
    const items = this.#wanted(request);
    const run = this.#controller.createTestRun(request);
    for (const it of items) run.enqueued(it);
    for (const item of items) {
      if (token.isCancellationRequested || item.uri === undefined) {
        run.skipped(item);
        continue;
      }
      run.started(item);
      const end = await debugScenario(item.uri, run);
      if (end === undefined) run.skipped(item);
      else if (end.isMet) run.passed(item);
      else run.failed(item, messageOf(item, { text: end.differences.join('\n') }));
    }
    run.end();
  }

  #wanted({ include, exclude }: vscode.TestRunRequest): vscode.TestItem[] {
    const scenarios = (items: readonly vscode.TestItem[]) =>
      items.flatMap(it => this.#list.scenarios(it));
    const left = new Set(scenarios(exclude ?? []));
    const all = include === undefined ? this.#list.all() : scenarios(include);
    return [...new Set(all)].filter(it => !left.has(it));
  }
}

type Handler = (request: vscode.TestRunRequest, token: vscode.CancellationToken) => Thenable<void>;

const NO_REPORT = 'The run ended before there was a result. What it said is in Test Results.';

function pathOf({ uri }: vscode.TestItem): string {
  return uri?.fsPath ?? '';
}

function tell(run: vscode.TestRun, item: vscode.TestItem, report: ScenarioReport): void {
  const milliseconds = report.seconds * 1000;
  const messages = notesOf(report).map(it => messageOf(item, it));
  switch (report.verdict) {
    case 'passed':
      return run.passed(item, milliseconds);
    case 'failed':
      return run.failed(item, messages, milliseconds);
    case 'refused':
      return run.errored(item, messages, milliseconds);
  }
}

function messageOf(item: vscode.TestItem, note: TestNote): vscode.TestMessage {
  const { text, expected, actual, place, stack } = note;
  const message =
    expected === undefined || actual === undefined
      ? new vscode.TestMessage(text)
      : vscode.TestMessage.diff(text, expected, actual);
  const uri = place === undefined ? item.uri : vscode.Uri.file(place.path);
  const at = positionOf(place?.line ?? 1, place?.column ?? 1);
  if (uri !== undefined) message.location = new vscode.Location(uri, at);
  if (stack !== undefined) message.stackTrace = stack.map(frameOf);
  return message;
}

function frameOf({ name, path, line }: FrameReport): vscode.TestMessageStackFrame {
  const uri = path === undefined ? undefined : vscode.Uri.file(path);
  return new vscode.TestMessageStackFrame(name, uri, line > 0 ? positionOf(line, 1) : undefined);
}

/** Lines and columns count from 1 in a report, from 0 in an editor; 0 where none is known. */
function positionOf(line: number, column: number): vscode.Position {
  return new vscode.Position(Math.max(0, line - 1), Math.max(0, column - 1));
}

function detailsOf(file: FileLines | undefined): vscode.FileCoverageDetail[] {
  if (file === undefined) return [];
  return [
    ...file.lines.map(it => new vscode.StatementCoverage(it.count, positionOf(it.line, 1))),
    ...file.functions.map(
      it => new vscode.DeclarationCoverage(it.name, it.count, positionOf(it.line, 1)),
    ),
  ];
}
