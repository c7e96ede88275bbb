/** A debugger that serves a port, as `avm dap --port` does: sessions outlive the editor there. */

const MAX_PORT = 65535;

/** @returns the port that a configuration names; undefined where it names none, a sentence where it is none */
export function serverPort(config: Readonly<Record<string, unknown>>): number | string | undefined {
  const { port, request } = config;
  if (port === undefined) {
    return request === 'attach'
      ? 'To attach, a configuration needs "port": the one that `avm dap --port` listens on.'
      : undefined;
  }
  // What a variable stands for is text.
  const number = typeof port === 'string' && /^\d+$/.test(port) ? Number(port) : port;
  const isPort = typeof number === 'number' && Number.isInteger(number);
  return isPort && number > 0 && number <= MAX_PORT
    ? number
    : `"port" must be a number from 1 to ${MAX_PORT}, not ${JSON.stringify(port)}.`;
}

/** What a port names is not there. The editor shows the sentence. */
export class NobodyListens extends Error {
  override readonly name = 'NobodyListens';

  constructor(readonly port: number) {
    super(
      `No debugger listens on port ${port} of this machine. To start one: avm dap --port ${port}`,
    );
  }
}
