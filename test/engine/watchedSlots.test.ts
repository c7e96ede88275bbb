/** Slots that are watched beside the protocol's data breakpoints, as the State view sets them. */

import { strict as assert } from 'node:assert';
import type { WantedData } from '../../debugger/engine/stops/data/dataBreakpoints';
import { Session } from './support/session';

const SCENARIO = 'token/transfer';

/** Stops until the end, each by what it says. */
async function stopsOf(session: Session): Promise<string[]> {
  const texts: string[] = [];
  while ((await session.run('continue')) !== 'terminated') texts.push(session.stop?.text ?? '');
  return texts;
}

function tokenOf(session: Session): string {
  const account = session.engine.accounts().find(it => it.label === 'token');
  assert.ok(account);
  return account.address;
}

async function launch(): Promise<Session> {
  const session = await Session.launch(SCENARIO, { stopOnEntry: true });
  session.engine.setExceptionFilters([]);
  await session.run('continue');
  return session;
}

const wish = (account: string, accessType: 'read' | 'write') =>
  ({ account, domain: 'balances', key: undefined, accessType }) as const;

/** What the receipts say has changed in that map. */
function changed(session: Session): number {
  return session.receipts
    .flatMap(it => it.changes ?? [])
    .filter(it => it.label.includes('balances[')).length;
}

describe('watched slots', () => {
  it('stop at each write of a map, which the receipts tell too', async () => {
    const session = await launch();
    const [placed] = session.engine.setSlotBreakpoints([wish(tokenOf(session), 'write')]);
    assert.equal(placed?.verified, true);
    const texts = await stopsOf(session);
    assert.ok(texts.length > 0 && texts.length >= changed(session), `${texts.length} stops`);
    for (const it of texts)
      assert.match(it, /^token\.?.*balances\[\w+\] (changed|was put back) from /);
  });

  it('stay when the client replaces its own data breakpoints, and the other way round', async () => {
    const session = await launch();
    const { engine } = session;
    const account = tokenOf(session);
    const own: WantedData = { dataId: `slot ${account} "supply" supply:`, accessType: 'write' };
    assert.equal(engine.setDataBreakpoints([own]).length, 1);
    assert.equal(engine.setSlotBreakpoints([wish(account, 'write')]).length, 1);
    assert.equal(engine.setDataBreakpoints([]).length, 0);
    const kept = await stopsOf(session);
    assert.ok(kept.length > 0);
    assert.ok(kept.every(it => it.includes('balances[')));
  });

  it('are gone when they are taken away', async () => {
    const session = await launch();
    session.engine.setSlotBreakpoints([wish(tokenOf(session), 'write')]);
    session.engine.setSlotBreakpoints([]);
    assert.deepEqual(await stopsOf(session), []);
  });

  it('may be watched before there is such a contract', async () => {
    const session = await Session.launch(SCENARIO);
    session.engine.setExceptionFilters([]);
    const { address } = session.engine.accounts().find(it => it.label === 'token') ?? {};
    const [placed] = session.engine.setSlotBreakpoints([
      wish(address ?? 'd5a3c7f85d2b6e91fa78cd3210b45f6ae913d0d1', 'read'),
    ]);
    assert.equal(placed?.verified, true);
    const reads = await stopsOf(session);
    assert.ok(reads.length > 0 && reads.every(it => it.includes('was read')), reads.join('\n'));
  });
});
