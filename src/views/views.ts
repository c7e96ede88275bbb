/** The two views of the activity bar, over one model. */

import * as vscode from 'vscode';
import type { ChainModel } from '../session/chainModel';
import { ChainTree } from './chainTree';
import { receiptNodes } from './receiptNodes';
import { stateNodes } from './stateNodes';

export interface Views {
  readonly state: ChainTree;
  readonly receipts: ChainTree;
}

export function createViews(model: ChainModel, owned: vscode.Disposable[]): Views {
  const state = new ChainTree(() => stateNodes(model.accounts));
  const receipts = new ChainTree(() => receiptNodes(model.receipts));
  owned.push(
    vscode.window.createTreeView('avm.state', { treeDataProvider: state, showCollapseAll: true }),
    vscode.window.createTreeView('avm.receipts', {
      treeDataProvider: receipts,
      showCollapseAll: true,
    }),
  );
  model.onChange = () => {
    state.refresh();
    receipts.refresh();
  };
  return { state, receipts };
}
