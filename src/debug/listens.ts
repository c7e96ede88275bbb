/** Whether anybody listens on a port of this machine. */

import { connect } from 'node:net';

/** Nothing is said on the connection: a debugger takes it for a client that has gone again. */
export function listens(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
