/** The two views of the activity bar, over one model. */

import * as vscode from 'vscode';
import type { ChainModel } from '../session/chainModel';
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
  model: ChainModel,
  watched: WatchedSlots,
  owned: vscode.Disposable[],
): Views {
  const state = new ChainTree(() => stateNodes(model.accounts, it => watched.accessTo(it)));
  const receipts = new ChainTree(() => receiptNodes(model.receipts));
  const trees = [treeView('avm.state', state), treeView('avm.receipts', receipts)];
  owned.push(...trees);
  model.onChange = () => {
    state.refresh();
    receipts.refresh();
    for (const it of trees) it.description = model.title ?? '';
  };
  return { state, receipts };
}

function treeView(id: string, treeDataProvider: ChainTree): vscode.TreeView<ViewNode> {
  return vscode.window.createTreeView(id, { treeDataProvider, showCollapseAll: true });
}
