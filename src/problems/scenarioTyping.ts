/** Scenarios while they are typed: what is wrong goes to Problems, and names are completed. */

import * as vscode from 'vscode';
import { checkScenario } from '../../debugger/authoring/checkScenario';
import { knownNames } from '../../debugger/authoring/knownNames';
import type { Suggestion } from '../../debugger/authoring/suggestions';
import { suggestionsAt } from '../../debugger/authoring/suggestions';
import { isScenario } from '../project/scenarios';
import type { ProblemList } from './problemList';
import { sourcesAround } from './scenarioFiles';

/** Nobody wants to be told of a word that is not finished, in milliseconds. */
const PATIENCE = 400;

const KINDS: Readonly<Record<Suggestion['kind'], vscode.CompletionItemKind>> = {
  account: vscode.CompletionItemKind.Variable,
  contract: vscode.CompletionItemKind.Class,
  function: vscode.CompletionItemKind.Function,
  argument: vscode.CompletionItemKind.Field,
  slot: vscode.CompletionItemKind.Field,
  event: vscode.CompletionItemKind.Event,
  error: vscode.CompletionItemKind.EnumMember,
};

/** Every open scenario is looked at when one of them has changed, for one may extend another. */
export class ScenarioTyping implements vscode.Disposable {
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #owned: vscode.Disposable[];

  constructor(private readonly problems: ProblemList) {
    const { workspace, window, debug, languages } = vscode;
    const look = () => this.#lookSoon();
    this.#owned = [
      workspace.onDidOpenTextDocument(it => isTyped(it) && look()),
      workspace.onDidChangeTextDocument(({ document: it }) => {
        if (!isTyped(it)) return;
        // What its last run has said is of another text.
        problems.forgetScenario(it.uri);
        look();
      }),
      workspace.onDidCloseTextDocument(it => problems.showTyped(it.uri, [])),
      // What it names may have been built meanwhile.
      window.onDidChangeActiveTextEditor(it => it && isTyped(it.document) && look()),
      debug.onDidTerminateDebugSession(look),
      languages.registerCompletionItemProvider(
        { pattern: '**/*.scenario.json' },
        { provideCompletionItems: complete },
        '"',
      ),
    ];
    look();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const it of this.#owned) it.dispose();
  }

  #lookSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      for (const it of vscode.workspace.textDocuments) if (isTyped(it)) void this.#look(it);
    }, PATIENCE);
  }

  async #look(document: vscode.TextDocument): Promise<void> {
    const { uri, version } = document;
    // What cannot be read at all is told of when it runs.
    const found = await checkScenario(uri.path, document.getText(), sourcesAround(uri)).catch(
      () => [],
    );
    if (!document.isClosed && document.version === version) this.problems.showTyped(uri, found);
  }
}

function isTyped({ uri }: vscode.TextDocument): boolean {
  return isScenario(uri.path) && uri.scheme !== 'git';
}

async function complete(
  document: vscode.TextDocument,
  position: vscode.Position,
): Promise<vscode.CompletionItem[]> {
  const text = document.getText();
  const known = await knownNames(document.uri.path, text, sourcesAround(document.uri));
  const { start, end, all, areMembers } = suggestionsAt(text, document.offsetAt(position), known);
  const range = new vscode.Range(document.positionAt(start), document.positionAt(end));
  return all.map(({ name, kind, detail, docs }) => {
    const item = new vscode.CompletionItem({ label: name, description: detail }, KINDS[kind]);
    const quoted = JSON.stringify(name);
    item.range = range;
    item.filterText = quoted;
    item.insertText = areMembers && start === end ? `${quoted}: ` : quoted;
    if (docs !== undefined) item.documentation = new vscode.MarkdownString(docs);
    return item;
  });
}
