/** The debug adapter, for whoever starts it: its own process, or `avm dap`. */

import { Connection } from './adapter/connection';
import { KeptMachines } from './adapter/keptMachines';
import { settleRuntime } from './host/hostRuntime';
import { onSignal, processStreams, serveClients } from './host/server';
import type { Streams } from './host/server';
import { hostServices } from './host/services';

/**
 * Speaks DAP on this process's standard input and output, or with any number of clients on 127.0.0.1.
 *
 * @param bundle the folder of the kernel
 * @param port 0: a free one; machines outlive their clients there, which is noted on standard error
 * @returns the port, once clients may come
 */
export async function serveAdapter(bundle: string, port?: number): Promise<number | undefined> {
  const services = { ...hostServices(bundle), makeRoom: settleRuntime() };
  const connections = new Set<Connection>();
  const kept =
    port === undefined ? undefined : new KeptMachines(it => process.stderr.write(`${it}\n`));
  const serve = (streams: Streams): void => {
    const closed = (why?: string): void => {
      if (why !== undefined) process.stderr.write(`${why}\n`);
      connections.delete(connection);
      streams.close();
    };
    const connection = new Connection(services, closed, kept);
    connections.add(connection);
    connection.start(streams.input, streams.output);
  };
  // A build has a process group of its own, which would outlive this process.
  onSignal(() => connections.forEach(it => void it.session.close()));
  if (port !== undefined) return (await serveClients(port, serve)).port;
  serve(processStreams());
  return undefined;
}
