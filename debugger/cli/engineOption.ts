/** `--engine`, of every command that runs a machine. */

import { Option, type Command } from 'commander';
import { chooseEngine, ENGINES, takeRefusal, type EngineName } from '../bare/engines';
import type { Terminal } from './terminal';

export function engineOption(): Option {
  return new Option(
    '--engine <name>',
    'what executes the instructions: translated to WebAssembly where they are hot, or interpreted; all else is the same',
  )
    .choices(ENGINES)
    .default('translator');
}

/** Makes the machines of the command that runs have its engine, and says where there is no translator. */
export function obeyEngineOption(
  command: Command,
  seconds: () => number,
  terminal: Terminal,
): void {
  command.hook('preAction', (_, action) => {
    const { engine } = action.opts<{ engine?: EngineName }>();
    if (engine !== undefined) chooseEngine({ name: engine, now: () => seconds() * 1000 });
  });
  command.hook('postAction', () => {
    const refusal = takeRefusal();
    if (refusal !== undefined) terminal.note(refusal);
  });
}
