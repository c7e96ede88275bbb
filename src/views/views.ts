/** The two views of the activity bar, over one chain. */

import * as vscode from 'vscode';
import type { ShownChain } from '../session/shownChain';
import type { WatchedSlots } from '../session/watchedSlots';
import { ChainTree } from './chainTree';
import type { ViewNode } from './node';
import { receiptNodes } from './receiptNodes';
import { stateNodes } from './stateNodes';

export interface Views {
  readonly state: ChainTree;
  readonly receipts: ChainTree;
  /** The row that was selected last, of either view; undefined where none is. */
  selected(): ViewNode | undefined;
}

export function createViews(
  chain: ShownChain,
  watched: WatchedSlots,
  owned: vscode.Disposable[],
): Views {
  const state = new ChainTree(() =>
    stateNodes(chain.accounts, it => watched.accessTo(it), watched.all),
  );
  const receipts = new ChainTree(() => receiptNodes(chain.receipts));
  const stateView = treeView('avm.state', state, owned);
  const receiptView = treeView('avm.receipts', receipts, owned);
  const trees = [stateView, receiptView];
  owned.push(...trees);
  chain.onChange = () => {
    state.refresh();
    receipts.refresh();
    const { title = '', moment } = chain;
    receiptView.description = title;
    stateView.description = moment === undefined ? title : `${title} · ${moment}`;
  };
  return { state, receipts, selected: lastSelected(trees, owned) };
}

function treeView(
  id: string,
  treeDataProvider: ChainTree,
  owned: vscode.Disposable[],
): vscode.TreeView<ViewNode> {
  const view = vscode.window.createTreeView(id, { treeDataProvider, showCollapseAll: true });
  owned.push(
    view.onDidExpandElement(({ element }) => treeDataProvider.remember(element, true)),
    view.onDidCollapseElement(({ element }) => treeDataProvider.remember(element, false)),
  );
  return view;
}

function lastSelected(
  trees: readonly vscode.TreeView<ViewNode>[],
  owned: vscode.Disposable[],
): Views['selected'] {
  let last = trees[0];
  for (const it of trees) owned.push(it.onDidChangeSelection(() => (last = it)));
  return () => last?.selection[0];
}
