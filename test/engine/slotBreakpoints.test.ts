/** Data breakpoints on storage, against the receipts, which come from what the kernel hands over at the end. */

import { strict as assert } from 'node:assert';
import { Session, lineOf, sourceOf } from './support/session';

interface Hit {
  readonly transaction: number;
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

const CHANGE = /^(.+?) (?:changed|was put back) from (.+) to (.+?)(?:, because a call failed)?$/;

/** The address of an account by its label. */
function addressOf(session: Session, label: string): string {
  return session.engine.accounts().find(it => it.label === label)?.address ?? '';
}

function watchDomains(session: Session, account: string, domains: readonly string[]): void {
  const wanted = domains.map(domain => {
    const info = session.engine.dataInfo({ kind: 'slot', account, domain });
    if ('problem' in info) assert.fail(info.problem);
    return { dataId: info.dataId };
  });
  for (const it of session.engine.setDataBreakpoints(wanted)) assert.ok(it.verified, it.message);
}

/** Runs to the end and gives every change that the watches stop for. */
async function changes(session: Session): Promise<Hit[]> {
  const hits: Hit[] = [];
  while ((await session.run('continue')) !== 'terminated') {
    const { stop } = session;
    assert.equal(stop?.reason, 'data breakpoint');
    const [, name, before, after] = CHANGE.exec(stop.text ?? '') ?? assert.fail(stop.text);
    const transaction = stop.where?.transaction?.index ?? -1;
    hits.push({ transaction, name: name ?? '', before: before ?? '', after: after ?? '' });
  }
  return hits;
}

/** What the changes of each transaction come to together. */
function net(hits: readonly Hit[]): string[] {
  const all = new Map<string, Hit>();
  for (const it of hits) {
    const key = `${it.transaction} ${it.name}`;
    const first = all.get(key);
    if (first !== undefined) assert.equal(it.before, all.get(`last ${key}`)?.after);
    all.set(`last ${key}`, it);
    all.set(key, { ...it, before: first?.before ?? it.before });
  }
  return [...all]
    .filter(([key, it]) => !key.startsWith('last ') && it.before !== it.after)
    .map(([, it]) => `${it.transaction} ${it.name}: ${it.before} → ${it.after}`)
    .sort();
}

const scenarios: readonly [scenario: string, contracts: readonly [string, readonly string[]][]][] =
  [
    ['erc20/transfer', [['token', ['Balances', 'P', 'Allowances']]]],
    ['erc20/allowance', [['token', ['Balances', 'P', 'Allowances']]]],
    ['erc20/refusals', [['token', ['Balances', 'P', 'Allowances']]]],
  ];

describe('data breakpoints on storage', () => {
  for (const [scenario, contracts] of scenarios) {
    it(`see in ${scenario} what its receipts say has changed`, async () => {
      const session = await Session.launch(scenario, { stopOnEntry: true });
      await session.run('continue');
      for (const [label, domains] of contracts) {
        watchDomains(session, addressOf(session, label), domains);
      }
      const hits = await changes(session);
      const wanted = session.receipts.flatMap(it =>
        (it.changes ?? [])
          .filter(change => /\.(Balances|Metadata|Allowances)/.test(change.label))
          .map(change => `${it.index} ${change.label}: ${change.before} → ${change.after}`),
      );
      assert.ok(wanted.length > 1);
      assert.deepEqual(net(hits), wanted.sort());
    });
  }

  it('stop in the contract, behind its syscall, with the change made', async () => {
    const session = await Session.launch('erc20/transfer', { stopOnEntry: true });
    await session.run('continue');
    watchDomains(session, addressOf(session, 'token'), ['Balances']);
    await session.run('continue');
    const { stop } = session;
    assert.equal(stop?.description, 'token.Balances[alice] changed');
    assert.equal(stop.text, 'token.Balances[alice] changed from nothing to 100000000');
    const frames = session.engine.stack();
    assert.equal(frames[0]?.kind, 'contract');
    const own = frames.find(it => it.source?.deemphasize === false);
    assert.equal(
      own?.line,
      lineOf(sourceOf('erc20'), 'Balances::set(program, caller, total_supply);'),
    );
    const slot = session.engine.storage(0).find(it => it.name === 'Balances[alice]');
    assert.equal(slot?.value, '100000000 (not committed)');
    assert.equal(stop.where?.transaction?.index, 1);
    assert.equal(stop.where.depth, 0);
    assert.ok((stop.where.gasLeft ?? 0n) > 0n);
  });

  it('ask their conditions of old and new, and nothing counts as 0', async () => {
    const rows: readonly [condition: string, texts: readonly string[]][] = [
      ['new < old', ['token.Balances[alice] changed from 100000000 to 50000000']],
      [
        'old == 0',
        [
          'token.Balances[alice] changed from nothing to 100000000',
          'token.Balances[bob] changed from nothing to 50000000',
        ],
      ],
      ['new > 200000000', []],
    ];
    for (const [condition, texts] of rows) {
      const session = await Session.launch('erc20/transfer', { stopOnEntry: true });
      await session.run('continue');
      const account = addressOf(session, 'token');
      const info = session.engine.dataInfo({ kind: 'slot', account, domain: 'Balances' });
      const dataId = 'problem' in info ? assert.fail(info.problem) : info.dataId;
      session.engine.setDataBreakpoints([{ dataId, condition }]);
      const seen: (string | undefined)[] = [];
      while ((await session.run('continue')) !== 'terminated') seen.push(session.stop?.text);
      assert.deepEqual(seen, texts);
    }
  });

  it('on reads stop behind the syscall that read, and say what it was given', async () => {
    const session = await Session.launch('erc20/transfer', { stopOnEntry: true });
    await session.run('continue');
    const account = addressOf(session, 'token');
    const info = session.engine.dataInfo({ kind: 'slot', account, domain: 'Balances' });
    const dataId = 'problem' in info ? assert.fail(info.problem) : info.dataId;
    session.engine.setDataBreakpoints([{ dataId, accessType: 'read' }]);
    const seen: (string | undefined)[] = [];
    while ((await session.run('continue')) !== 'terminated') {
      seen.push(session.stop?.text);
      assert.equal(session.engine.stack()[0]?.kind, 'contract');
    }
    assert.deepEqual(seen, [
      'token.Balances[alice] was read: it is 100000000',
      'token.Balances[bob] was read: it is nothing',
      'token.Balances[alice] was read: it is 50000000',
    ]);
  });

  it('see what a failed call wrote being put back', async () => {
    const session = await Session.launch('erc20/refusals', { stopOnEntry: true });
    await session.run('continue');
    watchDomains(session, addressOf(session, 'token'), ['Balances', 'Allowances', 'P']);
    const texts: string[] = [];
    while ((await session.run('continue')) !== 'terminated') texts.push(session.stop?.text ?? '');
    assert.ok(
      texts.some(it => / was put back from .* because a call failed$/.test(it)),
      texts.join('\n'),
    );
  });

  it('mean the same in another session, and after a restart', async () => {
    const before = await Session.launch('erc20/transfer');
    await before.run('continue');
    const account = addressOf(before, 'token');
    const session = await Session.launch('erc20/transfer');
    const dataId = `slot ${account} "Balances" *`;
    const [view] = session.engine.setDataBreakpoints([{ dataId }]);
    assert.equal(view?.verified, true);
    await session.run('continue');
    const first = session.stop?.text;
    await session.engine.restart();
    await session.run('continue');
    assert.equal(session.stop?.text, first);
  });
});
