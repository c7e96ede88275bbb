/** Sentences with the buttons that do something about them. Nobody waits for an answer: there may be none. */

import * as vscode from 'vscode';

export type Actions = Readonly<Record<string, () => unknown>>;

export function complain(sentence: string, actions: Actions = {}): void {
  act(vscode.window.showErrorMessage(sentence, ...Object.keys(actions)), actions);
}

/** What is refused is said. */
export async function complaining(act: () => PromiseLike<unknown>): Promise<void> {
  try {
    await act();
  } catch (error) {
    complain(error instanceof Error ? error.message : String(error));
  }
}

export function offer(sentence: string, actions: Actions): void {
  act(vscode.window.showInformationMessage(sentence, ...Object.keys(actions)), actions);
}

function act(answer: Thenable<string | undefined>, actions: Actions): void {
  void answer.then(it => it !== undefined && actions[it]?.());
}
