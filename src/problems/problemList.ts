/** The Problems view's rows of our builds, crate by crate, and of scenarios: each replaces what the last one said. */

import * as vscode from 'vscode';
import type { TypedProblem } from '../../debugger/authoring/checkScenario';
import type { RustcDiagnostic, ScenarioProblem } from '../../debugger/protocol';
import type { Problem, Range } from './diagnostics';
import { problemOf, tokenEnd } from './diagnostics';

const SEVERITIES = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
} as const;

export class ProblemList implements vscode.Disposable {
  readonly #collection = vscode.languages.createDiagnosticCollection('avm');
  readonly #scenarios = vscode.languages.createDiagnosticCollection('avm.scenarios');
  #started: readonly ScenarioProblem[] = [];
  /** By the scenario's Uri. */
  readonly #typed = new Map<string, { uri: vscode.Uri; problems: readonly TypedProblem[] }>();
  readonly #byCrate = new Map<string, Problem[]>();

  /** What is wrong with the scenario that was started last; nothing, when the next one starts. */
  showScenario(problems: readonly ScenarioProblem[]): void {
    this.#started = problems;
    this.#showScenarios();
  }

  /** The scenario is not any more what was started. */
  forgetScenario(uri: vscode.Uri): void {
    const others = this.#started.filter(it => !isSame(vscode.Uri.file(it.source), uri));
    if (others.length < this.#started.length) this.showScenario(others);
  }

  /** What is wrong with a scenario as it stands in an editor. */
  showTyped(uri: vscode.Uri, problems: readonly TypedProblem[]): void {
    if (problems.length === 0 && !this.#typed.has(`${uri}`)) return;
    if (problems.length === 0) this.#typed.delete(`${uri}`);
    else this.#typed.set(`${uri}`, { uri, problems });
    this.#showScenarios();
  }

  clear(crate: string): void {
    this.#byCrate.delete(crate);
    this.#show();
  }

  add(crate: string, diagnostic: RustcDiagnostic): void {
    const problem = problemOf(crate, diagnostic);
    if (problem === undefined) return;
    const own = this.#byCrate.get(crate);
    if (own === undefined) this.#byCrate.set(crate, [problem]);
    else own.push(problem);
    this.#show();
  }

  dispose(): void {
    this.#collection.dispose();
    this.#scenarios.dispose();
  }

  /** A place that both tell of is told of once, as the run does. */
  #showScenarios(): void {
    const all: [vscode.Uri, vscode.Diagnostic[]][] = this.#started.map(it => {
      const uri = vscode.Uri.file(it.source);
      return [uri, [scenarioDiagnostic(uri, it, SEVERITIES.error)]];
    });
    for (const { uri, problems } of this.#typed.values()) {
      const started = this.#started.filter(it => isSame(vscode.Uri.file(it.source), uri));
      const isNews = (one: ScenarioProblem) =>
        !started.some(it => it.line === one.line && it.column === one.column);
      all.push([uri, problems.filter(isNews).map(it => typedDiagnostic(uri, it))]);
    }
    this.#scenarios.clear();
    this.#scenarios.set(all);
  }

  #show(): void {
    const byFile = new Map<string, Problem[]>();
    for (const problem of [...this.#byCrate.values()].flat()) {
      byFile.set(problem.path, [...(byFile.get(problem.path) ?? []), problem]);
    }
    this.#collection.clear();
    for (const [path, problems] of byFile) {
      this.#collection.set(vscode.Uri.file(path), problems.map(diagnosticOf));
    }
  }
}

function typedDiagnostic(uri: vscode.Uri, it: TypedProblem): vscode.Diagnostic {
  if (!it.isOfBuild) return scenarioDiagnostic(uri, it, SEVERITIES.error);
  const message = `${it.message}\nSo says the contract as it was built last.`;
  return scenarioDiagnostic(uri, { ...it, message }, SEVERITIES.warning);
}

function isSame(a: vscode.Uri, b: vscode.Uri): boolean {
  return `${a}` === `${b}`;
}

function scenarioDiagnostic(
  uri: vscode.Uri,
  { line, column, message }: ScenarioProblem,
  severity: vscode.DiagnosticSeverity,
): vscode.Diagnostic {
  const row = Math.max(0, line - 1);
  const start = Math.max(0, column - 1);
  const end = tokenEnd(lineOf(uri, row), start);
  const range = new vscode.Range(row, start, row, end);
  const diagnostic = new vscode.Diagnostic(range, message, severity);
  diagnostic.source = 'aVM';
  return diagnostic;
}

/** Of a file that is open in an editor; empty where it is not. */
function lineOf(uri: vscode.Uri, row: number): string {
  const document = vscode.workspace.textDocuments.find(it => isSame(it.uri, uri));
  return document !== undefined && row < document.lineCount ? document.lineAt(row).text : '';
}

function diagnosticOf(problem: Problem): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(
    rangeOf(problem.range),
    problem.message,
    SEVERITIES[problem.severity],
  );
  diagnostic.source = 'rustc';
  if (problem.code !== undefined) diagnostic.code = codeOf(problem.code);
  diagnostic.relatedInformation = problem.related.map(
    it =>
      new vscode.DiagnosticRelatedInformation(
        new vscode.Location(vscode.Uri.file(it.path), rangeOf(it.range)),
        it.message,
      ),
  );
  return diagnostic;
}

/** An error's number links to its explanation; a lint's name has no such page. */
function codeOf(code: string): NonNullable<vscode.Diagnostic['code']> {
  return /^E\d{4}$/.test(code)
    ? {
        value: code,
        target: vscode.Uri.parse(`https://doc.rust-lang.org/error_codes/${code}.html`),
      }
    : code;
}

function rangeOf(it: Range): vscode.Range {
  return new vscode.Range(it.startLine, it.startColumn, it.endLine, it.endColumn);
}
