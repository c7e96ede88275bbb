import { strict as assert } from 'node:assert';
import { breatheAndTell } from './progress';

describe('progress', () => {
  it('is told once a second has gone by', async () => {
    const told: string[] = [];
    let now = 10;
    let done = 0;
    const breathe = breatheAndTell(
      () => `${done} of 3`,
      { breathe: () => Promise.resolve(), seconds: () => now },
      { status: it => told.push(it) },
    );
    await breathe();
    now = 11.5;
    done = 2;
    await breathe();
    assert.deepEqual(told, ['2 of 3, 1 s']);
  });
});
