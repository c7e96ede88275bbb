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
  const trees = [treeView('avm.state', state, owned), treeView('avm.receipts', receipts, owned)];
  owned.push(...trees);
  chain.onChange = () => {
    state.refresh();
    receipts.refresh();
    for (const it of trees) it.description = chain.title ?? '';
  };
  return { state, receipts };
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
