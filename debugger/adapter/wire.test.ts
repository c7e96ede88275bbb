import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { connect } from 'node:net';
import { PassThrough } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { FakeEngine } from '../../test/dap/support/fakeEngine';
import { serveClients } from '../host/server';
import { Connection } from './connection';
import type { AdapterServices } from './services';
import { Wire } from './wire';

const MIB = 1024 * 1024;
const large = 'x'.repeat(5 * MIB);
/** Nothing here reads a file. */
const services = {} as AdapterServices;

const framed = (content: string): string => `Content-Length: ${content.length}\r\n\r\n${content}`;

/** A wire whose client reads nothing until it is told to. */
function wired(answer: (wire: Wire, content: string) => void = () => undefined) {
  const [input, output] = [new PassThrough(), new PassThrough()];
  const received: string[] = [];
  const left: (string | undefined)[] = [];
  let isBusy = false;
  const wire: Wire = new Wire(input, output, {
    received: content => {
      received.push(content);
      answer(wire, content);
    },
    broken: () => undefined,
    gone: why => left.push(why),
    isBusy: () => isBusy,
  });
  return { wire, input, output, received, left, setBusy: (it: boolean) => (isBusy = it) };
}

describe('a client that does not read', () => {
  it('is not asked for more until it has read', async () => {
    const { wire, input, output, received } = wired(it => it.send(large));
    input.write(['a', 'b', 'c', 'd'].map(framed).join(''));
    input.write(framed('e'));
    await setTimeout(10);
    assert.deepEqual(received, ['a', 'b'], 'what came in the same piece waits, too');
    assert.ok(wire.room() !== undefined);
    const room = wire.room();
    output.resume();
    await room;
    await setTimeout(10);
    assert.deepEqual(received, ['a', 'b', 'c', 'd', 'e']);
    assert.equal(wire.room(), undefined);
  });

  it('is cut off when too much is unread', () => {
    const { wire, output, left } = wired();
    for (let sent = 0; sent < 50; sent++) wire.send(large);
    assert.deepEqual(left.slice(0, 1), ['a client has left 130 MiB unread, and is cut off']);
    assert.equal(output.destroyed, true);
    assert.equal(wire.room(), undefined, 'nobody waits for it');
  });

  it('does not keep the machine from being ended', async () => {
    const { wire, input, left } = wired();
    for (let sent = 0; sent < 2; sent++) wire.send(large);
    const room = wire.room();
    input.destroy();
    await room;
    assert.deepEqual(left, [undefined]);
  });

  it('waits with what it asks while much is worked on', async () => {
    const { wire, input, received, setBusy } = wired();
    setBusy(true);
    input.write(framed('a'));
    await setTimeout(10);
    assert.deepEqual(received, []);
    setBusy(false);
    wire.readOn();
    assert.deepEqual(received, ['a']);
  });

  it('makes the machine wait, which tells more as long as it runs', async () => {
    const [input, output] = [new PassThrough(), new PassThrough()];
    const connection = new Connection(services);
    const { session } = connection;
    connection.start(input, output);
    let slices = 0;
    const engine = Object.assign(new FakeEngine(), {
      runSlice: () => {
        slices++;
        session.send('output', { output: large });
        return undefined;
      },
    });
    await session.launch({ scenario: '/a' }, () => Promise.resolve(engine.asEngine()));
    session.start();
    await until(() => slices === 2);
    await setTimeout(50);
    assert.equal(slices, 2);
    output.resume();
    await until(() => slices > 5);
    output.pause();
    await setTimeout(100);
    // While it waits, the session can be ended.
    await session.close();
  });

  it('is asked for no more over a socket than buffers hold', async () => {
    let served: Socket | undefined;
    const { server, port } = await serveClients(0, streams => {
      served = streams.input as Socket;
      new Connection(services, streams.close).start(streams.input, streams.output);
    });
    const client = connect(port, '127.0.0.1').pause();
    try {
      await once(client, 'connect');
      // Refused with its own name, so that as much comes back.
      const command = 'x'.repeat(100_000);
      const request = framed(JSON.stringify({ seq: 1, type: 'request', command }));
      for (let sent = 0; sent < 1000; sent++) client.write(request);
      let seen = -1;
      while (served === undefined || served.bytesRead !== seen) {
        seen = served?.bytesRead ?? 0;
        await setTimeout(300);
      }
      assert.ok(served.writableLength < 10 * MIB, `${served.writableLength} wait to be read`);
      assert.ok(seen < 40 * MIB, `${seen} of 100 MB were read`);
      client.resume();
      let answered = 0;
      client.on('data', (it: Buffer) => (answered += it.length));
      while (answered < 1000 * command.length) await setTimeout(20);
    } finally {
      client.destroy();
      server.close();
    }
  });
});

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await setTimeout(5);
}
