/** A tree view of rows that are made anew, as plain data, whenever the chain changes. */

import * as vscode from 'vscode';
import type { ViewNode } from './node';

export class ChainTree implements vscode.TreeDataProvider<ViewNode> {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.#changed.event;
  #rows: readonly ViewNode[] | undefined;
  /** What the user has opened and closed, by id: the editor forgets it of rows that are gone between two runs. */
  readonly #opened = new Map<string, boolean>();

  constructor(private readonly makeRows: () => readonly ViewNode[]) {}

  /** The rows as they are now. */
  get rows(): readonly ViewNode[] {
    return (this.#rows ??= this.makeRows());
  }

  /** The user has opened or closed a row. */
  remember({ id }: ViewNode, isExpanded: boolean): void {
    this.#opened.set(id, isExpanded);
  }

  refresh(): void {
    this.#rows = undefined;
    this.#changed.fire();
  }

  getChildren(node?: ViewNode): ViewNode[] {
    return [...(node === undefined ? this.rows : (node.children ?? []))];
  }

  getTreeItem(node: ViewNode): vscode.TreeItem {
    const item = new vscode.TreeItem(node.label, stateOf(node, this.#opened.get(node.id)));
    item.id = node.id;
    item.contextValue = contextOf(node);
    if (node.description !== undefined) item.description = node.description;
    if (node.tooltip !== undefined) item.tooltip = new vscode.MarkdownString(node.tooltip);
    if (node.accessibleLabel !== undefined) {
      item.accessibilityInformation = { label: node.accessibleLabel };
    }
    if (node.icon !== undefined) item.iconPath = iconOf(node.icon);
    if (node.place !== undefined) {
      item.command = { command: 'avm.openSource', title: 'Open Source', arguments: [node] };
    }
    return item;
  }
}

function stateOf(
  { children, isExpanded }: ViewNode,
  opened: boolean | undefined,
): vscode.TreeItemCollapsibleState {
  if (children === undefined || children.length === 0) return vscode.TreeItemCollapsibleState.None;
  return (opened ?? isExpanded === true)
    ? vscode.TreeItemCollapsibleState.Expanded
    : vscode.TreeItemCollapsibleState.Collapsed;
}

/** Words that the manifest's menus look for. */
function contextOf({ copy, place, position, slot, watched }: ViewNode): string {
  return [
    ...(copy === undefined ? [] : ['copy']),
    ...(place === undefined ? [] : ['source']),
    ...(position === undefined ? [] : ['moment']),
    ...(slot === undefined ? [] : [watched === undefined ? 'slot' : 'watched']),
  ].join(' ');
}

function iconOf({ name, color }: NonNullable<ViewNode['icon']>): vscode.ThemeIcon {
  return new vscode.ThemeIcon(name, color === undefined ? undefined : new vscode.ThemeColor(color));
}
