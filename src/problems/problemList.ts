/** The Problems view's rows of our builds, crate by crate: a build replaces what the crate's last one said. */

import * as vscode from 'vscode';
import type { RustcDiagnostic } from '../../debugger/protocol';
import type { Problem, Range } from './diagnostics';
import { problemOf } from './diagnostics';

const SEVERITIES = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
} as const;

export class ProblemList implements vscode.Disposable {
  readonly #collection = vscode.languages.createDiagnosticCollection('avm');
  readonly #byCrate = new Map<string, Problem[]>();

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
