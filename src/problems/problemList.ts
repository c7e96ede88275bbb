/** The Problems view's rows of our builds, crate by crate, and of scenarios: each replaces what the last one said. */

import * as vscode from 'vscode';
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
  readonly #byCrate = new Map<string, Problem[]>();

  /** What is wrong with the scenario that was started last; nothing, when the next one starts. */
  showScenario(problems: readonly ScenarioProblem[]): void {
    const byFile = new Map<string, vscode.Diagnostic[]>();
    for (const it of problems) {
      const own = byFile.get(it.source) ?? [];
      byFile.set(it.source, [...own, scenarioDiagnostic(it)]);
    }
    this.#scenarios.clear();
    for (const [path, own] of byFile) this.#scenarios.set(vscode.Uri.file(path), own);
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

function scenarioDiagnostic({ source, line, column, message }: ScenarioProblem): vscode.Diagnostic {
  const row = Math.max(0, line - 1);
  const start = Math.max(0, column - 1);
  const end = tokenEnd(lineOf(source, row), start);
  const range = new vscode.Range(row, start, row, end);
  const diagnostic = new vscode.Diagnostic(range, message, vscode.DiagnosticSeverity.Error);
  diagnostic.source = 'aVM';
  return diagnostic;
}

/** Of a file that is open in an editor; empty where it is not. */
function lineOf(path: string, row: number): string {
  const document = vscode.workspace.textDocuments.find(it => it.uri.fsPath === path);
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
