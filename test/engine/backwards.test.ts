/** Going back in a run: what is come to is where the run forwards has been, whatever had stopped it there. */

import { strict as assert } from 'node:assert';
import type { CallView } from '../../debugger/protocol';
import { inFunction, see, watch } from './support/past';
import { lineOf, Session, sourceOf } from './support/session';

const erc20 = sourceOf('erc20');
const BEGINNING = 'This is the beginning: nothing of what was before is kept.';
const UNDONE = 'What was changed by hand after this is undone.';

const TOKEN = 'd5a3c7f85d2b6e91fa78cd3210b45f6ae913d0d1';

const line = (text: string) => lineOf(erc20, text);

function byPosition(a: { position?: number }, b: { position?: number }): number {
  return (a.position ?? 0) - (b.position ?? 0);
}

async function stopsForwards(session: Session): Promise<object[]> {
  const stops: object[] = [];
  while ((await session.run('continue')) !== 'terminated') stops.push(see(session));
  return stops;
}

/** In the order of the run. */
async function stopsBackwards(session: Session): Promise<object[]> {
  const stops: object[] = [];
  for (;;) {
    await session.back('reverseContinue');
    if (session.stop?.reason === 'entry') return stops.reverse();
    stops.push(see(session));
  }
}

function watchSlots({ engine }: Session, accessType: 'read' | 'write'): void {
  engine.setSlotBreakpoints([{ account: TOKEN, domain: 'Balances', key: undefined, accessType }]);
}

const kinds: readonly [what: string, scenario: string, arm: (it: Session) => void][] = [
  [
    'lines',
    'erc20/allowance',
    ({ engine }) => {
      const lines = [
        line('let balance = balance_of'),
        line('Balances::set(program, owner, balance);'),
      ];
      engine.setSourceBreakpoints(
        erc20,
        lines.map(it => ({ line: it })),
      );
    },
  ],
  [
    'functions with conditions',
    'erc20/allowance',
    ({ engine }) =>
      engine.setFunctionBreakpoints([
        { name: 'erc20::deposit', condition: 'amount > 1' },
        { name: 'erc20::balance_of' },
      ]),
  ],
  [
    'numbers of hits',
    'erc20/allowance',
    ({ engine }) =>
      engine.setFunctionBreakpoints([{ name: 'erc20::balance_of', hitCondition: '% 3' }]),
  ],
  [
    'exceptions',
    'erc20/refusals',
    ({ engine }) => engine.setExceptionFilters(['panic', 'failed', 'uncaught']),
  ],
  [
    'traps',
    'traps/traps',
    ({ engine }) => engine.setExceptionFilters(['panic', 'trap', 'outOfGas']),
  ],
  ['events', 'erc20/transfer', ({ engine }) => engine.setExceptionFilters(['event', 'call'])],
  ['slots that change', 'erc20/transfer', it => watchSlots(it, 'write')],
  ['slots that are read', 'erc20/transfer', it => watchSlots(it, 'read')],
  [
    'slots that are read, and the system calls that read them',
    'erc20/transfer',
    session => {
      watchSlots(session, 'read');
      session.engine.setExceptionFilters(['syscall']);
    },
  ],
  [
    'contracts that call each other, and a filter',
    'dex/trade',
    ({ engine }) => {
      engine.setFunctionBreakpoints([{ name: 'balance_of' }, { name: 'transfer_from' }]);
      engine.setExceptionFilters(['event']);
    },
  ],
];

