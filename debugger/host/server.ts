/** Where clients come from: the process's own streams, or TCP on this machine only. */

import { createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { constants } from 'node:os';

/** One client's streams. */
export interface Streams {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
  /** Says goodbye: what is written still arrives. */
  close(): void;
}

/** The client that started this process; closing lets the process end. */
export function processStreams(): Streams {
  return {
    input: process.stdin,
    output: process.stdout,
    close: () => {
      process.stdin.destroy();
    },
  };
}

/** As shells count: a process that a signal ended. [POSIX.1-2017 Shell §2.8.2] */
const ENDED_BY_SIGNAL = 128;

/** How long a signal may take to end this process, in milliseconds. */
const SIGNAL_MS = 1000;

const ENDINGS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;

/** Does something at once before a signal ends this process. */
export function onSignal(act: () => void): void {
  for (const signal of ENDINGS) {
    process.once(signal, () => {
      act();
      endBy(signal);
    });
  }
}

/**
 * As if nobody had listened: editors that end an adapter by a signal take a code for a failure of its own and say so.
 * Windows knows no such end, and the first process of a container outlives it: there a code it is.
 */
function endBy(signal: (typeof ENDINGS)[number]): void {
  const code = ENDED_BY_SIGNAL + constants.signals[signal];
  if (process.platform === 'win32') process.exit(code);
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
  setTimeout(() => process.exit(code), SIGNAL_MS);
}

/** How long a client that has been told goodbye may read nothing, in milliseconds. */
const LINGER_MS = 10_000;

/** The system does not give us a port. */
export class PortRefused extends Error {
  override readonly name = 'PortRefused';

  constructor(
    readonly port: number,
    cause: Error & { readonly code?: string },
  ) {
    const sentence = REFUSALS[cause.code ?? ''];
    super(sentence === undefined ? cause.message : `port ${port} ${sentence}`, { cause });
  }
}

const REFUSALS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'is taken: a debugger may listen on it already; choose another, or 0 for a free one',
  EACCES: 'is not for everybody: choose one from 1024 on, or 0 for a free one',
};

/**
 * Serves any number of clients at a time, each with a session of its own.
 * @param port 0: a free one
 * @returns the server and the port it has
 */
export function serveClients(
  port: number,
  serve: (streams: Streams) => void,
): Promise<{ server: Server; port: number }> {
  const server = createServer(socket => {
    socket.setNoDelay(true);
    const close = (): void => {
      // Who reads nothing more must not keep what was written for ever.
      socket.end().setTimeout(LINGER_MS, () => socket.destroy());
    };
    serve({ input: socket, output: socket, close });
  });
  return new Promise((resolve, reject) => {
    server.on('error', error => reject(new PortRefused(port, error)));
    server.listen(port, '127.0.0.1', () =>
      resolve({ server, port: (server.address() as AddressInfo).port }),
    );
  });
}
