import assert from 'node:assert/strict';
import { once } from 'node:events';
import { PortRefused, serveClients } from './server';

describe('a port for clients', () => {
  it('is refused with a sentence where it is taken', async () => {
    const { server, port } = await serveClients(0, () => undefined);
    await assert.rejects(
      serveClients(port, () => undefined),
      {
        name: 'PortRefused',
        message: `port ${port} is taken: a debugger may listen on it already; choose another, or 0 for a free one`,
      },
    );
    server.close();
    await once(server, 'close');
  });

  it('is refused in the system’s words where that is rare', () => {
    const cause = Object.assign(new Error('listen EMFILE'), { code: 'EMFILE' });
    assert.equal(new PortRefused(1, cause).message, 'listen EMFILE');
  });
});
