/** The `avm` command and its subcommands, a file each. */

import { styleText } from 'node:util';
import { Command } from 'commander';
import manifest from '../../package.json';
import { addAbi } from './abi';
import { addBuild } from './build';
import { addBundle } from './bundle';
import { addChain } from './chain';
import { addClient } from './client';
import { addCompletion } from './completion';
import { addDap } from './dap';
import { addDisasm } from './disasm';
import { addDwarf } from './dwarf';
import { obeyEngineOption } from './engineOption';
import { addExec } from './exec';
import { EXIT_MEANINGS } from './exitCodes';
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
  UpdateServices,
} from './services';
import { addState } from './state';
import { addTest } from './test';
import type { Terminal } from './terminal';
import { addTrace } from './trace';
import { addUpdate } from './update';

export function createCommand(
  services: BuildServices &
    ChainServices &
    DapServices &
    ExecServices &
    NewServices &
    TestServices &
    TraceServices &
    UpdateServices,
  terminal: Terminal,
): Command {
  const command = new Command('avm')
    .description('Makes, runs, tests and debugs smart contracts on a RISC-V chain.')
    .version(manifest.version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this')
    .configureHelp({
      styleTitle: it => styleText('bold', it),
      styleCommandText: it => styleText('cyan', it),
    })
    .showHelpAfterError('(avm --help tells what there is)')
    .addHelpText('after', HELP)
    .exitOverride(); // The entry decides how the process ends.
  command.commandsGroup('A contract:');
  addNew(command, services, terminal);
  addBuild(command, services, terminal);
  addTest(command, services, terminal);
  addRun(command, services, terminal);
  addAbi(command, services, terminal);
  addClient(command, services, terminal);
  addUpdate(command, services, terminal);
  addDap(command, services, terminal);
  command.commandsGroup('A chain:');
  addState(command, services, terminal);
  addReceipts(command, services, terminal);
  addChain(command, services, terminal);
  addBundle(command, services, terminal);
  command.commandsGroup('The machine:');
  addTrace(command, services, terminal);
  addDisasm(command, services, terminal);
  addDwarf(command, services, terminal);
  addExec(command, services, terminal);
  obeyEngineOption(command, () => services.seconds(), terminal);
  command.commandsGroup('This command:');
  addCompletion(command, terminal);
  command.helpCommand('help [command]', 'show what one command can do');
  return command;
}

const HELP = `
Exit codes:
${EXIT_MEANINGS.map(([code, meaning]) => `  ${String(code).padStart(3)}  ${meaning}`).join('\n')}
Those of exec are its program's own.

Colours are for terminals only, and never where NO_COLOR is set.

Examples:
  avm new counter && cd counter     a contract that builds, tests and debugs at once
  avm test                          all its scenarios, with every receipt checked
  avm help run                      what one command can do`;
