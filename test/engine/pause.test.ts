/** A machine that would run for ever is stopped by asking. */

import { strict as assert } from 'node:assert';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Session } from './support/session';

const root = join(__dirname, '../..');

/** A call of `forever` with more gas than anybody waits for. */
const scenario = {
  version: 1,
  name: 'endless',
  accounts: { alice: { address: '11'.repeat(20), balance: '1' } },
  contracts: {
    trouble: { crate: join(root, 'sample-contracts/trouble'), address: '22'.repeat(20) },
  },
  transactions: [
    { create: 'trouble', from: 'alice' },
    { call: 'trouble', from: 'alice', function: 'forever', gasLimit: '1000000000000' },
  ],
};

describe('pause', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'pause-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  const launch = (): Promise<Session> => {
    const path = join(folder, 'endless.scenario.json');
    writeFileSync(path, JSON.stringify(scenario));
    return Session.launch('trouble/trouble', { scenario: path });
  };

  it('stops in the contract within one slice', async () => {
    const { engine } = await launch();
    engine.resume('continue');
    for (let slice = 0; slice < 5; slice++) assert.equal(await engine.runSlice(100_000), undefined);
    engine.pause();
    const stop = await engine.runSlice(100_000);
    assert.equal(stop?.reason, 'pause');
    assert.ok(engine.stack().some(it => it.name === 'trouble::forever'));
  });

  it('stops in the contract too when the kernel is only about to start it', async () => {
    const { engine } = await launch();
    engine.resume('continue');
    engine.pause();
    let stop = await engine.runSlice(1000);
    while (stop === undefined) stop = await engine.runSlice(1000);
    assert.equal(stop.reason, 'pause');
    assert.ok(
      engine.stack().some(it => it.kind === 'contract'),
      engine
        .stack()
        .map(it => it.name)
        .join(),
    );
  });

  it('lets it go on from where it was', async () => {
    const session = await launch();
    session.engine.resume('continue');
    await session.engine.runSlice(1_000_000);
    session.engine.pause();
    await session.settle();
    // It may have been in what the loop calls.
    const places: string[] = [];
    while (places.length < 4 && !/^forever main\.rs: /.test(places.at(-1) ?? '')) {
      places.push(await session.run('next'));
    }
    assert.match(places.at(-1) ?? '', /^forever main\.rs: /);
    session.engine.resume('continue');
    assert.equal(await session.engine.runSlice(100_000), undefined);
  });
});
