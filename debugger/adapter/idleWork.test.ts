import assert from 'node:assert/strict';
import { IdleWork } from './idleWork';

/** Far more than an idle client's silence. */
const LONG_MS = 60;

const pause = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms));

const unexpected = (error: unknown): void => {
  throw error;
};

class Pieces {
  done = 0;

  *of(count: number): Generator<void> {
    while (this.done < count) {
      this.done += 1;
      yield;
    }
  }
}

describe('work while the client is silent', () => {
  it('is done piece by piece, to its end', async () => {
    const idle = new IdleWork(unexpected);
    const pieces = new Pieces();
    idle.begin(pieces.of(1000));
    assert.equal(pieces.done, 0, 'the client has had no time to ask');
    await pause(LONG_MS);
    assert.equal(pieces.done, 1000);
  });

  it('waits while the client talks', async () => {
    const idle = new IdleWork(unexpected);
    const pieces = new Pieces();
    idle.begin(pieces.of(1));
    // Without a turn of the message loop in which a timer could be late.
    for (const end = performance.now() + LONG_MS; performance.now() < end;) idle.heard();
    assert.equal(pieces.done, 0);
    await pause(LONG_MS);
    assert.equal(pieces.done, 1);
  });

  it('is given up, and what is new takes its place', async () => {
    const idle = new IdleWork(unexpected);
    const [old, given] = [new Pieces(), new Pieces()];
    idle.begin(old.of(1));
    idle.begin(given.of(1));
    idle.giveUp();
    idle.heard();
    await pause(LONG_MS);
    assert.deepEqual([old.done, given.done], [0, 0]);
  });

  it('begins with making room, once in each silence', async () => {
    const events: string[] = [];
    const idle = new IdleWork(unexpected, () => events.push('room'));
    const pieces = function* () {
      for (const it of ['first', 'second']) yield events.push(it);
    };
    idle.begin(pieces());
    assert.deepEqual(events, [], 'the client has had no time to ask');
    await pause(LONG_MS);
    assert.deepEqual(events, ['room', 'first', 'second']);
    idle.heard();
    await pause(LONG_MS);
    assert.equal(events.length, 3, 'there is nothing left to do');
  });

  it('says what has gone wrong, and stops', async () => {
    const errors: unknown[] = [];
    const idle = new IdleWork(error => errors.push(error));
    const bug = new TypeError('a bug');
    idle.begin({
      next: () => {
        throw bug;
      },
    });
    await pause(LONG_MS);
    assert.deepEqual(errors, [bug]);
  });
});