describe('a run that goes back', () => {
  for (const [what, scenario, arm] of kinds) {
    it(`stops for ${what} where it has stopped forwards, and forwards again`, async () => {
      const session = await Session.launch(scenario);
      arm(session);
      const forwards = await stopsForwards(session);
      assert.ok(forwards.length > 1, `${forwards.length} stops`);
      assert.deepEqual(await stopsBackwards(session), forwards);
      assert.deepEqual(await stopsForwards(session), forwards);
    });
  }

  it('turns round at any of its stops', async () => {
    const session = await Session.launch('erc20/allowance');
    session.engine.setFunctionBreakpoints([{ name: 'erc20::balance_of' }]);
    const all = await stopsForwards(session);
    await session.engine.restart();
    let at = -1;
    for (const step of [1, 1, 1, -1, 1, 1, -1, -1, 1, 1, 1, -1, -1]) {
      await (step > 0 ? session.run('continue') : session.back('reverseContinue'));
      at += step;
      assert.deepEqual(see(session), all[at]);
    }
  });

  it('finds what has written a variable last', async () => {
    const session = await inFunction('erc20::transfer');
    while (!session.where().includes('fire_event!')) await session.run('next');
    watch(session, 'left');
    assert.equal(
      await session.back('reverseContinue'),
      'transfer main.rs: let received = deposit(program, to, amount);',
    );
    assert.match(session.stop?.text ?? '', /^left changed from \d+ to 50000000 by erc20::transfer/);
    // Before that it was what other functions had there, which is none of its business.
    await session.back('reverseContinue');
    assert.equal(session.stop?.text, BEGINNING);
  });

  it('says nothing twice: no logs, no receipts, and log points only where they are passed for the user', async () => {
    const session = await Session.launch('erc20/transfer');
    const { engine } = session;
    const [logs, points, receipts]: [string[], string[], [number, boolean][]] = [[], [], []];
    engine.onConsole = text => logs.push(text);
    engine.onLogPoint = text => points.push(text);
    engine.onReceipt = ({ index }, isNews) => receipts.push([index, isNews]);
    engine.setSourceBreakpoints(erc20, [
      { line: line('let left = withdraw'), logMessage: 'amount {amount}' },
      { line: line('let received = deposit') },
    ]);
    await session.run('continue');
    const said = [...logs];
    assert.ok(said.length > 0);
    assert.deepEqual(points, ['amount 50000000']);
    let rewound = 0;
    engine.onRewound = () => rewound++;
    await session.back('reverseContinue');
    assert.equal(rewound, 1);
    assert.equal(engine.receipts().length, 1);
    assert.deepEqual([logs, points.length, receipts.length], [said, 1, 2]);
    await session.run('continue');
    assert.deepEqual(logs, said);
    assert.deepEqual(points, ['amount 50000000', 'amount 50000000']);
    await session.run('continue');
    assert.equal(new Set(logs).size, logs.length);
    assert.deepEqual(
      receipts.map(it => it.join(' ')),
      ['0 true', '1 true', '1 false', '2 true', '3 true'],
    );
  });

  for (const scenario of ['erc20/transfer', 'vault/robbed', 'dex/trade']) {
    it(`goes to every line that a receipt of ${scenario} tells of`, async () => {
      const session = await Session.launch(scenario);
      const { engine } = session;
      while ((await session.run('continue')) !== 'terminated');
      const receipts = engine.receipts();
      const calls = (of: readonly CallView[]): CallView[] =>
        of.flatMap(it => [it, ...calls(it.calls)]);
      const moments = receipts
        .flatMap(it => [...it.events, ...it.logs, ...calls(it.calls)])
        .filter(it => it.source !== undefined);
      assert.ok(moments.length > 1);
      for (const { position = NaN, source } of moments.sort(byPosition).reverse()) {
        engine.goBack({ position });
        await session.settle();
        const { source: at, line: standing } = engine.stack()[0] ?? assert.fail();
        assert.deepEqual([at?.path, standing], [source?.path, source?.line]);
        assert.ok(engine.position < position);
      }
      assert.throws(() => engine.goBack({ position: engine.position }), /has not got there yet/);
    });
  }

  it('stands at the beginning where there is nothing to stop at, and stays there', async () => {
    const session = await inFunction('erc20::transfer');
    for (const _ of 'two') {
      await session.back('reverseContinue');
      assert.equal(session.stop?.reason, 'entry');
      assert.equal(session.stop.text, BEGINNING);
      assert.equal(session.stop.where?.transaction?.index, 1);
    }
  });

  it('gives back what was changed by hand, and says so', async () => {
    const session = await inFunction('erc20::transfer');
    const { engine } = session;
    const { position } = engine;
    await session.run('next');
    engine.assign('amount', '7', 0);
    const changed = engine.position;
    await session.run('next');
    // Behind the change it is there still.
    await session.back('stepBack');
    assert.equal(engine.position, changed);
    assert.equal(engine.evaluate('amount', 0).value, '7');
    assert.ok(!session.stop?.text?.includes(UNDONE));
    await session.back('stepBack');
    assert.equal(engine.position, position);
    assert.equal(engine.evaluate('amount', 0).value, '50000000');
    assert.equal(session.stop?.text, UNDONE);
    await session.run('next');
    assert.equal(engine.evaluate('amount', 0).value, '50000000');
  });

  it('goes on otherwise where something is changed in the past', async () => {
    const session = await inFunction('erc20::transfer');
    const { engine } = session;
    for (const _ of 'four') await session.run('next');
    await session.back('stepBack');
    assert.ok(session.where().includes('logf!("erc20: left'), session.where());
    const to = line('fire_event!(Transfer::new(caller, to, amount))');
    engine.placement.goTo(engine.placement.gotoTargets(erc20, to)[0]?.id ?? 0);
    assert.equal(await session.run('continue'), 'terminated');
    const [, , transfer] = engine.receipts();
    assert.deepEqual(
      transfer?.logs.map(it => it.text),
      ['erc20: transfer amount=50000000'],
    );
  });

  it('is where it was when it is paused', async () => {
    const session = await inFunction('erc20::transfer');
    for (const _ of 'two') await session.run('next');
    const { engine } = session;
    const before = { ...see(session), stop: undefined };
    for (const slices of [0, 1, 5, 50]) {
      engine.goBack('reverseContinue');
      for (let count = 0; count < slices; count++) {
        assert.equal(await engine.runSlice(1000), undefined);
      }
      engine.pause();
      await session.settle();
      assert.equal(session.stop?.reason, 'pause');
      assert.deepEqual({ ...see(session), stop: undefined }, before);
    }
  });
});
