/** `avm new`: a folder with a contract that builds, tests and debugs at once. */

import type { Command } from 'commander';
import { Option } from 'commander';
import { writingReason } from '../shared/systemError';
import { readContractName } from './new/contractName';
import type { Style } from './new/project';
import { STYLES, projectFiles } from './new/project';
import { shippedWith } from './new/shipped';
import type { NewServices } from './services';
import { EXIT, Refusal } from './services';
import type { Terminal } from './terminal';

export interface NewOptions {
  readonly style: Style;
  readonly in: string;
}

export function addNew(command: Command, services: NewServices, terminal: Terminal): void {
  command
    .command('new')
    .description('make a contract project that builds, tests and debugs at once')
    .argument('<name>', 'of the crate, and of the folder that is made')
    .addOption(
      new Option(
        '--style <style>',
        'typed: arguments, storage and errors with types; router: aVM’s own',
      )
        .choices(STYLES)
        .default('typed'),
    )
    .option('--in <folder>', 'where to make it', '.')
    .addHelpText('after', HELP)
    .action(async (name: string, options: NewOptions) => {
      process.exitCode = await makeProject(name, options, services, terminal);
    });
}

const HELP = `
The folder has the contract with unit tests, scenarios that run it on the machine, what F5 in VS Code needs, and a copy
of the contract library in lib/, which avm update brings up to date. It is a cargo workspace of its own and needs nothing
of ours beside this command. The library's macros need syn, quote and sha3 from crates.io: cargo fetches them at the
first build, and needs no network after that.

Examples:
  avm new counter
  avm new my-token --style router --in ~/contracts`;

/** @returns the exit code */
export async function makeProject(
  given: string,
  options: NewOptions,
  services: NewServices,
  terminal: Terminal,
): Promise<number> {
  try {
    const name = readContractName(given);
    if (typeof name === 'string') throw new Refusal('no-name', name);
    const parent = services.resolvePath(process.cwd(), options.in);
    const folder = services.resolvePath(parent, name.crate);
    if (await services.pathExists(folder)) {
      throw new Refusal('folder-exists', `there is something at ${folder} already`);
    }
    const files = await projectFiles(name, options.style, shippedWith(services));
    await services.writeTree(folder, files).catch((error: unknown) => {
      throw new Refusal('not-writable', `${folder} cannot be made: ${writingReason(error)}`);
    });
    terminal.line(welcome(folder, terminal));
    return EXIT.MET;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    terminal.note(error.message);
    return EXIT.REFUSED;
  }
}

function welcome(folder: string, terminal: Terminal): string {
  return `made ${folder}

  ${terminal.style('bold', `cd ${folder}`)}
  ${terminal.style('bold', 'avm test')}      builds the contract and runs its scenarios on the machine
  ${terminal.style('bold', 'cargo test')}    runs its unit tests here
  ${terminal.style('bold', 'code .')}        opens it in VS Code, where F5 debugs a scenario`;
}
