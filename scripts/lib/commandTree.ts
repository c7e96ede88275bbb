/** The `avm` command as it stands, to be read and not to be run. */

import type { Command } from 'commander';
import { createCommand } from '../../debugger/cli/command';
import { Terminal } from '../../debugger/cli/terminal';

export function commandTree(): Command {
  const silent = { write: () => true };
  return createCommand({} as Parameters<typeof createCommand>[0], new Terminal(silent, silent));
}

/** The commands that a person may call, the command itself first, each before its own. */
export function everyCommand(command: Command): Command[] {
  const inner = command.createHelp().visibleCommands(command);
  return [command, ...inner.filter(it => it.name() !== 'help').flatMap(everyCommand)];
}

/** `avm chain info`. */
export function fullName(command: Command): string {
  const names: string[] = [];
  for (let it: Command | null = command; it !== null; it = it.parent) names.unshift(it.name());
  return names.join(' ');
}

/** What `--help` prints, in lines of at most `width` letters. */
export function helpOf(command: Command, width = 100): string {
  const parts: string[] = [];
  command.configureOutput({
    writeOut: it => parts.push(it),
    getOutHelpWidth: () => width,
    getOutHasColors: () => false,
  });
  command.outputHelp();
  return parts.join('').trimEnd();
}
