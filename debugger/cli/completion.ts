/** `avm completion`: what makes a shell complete this command's commands, options and choices. */

import type { Command } from 'commander';
import { Argument } from 'commander';
import { candidates } from './completion/candidates';
import { SCRIPTS, SHELLS } from './completion/scripts';
import type { Shell } from './completion/scripts';
import type { Terminal } from './terminal';

/** @param command with all its other subcommands */
export function addCompletion(command: Command, terminal: Terminal): void {
  command
    .command('completion')
    .description('print what makes a shell complete avm')
    .addArgument(new Argument('<shell>', 'which one').choices(SHELLS))
    .addHelpText('after', HELP)
    .action((shell: Shell) => terminal.line(SCRIPTS[shell]));
  command
    .command('complete', { hidden: true })
    .description('what may come next, for the shells')
    .argument('[words...]', 'after avm, up to the one that is being typed')
    .addHelpText('after', '\nExample:\n  avm complete -- run --ver')
    .action((words: string[]) => {
      for (const { value, description } of candidates(command, words)) {
        terminal.line(`${value}\t${description}`);
      }
    });
}

const HELP = `
Where it completes nothing of its own, names of files are completed.

Examples:
  avm completion bash >> ~/.bashrc
  avm completion zsh > ~/.zfunc/_avm                            # a folder of fpath
  avm completion fish > ~/.config/fish/completions/avm.fish`;
