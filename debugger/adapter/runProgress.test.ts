import assert from 'node:assert/strict';
import { RunProgress } from './runProgress';
import type { Session } from './session';

/** A session that shows progress and is at the third of four transactions. */
function session(): { session: Session; sent: [string, unknown][]; pauses: () => number } {
  const sent: [string, unknown][] = [];
  let pauses = 0;
  const engine = {
    transactionIndex: 2,
    transactionCount: 4,
    threads: () => [{ id: 1, name: 'transaction 2' }],
    pause: () => void (pauses += 1),
  };
  const fake = {
    client: { showsProgress: true },
    progresses: new Map(),
    engine,
    send: (name: string, body: unknown) => void sent.push([name, body]),
  };
  return { session: fake as unknown as Session, sent, pauses: () => pauses };
}

describe('progress of a run', () => {
  it('is not shown where a run is short', () => {
    const { session: it, sent } = session();
    const progress = new RunProgress(it, { id: 'run-1', title: 'Running' }, 0);
    progress.tick(999);
    progress.end();
    assert.deepEqual(sent, []);
  });

  it('begins after a while, goes on now and then, and ends', () => {
    const { session: it, sent } = session();
    const progress = new RunProgress(it, { id: 'run-1', title: 'Running' }, 0);
    for (const now of [500, 1000, 1200, 1500]) progress.tick(now);
    progress.end();
    assert.deepEqual(
      sent.map(([name]) => name),
      ['progressStart', 'progressUpdate', 'progressEnd'],
    );
    assert.deepEqual(sent[0]?.[1], {
      progressId: 'run-1',
      title: 'Running',
      cancellable: true,
      message: 'transaction 2 (of 4)',
      percentage: 50,
    });
  });

  it('pauses the machine where it is cancelled', () => {
    const { session: it, pauses } = session();
    const progress = new RunProgress(it, { id: 'run-1', title: 'Running' }, 0);
    progress.tick(1000);
    it.progresses.get('run-1')?.cancel();
    assert.equal(pauses(), 1);
    progress.end();
    assert.equal(it.progresses.size, 0);
  });
});
