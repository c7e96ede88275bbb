/** Sentences with the button that does something about them. */

import * as vscode from 'vscode';

export type Actions = Readonly<Record<string, () => unknown>>;

export function complain(sentence: string, actions: Actions = {}): void {
  void vscode.window
    .showErrorMessage(sentence, ...Object.keys(actions))
    .then(it => it !== undefined && actions[it]?.());
}

/** @returns what the chosen action returns; undefined where none was chosen */
export async function offer<T>(
  sentence: string,
  button: string,
  action: () => Promise<T>,
): Promise<T | undefined> {
  const chosen = await vscode.window.showInformationMessage(sentence, button);
  return chosen === button ? action() : undefined;
}
