import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import type { AccountView, ReceiptView } from '../../debugger/protocol';
import { ChainFollower } from './chainFollower';
import { ChainModel } from './chainModel';

const account = (label: string) => ({ label }) as AccountView;
const receipt = (index: number) => ({ index }) as ReceiptView;
const event = (name: string, body?: unknown) => ({ type: 'event', event: name, body });

/** An adapter that answers when it is told to. */
class Adapter {
  readonly model = new ChainModel();
  readonly questions: { request: string; answer: (body: unknown) => void; refuse: () => void }[] =
    [];
  readonly follower = new ChainFollower(
    'transfer',
    this.model,
    request =>
      new Promise((answer, reject) =>
        this.questions.push({ request, answer, refuse: () => reject(new RangeError('over')) }),
      ),
  );

  /** Answers the oldest question about the state. */
  async state(...labels: string[]): Promise<void> {
    this.#take('avm/state').answer({ accounts: labels.map(account) });
    await setImmediate();
  }

  async receipts(...indexes: number[]): Promise<void> {
    this.#take('avm/receipts').answer({ receipts: indexes.map(receipt) });
    await setImmediate();
  }

  #take(request: string) {
    const at = this.questions.findIndex(it => it.request === request);
    const [question] = this.questions.splice(at, 1);
    assert.ok(at >= 0 && question, `nobody asked for ${request}`);
    return question;
  }

  labels(): unknown {
    return this.model.accounts.map(it => it.label);
  }

  indexes(): unknown {
    return this.model.receipts.map(it => it.index);
  }
}

describe('following a session', () => {
  it('knows after which transaction the chain is as it is shown, up to the end', async () => {
    const { model, follower } = new Adapter();
    const moments = [model.moment];
    for (const it of [
      event('initialized'),
      event('avm/receipt', { receipt: receipt(0) }),
      event('avm/receipt', { receipt: receipt(1) }),
      event('terminated'),
      { type: 'response', command: 'restart', success: true },
    ]) {
      follower.receive(it);
      moments.push(model.moment);
    }
    const [first, last] = ['before the first transaction', 'after transaction 1'];
    assert.deepEqual(moments, [undefined, first, 'after transaction 0', last, undefined, last]);
  });

  it('starts from what the chain is before the first transaction', async () => {
    const adapter = new Adapter();
    adapter.model.setReceipts([receipt(7)]);
    adapter.follower.receive(event('initialized'));
    assert.deepEqual([adapter.model.title, adapter.indexes()], ['transfer', []]);
    await adapter.state('alice');
    await adapter.receipts();
    assert.deepEqual(adapter.labels(), ['alice']);
  });

  it('asks for everything again when the run was taken back', async () => {
    const adapter = new Adapter();
    for (const it of [0, 1])
      adapter.follower.receive(event('avm/receipt', { receipt: receipt(it) }));
    adapter.follower.receive(event('avm/rewound'));
    await adapter.state('alice');
    await adapter.receipts(0);
    assert.deepEqual(adapter.indexes(), [0]);
    assert.deepEqual(adapter.labels(), ['alice']);
  });

  it('adds receipts as they come', () => {
    const adapter = new Adapter();
    for (const it of [0, 1])
      adapter.follower.receive(event('avm/receipt', { receipt: receipt(it) }));
    assert.deepEqual(adapter.indexes(), [0, 1]);
  });

  it('drops the receipts of an earlier run when the bundle runs again', () => {
    const adapter = new Adapter();
    for (const it of [0, 1, 2, 0])
      adapter.follower.receive(event('avm/receipt', { receipt: receipt(it) }));
    assert.deepEqual(adapter.indexes(), [0]);
  });

  it('asks once more, not once each, for changes during an answer', async () => {
    const adapter = new Adapter();
    for (let count = 0; count < 5; count++) adapter.follower.receive(event('avm/state'));
    assert.equal(adapter.questions.length, 1);
    await adapter.state('first');
    assert.equal(adapter.questions.length, 1);
    await adapter.state('second');
    assert.equal(adapter.questions.length, 0);
    assert.deepEqual(adapter.labels(), ['second']);
  });

  it('asks for the end at once, and lets no older answer replace it', async () => {
    const adapter = new Adapter();
    adapter.follower.receive(event('avm/state'));
    adapter.follower.receive(event('terminated'));
    const [early] = adapter.questions.splice(0, 1);
    await adapter.state('end');
    early?.answer({ accounts: [account('middle')] });
    await adapter.receipts(0, 1);
    assert.deepEqual([adapter.labels(), adapter.indexes()], [['end'], [0, 1]]);
  });

  it('keeps what it has when the session is over', async () => {
    const adapter = new Adapter();
    adapter.follower.receive(event('avm/state'));
    await adapter.state('alice');
    adapter.follower.receive(event('terminated'));
    for (const it of adapter.questions.splice(0)) it.refuse();
    await setImmediate();
    assert.deepEqual(adapter.labels(), ['alice']);
  });

  it('asks again after a restart that succeeded', async () => {
    const adapter = new Adapter();
    const restart = { type: 'response', command: 'restart' };
    adapter.follower.receive({ ...restart, success: false });
    assert.equal(adapter.questions.length, 0);
    adapter.follower.receive({ ...restart, success: true });
    await adapter.state('alice');
    await adapter.receipts();
    assert.deepEqual(adapter.labels(), ['alice']);
  });

  it('lets no answer from before a receipt drop that receipt', async () => {
    const adapter = new Adapter();
    adapter.follower.receive({ type: 'response', command: 'restart', success: true });
    adapter.follower.receive(event('avm/receipt', { receipt: receipt(0) }));
    adapter.follower.receive(event('avm/receipt', { receipt: receipt(1) }));
    await adapter.receipts(0);
    assert.deepEqual(adapter.indexes(), [0, 1]);
    await adapter.receipts(0, 1);
    assert.deepEqual(adapter.indexes(), [0, 1]);
    assert.deepEqual(
      adapter.questions.filter(it => it.request === 'avm/receipts'),
      [],
    );
  });

  it('tells the views of each change', () => {
    const model = new ChainModel();
    let changes = 0;
    model.onChange = () => changes++;
    model.setAccounts([account('alice')]);
    model.addReceipt(receipt(0));
    model.begin('again');
    assert.equal(changes, 3);
  });
});
