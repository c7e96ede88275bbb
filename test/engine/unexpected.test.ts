/** Where a run stops that does not come to what its scenario expects, and at its end; and that it goes back from there. */

import { strict as assert } from 'node:assert';
import { fileExists, readFile, resolvePath } from '../../debugger/host/files';
import { Session } from './support/session';

const address = (last: string) => `d5a3c7f85d2b6e91fa78cd3210b45f6ae913d0${last}`;

/** Whatever is asked of the token is expected to go on as it begins, unless a transaction says otherwise. */
async function launch(
  transactions: readonly object[],
  { filters = ['unexpected'], expect = {}, noDebug = false } = {},
): Promise<Session> {
  const scenario = {
    version: 1,
    name: 'what is expected, and what comes',
    accounts: {
      alice: { address: address('d0'), balance: 1000 },
      bob: { address: address('d2'), balance: 1000 },
    },
    contracts: { token: { crate: '..', address: address('d1') } },
    transactions,
    expect,
  };
  const text = new TextEncoder().encode(JSON.stringify(scenario));
  const services = {
    readFile: (path: string) =>
      path.endsWith('unexpected.scenario.json') ? Promise.resolve(text) : readFile(path),
    fileExists,
    resolvePath,
  };
  const session = await Session.launch('erc20/unexpected', { services, noDebug });
  session.engine.setExceptionFilters(filters);
  return session;
}

const create = { create: 'token', from: 'alice' };
const init = { ...call('init', { total_supply: 100, decimals: 2 }), expect: { status: 'success' } };

function call(name: string, args: object, from = 'alice'): object {
  return { call: 'token', from, function: name, arguments: args };
}

const transfer = (amount: number, expect: object, from = 'alice') => ({
  ...call('transfer', { to: 'bob', amount }, from),
  expect,
});

/** Each stop: transaction, what it says, and the first frame of the author's. */
async function stops(session: Session): Promise<string[][]> {
  const found: string[][] = [];
  while ((await session.run('continue')) !== 'terminated') {
    const { description = '', text = '' } = session.stop ?? {};
    const own = session.stack().find(it => it.includes('main.rs'));
    found.push([description, text, own ?? 'nobody']);
  }
  return found;
}

const notExpected = (transaction: number) =>
  `Transaction ${transaction} is not what the scenario expects`;

describe('a transaction that does not come to what is expected', () => {
  it('is stopped at where its contract ends, the frames of a panic still there', async () => {
    const session = await launch([create, init, transfer(5, { status: 'success' }, 'bob')]);
    assert.deepEqual(await stops(session), [
      [
        notExpected(2),
        'status: expected success, got panicked (insufficient)',
        'withdraw main.rs: require(balance >= amount, b"insufficient");',
      ],
    ]);
  });

  it('is stopped at whatever differs: an event, what is left in storage, the gas', async () => {
    const session = await launch([
      create,
      init,
      transfer(5, { events: [{ name: 'Transfer', fields: { value: 6 } }] }),
      transfer(5, { storage: { token: { 'Balances[bob]': 11 } }, gasUsed: { atMost: 1 } }),
      transfer(5, { storage: { token: { 'Balances[bob]': 15 } } }),
    ]);
    const found = await stops(session);
    assert.deepEqual(
      found.map(([description]) => description),
      [notExpected(2), notExpected(3)],
    );
    assert.equal(found[0]?.[1], 'events[0].fields.value: expected 6, got 5');
    assert.match(found[1]?.[1] ?? '', /^gasUsed: expected at most 1, got \d+\nstorage\..*got 10$/);
  });

  it('is none where it fails as it should', async () => {
    const panicked = { status: 'panicked', reason: 'insufficient' };
    assert.deepEqual(await stops(await launch([create, init, transfer(500, panicked)])), []);
  });

  it('is none where nothing is expected of it', async () => {
    assert.deepEqual(
      await stops(await launch([create, init, call('transfer', { to: 'bob', amount: 500 })])),
      [],
    );
  });

  it('is none in a session without debugging', async () => {
    const session = await launch([create, init, transfer(500, { status: 'success' })], {
      filters: ['unexpected', 'end'],
      noDebug: true,
    });
    assert.equal(await session.run('continue'), 'terminated');
  });

  it('is told behind it where no contract has run', async () => {
    const session = await launch([
      { ...call('balance_of', { owner: 'alice' }), expect: { status: 'success' } },
      {
        transfer: { to: 'bob', value: 10 },
        from: 'alice',
        expect: { balances: { bob: 1011 } },
      },
      create,
    ]);
    const found = await stops(session);
    assert.deepEqual(
      found.map(it => it[0]),
      [notExpected(0), notExpected(1)],
    );
    assert.match(found[0]?.[1] ?? '', /^status: expected success, got rejected/);
    assert.equal(found[1]?.[1], 'balances.bob: expected 1011, got 1010');
    assert.equal(session.receipts.length, 3);
  });

  it('is one whose gas ends in the middle of a system call', async () => {
    const { gasUsed } = await exact(call('transfer', { to: 'bob', amount: 5 }));
    const scarce = { ...transfer(5, { status: 'success' }), gasLimit: Number(gasUsed) - 1 };
    const [stop] = await stops(await launch([create, init, scarce]));
    assert.equal(stop?.[0], notExpected(2));
    assert.match(stop?.[1] ?? '', /^status: expected success, got outOfGas/);
  });

  it('has conditions: what has become of it, and how much differs', async () => {
    const transactions = [
      create,
      init,
      transfer(5, { gasUsed: 1 }),
      transfer(500, { status: 'success' }),
    ];
    const stopped = async (condition: string) => {
      const session = await launch(transactions);
      const [view] = session.engine.setExceptionFilters([{ id: 'unexpected', condition }]);
      assert.equal(view?.verified, true, view?.message);
      return (await stops(session)).map(it => it[0]);
    };
    assert.deepEqual(await stopped('status == "panicked"'), [notExpected(3)]);
    assert.deepEqual(await stopped('differences == 1 && transaction == 2'), [notExpected(2)]);
  });

  it('changes nothing of the run', async () => {
    const transactions = [create, init, transfer(5, { gasUsed: 1 }), transfer(7, { gasUsed: 1 })];
    const watched = await launch(transactions);
    await stops(watched);
    const plain = await launch(transactions, { filters: [] });
    await stops(plain);
    assert.deepEqual(watched.receipts, plain.receipts);
    assert.deepEqual(watched.engine.accounts(), plain.engine.accounts());
    assert.equal(watched.engine.position, plain.engine.position);
  });

  it('is gone back to from the end, and from it to the line of the author’s that came before', async () => {
    const session = await launch(
      [create, init, transfer(5, { gasUsed: 1 }), transfer(7, { status: 'success' })],
      { filters: ['unexpected', 'end'] },
    );
    await session.run('continue');
    const forwards = [session.stop, session.stack()];
    await session.run('continue');
    assert.equal(session.stop?.description, 'The scenario has ended unlike it expects');
    await session.back('reverseContinue');
    assert.deepEqual([session.stop, session.stack()], forwards);
    assert.equal(session.engine.receipts().length, 2);
    assert.match(await session.back('stepBack'), /^\w+ main\.rs: /);
  });

  it('is gone back to where no contract has run', async () => {
    const pay = {
      transfer: { to: 'bob', value: 10 },
      from: 'alice',
      expect: { balances: { bob: 1 } },
    };
    const session = await launch([create, init, pay, call('balance_of', { owner: 'bob' })]);
    await session.run('continue');
    const { stop } = session;
    session.engine.setFunctionBreakpoints([{ name: 'erc20::balance_of' }]);
    await session.run('continue');
    assert.equal(session.stop?.reason, 'function breakpoint');
    await session.back('reverseContinue');
    assert.deepEqual(session.stop, stop);
    assert.equal(session.engine.receipts().length, 3);
  });
});

