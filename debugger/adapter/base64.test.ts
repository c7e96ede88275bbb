import assert from 'node:assert/strict';
import { fromBase64, toBase64 } from './base64';
import { RequestError } from './requestError';

describe('base64', () => {
  for (const length of [0, 1, 2, 3, 256, 100_000]) {
    it(`writes ${length} bytes as Node does and reads them back`, () => {
      const bytes = Uint8Array.from({ length }, (_, at) => (at * 7) & 0xff);
      assert.equal(toBase64(bytes), Buffer.from(bytes).toString('base64'));
      assert.deepEqual(fromBase64(toBase64(bytes)), bytes);
    });
  }

  it('refuses what is not base64', () => {
    assert.throws(() => fromBase64('*'), RequestError);
  });
});
