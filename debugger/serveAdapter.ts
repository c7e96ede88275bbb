/** The debug adapter, for whoever starts it: its own process, or `avm dap`. */

import { Connection } from './adapter/connection';
import { onSignal, processStreams, serveClients } from './host/server';
import type { Streams } from './host/server';
import { hostServices } from './host/services';

/**
 * Speaks DAP on this process's standard input and output, or with any number of clients on 127.0.0.1.
 *
 * @param bundle the folder of the kernel
 * @param port 0: a free one
 * @returns the port, once clients may come
 */
export async function serveAdapter(bundle: string, port?: number): Promise<number | undefined> {
  const connections = new Set<Connection>();
  const serve = (streams: Streams): void => {
    const connection = new Connection(hostServices(bundle), () => {
      connections.delete(connection);
      streams.close();
    });
    connections.add(connection);
    connection.start(streams.input, streams.output);
  };
  // A build has a process group of its own, which would outlive this process.
  onSignal(() => connections.forEach(it => it.shutdown()));
  if (port !== undefined) return (await serveClients(port, serve)).port;
  serve(processStreams());
  return undefined;
}
