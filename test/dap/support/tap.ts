/** Listens in on a conversation over a wire, whoever has it, and checks each message on its way. */

import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { connect, createServer } from 'node:net';
import type { Readable } from 'node:stream';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { ConversationCheck } from './messageProblems';

export interface Tap {
  /** Where the client is to connect. */
  readonly port: number;
  /** One per conversation, in the order in which clients came. */
  readonly checks: readonly ConversationCheck[];
  /** Every message of every conversation, in the order in which they passed. */
  readonly messages: readonly Dap.ProtocolMessage[];
  close(): void;
}

/** Stands between clients and an adapter that listens on a port of this machine. */
export async function tap(adapterPort: number): Promise<Tap> {
  const checks: ConversationCheck[] = [];
  const messages: Dap.ProtocolMessage[] = [];
  const sockets: Socket[] = [];
  const server = createServer(client => {
    const adapter = connect(adapterPort, '127.0.0.1');
    const check = new ConversationCheck();
    checks.push(check);
    sockets.push(client, adapter);
    listen(client, it => {
      messages.push(it);
      check.sent(it as Dap.Request);
    });
    listen(adapter, it => {
      messages.push(it);
      check.received(it);
    });
    client.pipe(adapter);
    adapter.pipe(client);
    // A client that goes away in the middle is the adapter's business.
    for (const it of [client, adapter]) it.on('error', () => undefined);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    checks,
    messages,
    close: () => {
      sockets.forEach(it => it.destroy());
      server.close();
    },
  };
}

/** Reads the framed messages of a stream without taking anything from it. [DAP base protocol] */
export function listen(stream: Readable, heard: (message: Dap.ProtocolMessage) => void): void {
  let rest = Buffer.alloc(0);
  stream.on('data', (data: Buffer) => {
    rest = Buffer.concat([rest, data]);
    for (;;) {
      const head = /^Content-Length: (\d+)\r\n\r\n/.exec(rest.toString('latin1', 0, 64));
      if (head === null) return;
      const end = head[0].length + Number(head[1]);
      if (rest.length < end) return;
      heard(JSON.parse(rest.toString('utf8', head[0].length, end)) as Dap.ProtocolMessage);
      rest = rest.subarray(end);
    }
  });
}
