/** The `avm` command and its subcommands, a file each. */

import { Command } from 'commander';
import { addRun } from './run';
import type { CliServices } from './services';
import type { Terminal } from './terminal';

export function createCommand(services: CliServices, terminal: Terminal): Command {
  const command = new Command('avm')
    .description('Runs smart contracts on a RISC-V chain.')
    .showHelpAfterError('(avm --help tells what there is)')
    .addHelpText(
      'after',
      `
Exit codes:
  0  every transaction has its receipt and every expectation is met
  1  an expectation is not met, or the run did not end
  2  the scenario, a contract or the command line is not right`,
    )
    .exitOverride(); // The entry decides how the process ends.
  addRun(command, services, terminal);
  return command;
}
