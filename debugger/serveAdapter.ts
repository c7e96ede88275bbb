/** The debug adapter, for whoever starts it: its own process, or `avm dap`. */

import { Connection } from './adapter/connection';
import { processStreams, serveClients } from './host/server';
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
  const serve = (streams: Streams): void => {
    const connection = new Connection(hostServices(bundle), () => streams.close());
    connection.start(streams.input, streams.output);
  };
  if (port !== undefined) return (await serveClients(port, serve)).port;
  serve(processStreams());
  return undefined;
}
