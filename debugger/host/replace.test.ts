import { strict as assert } from 'node:assert';
import { replace } from './replace';

/** A machine on which a file can be replaced after so many attempts. */
class Busy {
  attempts = 0;
  paused = 0;

  constructor(
    readonly platform: NodeJS.Platform,
    private readonly code: string,
    private readonly refusals: number,
  ) {}

  rename = (): Promise<void> => {
    const isRefused = this.attempts++ < this.refusals;
    if (isRefused) return Promise.reject(Object.assign(new Error(this.code), { code: this.code }));
    return Promise.resolve();
  };

  pause = (milliseconds: number): Promise<void> => {
    this.paused += milliseconds;
    return Promise.resolve();
  };
}

describe('a file that is put in the place of another', () => {
  for (const code of ['EPERM', 'EACCES', 'EBUSY']) {
    it(`waits on Windows while somebody looks at it: ${code}`, async () => {
      const busy = new Busy('win32', code, 3);
      await replace('a', 'b', busy);
      assert.equal(busy.attempts, 4);
    });
  }

  it('is given up after two seconds', async () => {
    const busy = new Busy('win32', 'EPERM', Infinity);
    await assert.rejects(replace('a', 'b', busy), { code: 'EPERM' });
    assert.equal(busy.paused, 2000);
  });

  for (const [platform, code] of [
    ['linux', 'EPERM'],
    ['win32', 'ENOENT'],
  ] as const) {
    it(`does not wait on ${platform} for ${code}`, async () => {
      const busy = new Busy(platform, code, 1);
      await assert.rejects(replace('a', 'b', busy), { code });
      assert.equal(busy.attempts, 1);
    });
  }
});
