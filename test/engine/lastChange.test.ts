/** Going back to the last change of something, on which there is no breakpoint. */

import { strict as assert } from 'node:assert';
import { servicesAt } from './support/optimized';
import { dataIdOf, inFunction, see, watch } from './support/past';
import { lineOf, Session, sourceOf } from './support/session';

const erc20 = sourceOf('erc20');
const TOKEN = 'd5a3c7f85d2b6e91fa78cd3210b45f6ae913d0d1';

const line = (text: string) => lineOf(erc20, text);

describe('going back to the last change', () => {
  for (const [scenario, address, domain] of [
    ['erc20/transfer', TOKEN, 'Balances'],
    ['erc20/refusals', TOKEN, 'Balances'],
    ['vault/robbed', 'd5a3c7f85d2b6e91fa78cd3210b45f6ae9137a01', 'balances'],
    ['dex/trade', TOKEN, 'Balances'],
  ] as const) {
    it(`finds in ${scenario} what has changed ${domain} last, and before that, with no mark on it`, async () => {
      const session = await Session.launch(scenario);
      const { engine } = session;
      const slot = { account: address, domain };
      engine.setSlotBreakpoints([{ ...slot, key: undefined, accessType: 'write' }]);
      const unmarked = (it: object) => ({ ...it, stop: { ...session.stop, hitBreakpointIds: [] } });
      const changes: object[] = [];
      while ((await session.run('continue')) !== 'terminated') changes.push(unmarked(see(session)));
      assert.ok(changes.length > 1);
      engine.setSlotBreakpoints([]);
      // Other stops are passed, and one at the same place changes nothing.
      engine.setExceptionFilters(['event', 'call']);
      const found: object[] = [];
      for (let position = Infinity; engine.position < position;) {
        position = engine.position;
        await session.back({ slot });
        if (engine.position < position) found.unshift(unmarked(see(session)));
      }
      assert.deepEqual(found, changes);
    });
  }

  it('goes to the last change of one slot, and stays where there is none before', async () => {
    const session = await Session.launch('erc20/transfer');
    const { engine } = session;
    engine.setSourceBreakpoints(erc20, [{ line: line('logf!("erc20: left') }]);
    await session.run('continue');
    const token = engine.accounts().find(it => it.address === TOKEN);
    const key = token?.storage.find(it => it.label === 'Balances[alice]')?.key ?? assert.fail();
    const slot = { account: TOKEN, domain: 'Balances', key };
    for (const change of ['from 100000000 to 50000000', 'from nothing to 100000000']) {
      await session.back({ slot });
      assert.equal(session.stop?.text, `token.Balances[alice] changed ${change}`);
      assert.equal(session.stop.hitBreakpointIds, undefined);
    }
    const before = { ...see(session), stop: undefined };
    await session.back({ slot });
    assert.equal(session.stop?.text, 'token.Balances[alice] has not changed before this.');
    assert.equal(session.stop.isInVain, true);
    assert.deepEqual({ ...see(session), stop: undefined }, before);
    // Nobody has asked to stop there.
    assert.ok((await session.run('continue')).includes('logf!("erc20: left'));
  });

  it('goes to the last change of a variable, behind the call that gave its value', async () => {
    const session = await Session.launch('erc20/transfer');
    const { engine } = session;
    engine.setSourceBreakpoints(erc20, [{ line: line('logf!("erc20: left') }]);
    await session.run('continue');
    assert.match(
      await session.back({ data: dataIdOf(session, 'left') }),
      /let received = deposit\(/,
    );
    assert.match(session.stop?.text ?? '', /^left changed from .* to 50000000 by erc20::transfer/);
    assert.equal(session.stop?.hitBreakpointIds, undefined);
    // Nobody has asked to stop there.
    assert.ok((await session.run('continue')).includes('logf!("erc20: left'));
  });

  for (const level of ['0', '1'] as const) {
    it(`goes through the changes of a variable one by one, as far back as its frame, at level ${level}`, async () => {
      const session = await Session.launch('trouble/trouble', { services: servicesAt(level) });
      const { engine } = session;
      const trouble = sourceOf('trouble');
      const turn = lineOf(trouble, 'turns = black_box(');
      engine.setSourceBreakpoints(trouble, [{ line: turn, hitCondition: '5' }]);
      await session.run('continue');
      const data = dataIdOf(session, 'turns');
      for (const change of ['from 3 to 4', 'from 2 to 3', 'from 1 to 2', 'from 0 to 1']) {
        await session.back({ data });
        assert.ok(session.stop?.text?.startsWith(`turns changed ${change} `), session.stop?.text);
      }
      do await session.back({ data });
      while (session.stop?.isInVain !== true);
      const { position } = engine;
      assert.match(
        session.stop.text ?? '',
        /^turns has not changed before this, in this call of trouble::forever\.$/,
      );
      await session.back({ data });
      assert.equal(engine.position, position);
    });
  }

  it('finds a change of memory that another data breakpoint watches, too, and leaves that be', async () => {
    const session = await Session.launch('trouble/trouble');
    const { engine } = session;
    const trouble = sourceOf('trouble');
    const turn = lineOf(trouble, 'turns = black_box(');
    engine.setSourceBreakpoints(trouble, [{ line: turn, hitCondition: '1' }]);
    await session.run('continue');
    watch(session, 'turns');
    const seen: (string | undefined)[] = [];
    for (const _ of [1, 2, 3]) {
      await session.run('continue');
      seen.push(session.stop?.text);
    }
    await session.back({ data: dataIdOf(session, 'turns') });
    assert.equal(session.stop?.text, seen.at(-2));
    assert.equal(session.stop?.hitBreakpointIds?.length, 1);
    await session.run('continue');
    assert.equal(session.stop.text, seen.at(-1));
  });

  it('refuses to look for what is gone, and for what nobody knows', async () => {
    const session = await inFunction('erc20::withdraw');
    const { engine } = session;
    const data = dataIdOf(session, 'amount');
    watch(session, 'amount');
    await session.run('stepOut');
    assert.throws(() => engine.goBack({ data }), /amount is out of scope/);
    assert.throws(() => engine.goBack({ data: 'something' }), /not known any more/);
  });

  it('refuses to look for a slot that there cannot be', async () => {
    const { engine } = await inFunction('erc20::transfer');
    const slot = { account: TOKEN, domain: 'Balances', key: 'Allowances:00' };
    assert.throws(() => engine.goBack({ slot }), /Allowances:00 is no key of the domain Balances/);
  });
});
