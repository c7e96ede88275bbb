import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { listens } from './listens';

describe('a port', () => {
  it('is listened on as long as its server is there', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    assert.equal(await listens(port), true);
    server.close();
    await once(server, 'close');
    assert.equal(await listens(port), false);
  });
});