describe('the end of a scenario', () => {
  it('is stopped at once, before the session ends', async () => {
    const session = await launch([create, init], { filters: ['end'] });
    assert.deepEqual(await stops(session), [['The scenario has ended', '', 'nobody']]);
    assert.equal(session.stop?.exitCode, 0);
  });

  it('says what is not as expected, the state that is left among it', async () => {
    const session = await launch([create, init, transfer(5, { gasUsed: 1 })], {
      filters: ['end'],
      expect: { storage: { token: { 'Balances[bob]': 6 } } },
    });
    await session.run('continue');
    assert.equal(session.stop?.description, 'The scenario has ended unlike it expects');
    const lines = session.stop?.text?.split('\n') ?? [];
    assert.match(lines[0] ?? '', /^#2 gasUsed: expected 1, got \d+$/);
    assert.match(lines[1] ?? '', /^storage\..*expected 6, got 5$/);
    assert.equal(await session.run('continue'), 'terminated');
    assert.equal(session.stop?.exitCode, 1);
  });

  it('may be asked for only where something differs', async () => {
    const condition = 'differences > 0';
    const session = await launch([create, init], { filters: [] });
    session.engine.setExceptionFilters([{ id: 'end', condition }]);
    assert.equal(await session.run('continue'), 'terminated');
  });

  it('is where a run goes back from: to the last line, and on to the end again', async () => {
    const session = await launch([create, init, call('transfer', { to: 'bob', amount: 5 })], {
      filters: ['end'],
    });
    await session.run('continue');
    const { stop } = session;
    const { position } = session.engine;
    assert.match(await session.back('stepBack'), /main\.rs: /);
    assert.ok(session.engine.position < position);
    assert.equal(session.engine.receipts().length, 2);
    await session.run('continue');
    assert.deepEqual([session.stop, session.engine.position], [stop, position]);
    await session.back('reverseContinue');
    assert.equal(session.stop?.reason, 'entry');
  });

  it('is no stop of a step’s that runs to it: it is the end’s own', async () => {
    const session = await launch([create, init], { filters: ['end'] });
    await session.run('continue');
    assert.equal(await session.run('next'), 'terminated');
  });
});

/** The receipt of the last transaction behind `create` and `init`. */
async function exact(last: object): Promise<{ readonly gasUsed: string }> {
  const session = await launch([create, init, last], { filters: [] });
  await stops(session);
  const receipt = session.receipts.at(-1);
  if (receipt === undefined) assert.fail('no receipt');
  return { gasUsed: String(receipt.gasUsed) };
}
