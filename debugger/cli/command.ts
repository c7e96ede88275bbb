/** The `avm` command and its subcommands, a file each. */

import { Command } from 'commander';
import { addBuild } from './build';
import { addBundle } from './bundle';
import { addChain } from './chain';
import { addDap } from './dap';
import { addDisasm } from './disasm';
import { addExec } from './exec';
import { addNew } from './new';
import { addReceipts } from './receipts';
import { addRun } from './run';
import type {
  BuildServices,
  ChainServices,
  DapServices,
  ExecServices,
  NewServices,
  TestServices,
  TraceServices,
} from './services';
import { addState } from './state';
import { addTest } from './test';
import type { Terminal } from './terminal';
import { addTrace } from './trace';

export function createCommand(
  services: BuildServices &
    ChainServices &
    DapServices &
    ExecServices &
    NewServices &
    TestServices &
    TraceServices,
  terminal: Terminal,
): Command {
  const command = new Command('avm')
    .description('Runs smart contracts on a RISC-V chain, and programs on a bare RISC-V machine.')
    .showHelpAfterError('(avm --help tells what there is)')
    .addHelpText(
      'after',
      `
Exit codes of run and test:
  0  every transaction has its receipt and every expectation is met
  1  an expectation is not met, or the run did not end
  2  the scenario, a contract or the command line is not right
  130  it was interrupted
Those of bundle and chain are the same, without expectations.
Those of exec are the program's own: avm exec --help.`,
    )
    .exitOverride(); // The entry decides how the process ends.
  addNew(command, services, terminal);
  addBuild(command, services, terminal);
  addRun(command, services, terminal);
  addTest(command, services, terminal);
  addBundle(command, services, terminal);
  addChain(command, services, terminal);
  addState(command, services, terminal);
  addReceipts(command, services, terminal);
  addDap(command, services, terminal);
  addTrace(command, services, terminal);
  addDisasm(command, services, terminal);
  addExec(command, services, terminal);
  return command;
}
