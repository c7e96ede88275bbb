/** The scenarios of the open folders as tests: a crate each, with its scenarios below it. */

import * as vscode from 'vscode';
import { nameOf, parentOf } from '../paths';
import { findCrate } from '../project/crate';
import { filesAround } from '../project/workspaceFiles';
import { stemOf } from '../project/scenarios';
import { scenarioUris } from '../project/workspaceScenarios';

/** More than a workspace has that a person wrote. */
const MAX_TESTS = 5000;

export class TestList implements vscode.Disposable {
  readonly #watcher = vscode.workspace.createFileSystemWatcher('**/*.scenario.json');
  readonly #subscriptions: readonly vscode.Disposable[];

  constructor(private readonly controller: vscode.TestController) {
    controller.resolveHandler = item => (item === undefined ? this.#findAll() : undefined);
    controller.refreshHandler = () => this.#findAll();
    this.#subscriptions = [
      this.#watcher,
      this.#watcher.onDidCreate(uri => void this.#add(uri)),
      this.#watcher.onDidDelete(uri => this.#remove(uri)),
      this.#watcher.onDidChange(uri => this.#changed(uri)),
      vscode.workspace.onDidChangeWorkspaceFolders(() => void this.#findAll()),
      vscode.workspace.onDidSaveTextDocument(it => void this.#saved(it)),
    ];
    void this.#findAll();
  }

  /** Those below an item, or the item itself. */
  scenarios(item: vscode.TestItem): vscode.TestItem[] {
    if (item.children.size === 0) return [item];
    return [...item.children].flatMap(([, child]) => this.scenarios(child));
  }

  all(): vscode.TestItem[] {
    return [...this.controller.items].flatMap(([, it]) => this.scenarios(it));
  }

  dispose(): void {
    for (const it of this.#subscriptions) it.dispose();
  }

  async #findAll(): Promise<void> {
    const uris = await scenarioUris(MAX_TESTS);
    const found = new Set(uris.map(it => it.toString()));
    for (const it of this.all()) if (!found.has(it.id)) this.#remove(it.uri);
    for (const it of uris) await this.#add(it);
  }

  async #add(uri: vscode.Uri): Promise<void> {
    // Cargo needs files on a disk; copies that a build makes are none of the user's.
    if (uri.scheme !== 'file' || /\/(target|node_modules|\.git)\//.test(uri.path)) return;
    const group = await this.#groupOf(uri);
    const id = uri.toString();
    if (group.children.get(id) !== undefined) return;
    // No description: a screen reader would say it instead of the name.
    const item = this.controller.createTestItem(id, stemOf(uri.path), uri);
    item.range = new vscode.Range(0, 0, 0, 0);
    group.children.add(item);
  }

  async #groupOf(uri: vscode.Uri): Promise<vscode.TestItem> {
    const crate = await findCrate(filesAround(uri), uri.path);
    const path = crate?.folder ?? parentOf(uri.path) ?? '/';
    const folder = uri.with({ path });
    const id = folder.toString();
    const known = this.controller.items.get(id);
    if (known !== undefined) return known;
    const group = this.controller.createTestItem(id, crate?.name ?? nameOf(path), folder);
    this.controller.items.add(group);
    return group;
  }

  #remove(uri: vscode.Uri | undefined): void {
    if (uri === undefined) return;
    for (const [, group] of this.controller.items) {
      group.children.delete(uri.toString());
      if (group.children.size === 0) this.controller.items.delete(group.id);
    }
  }

  /** What it has shown is of another text. */
  #changed(uri: vscode.Uri): void {
    const item = this.all().find(it => it.id === uri.toString());
    if (item !== undefined) this.controller.invalidateTestResults(item);
  }

  async #saved({ uri, languageId }: vscode.TextDocument): Promise<void> {
    if (languageId !== 'rust') return;
    const crate = await findCrate(filesAround(uri), uri.path);
    if (crate === undefined) return;
    const group = this.controller.items.get(uri.with({ path: crate.folder }).toString());
    if (group !== undefined) this.controller.invalidateTestResults(group);
  }
}
