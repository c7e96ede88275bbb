import assert from 'node:assert/strict';
import type { ReceiptView } from '../../debugger/protocol';
import { ChainModel } from './chainModel';
import { ShownChain } from './shownChain';

const receipt = (index: number) => ({ index }) as ReceiptView;

function begun(title: string): ChainModel {
  const model = new ChainModel();
  model.begin(title);
  return model;
}

describe('the chain that is shown', () => {
  it('is the one chosen last, with what it has become meanwhile', () => {
    const [first, second] = [begun('first'), begun('second')];
    const chain = new ShownChain();
    chain.show(first);
    chain.show(second);
    first.addReceipt(receipt(0));
    assert.deepEqual([chain.title, chain.receipts.length], ['second', 0]);
    chain.show(first);
    assert.deepEqual([chain.title, chain.receipts.length], ['first', 1]);
  });

  it('tells the views of its own changes only', () => {
    const [first, second] = [begun('first'), begun('second')];
    const chain = new ShownChain();
    let changes = 0;
    chain.onChange = () => changes++;
    chain.show(first);
    chain.show(first);
    second.addReceipt(receipt(0));
    assert.equal(changes, 1);
    first.addReceipt(receipt(0));
    assert.equal(changes, 2);
    chain.show(second);
    first.addReceipt(receipt(1));
    assert.equal(changes, 3);
  });
});
