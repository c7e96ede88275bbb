/** `avm dap`: the debug adapter, for editors that start it themselves. */

import type { Command } from 'commander';
import { InvalidArgumentError } from 'commander';
import type { DapServices } from './services';
import { EXIT } from './services';
import type { Terminal } from './terminal';

export function addDap(command: Command, services: DapServices, terminal: Terminal): void {
  command
    .command('dap')
    .description('serve the debugger to an editor, by the Debug Adapter Protocol')
    .option('--port <number>', 'on this port of 127.0.0.1; 0 finds a free one', parsePort)
    .addHelpText('after', HELP)
    .action(async ({ port }: { port?: number }) => {
      try {
        const served = await services.serveAdapter(port);
        if (served !== undefined) terminal.note(`listening on 127.0.0.1:${served}`);
      } catch (error) {
        // The port is taken, or not for everybody.
        terminal.note(error instanceof Error ? error.message : String(error));
        process.exitCode = EXIT.REFUSED;
      }
    });
}

const HELP = `
Without --port it speaks on standard input and output, for one client, and ends with it. With --port it serves any number
of clients, a session each, until it is interrupted, and keeps a session whose client suspends it or is cut off: attach
goes on with it. Launch arguments are those of the VS Code extension: scenario, stopOnEntry, justMyContract, build,
sourceMap, kernel.

Examples:
  avm dap
  avm dap --port 4711`;

function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65535) {
    throw new InvalidArgumentError('It is a number from 0 to 65535.');
  }
  return port;
}
