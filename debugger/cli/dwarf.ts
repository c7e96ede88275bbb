/** `avm dwarf`: all that we understand of a program's debug information, a subcommand per subject. */

import type { Command } from 'commander';
import { functions } from './dwarf/functions';
import { frames } from './dwarf/frames';
import { lines } from './dwarf/lines';
import type { DwarfServices } from './dwarf/subject';
import { addSubject } from './dwarf/subject';
import { variables } from './dwarf/variables';
import type { Terminal } from './terminal';

export function addDwarf(command: Command, services: DwarfServices, terminal: Terminal): void {
  const group = command
    .command('dwarf')
    .description('print what the debugger knows from the debug information of a program')
    .addHelpText(
      'after',
      `
Exit codes: 0 there is such information, 1 there is none, 2 the program cannot be read.
What could not be read is listed, with section and offset: in the JSON, otherwise on stderr.
The form of the JSON is in docs/dwarf.md.

Examples:
  avm dwarf lines target/riscv32imac-unknown-none-elf/debug/erc20
  avm dwarf functions --json target/riscv32imac-unknown-none-elf/debug/erc20`,
    );
  addSubject(group, lines, services, terminal);
  addSubject(group, functions, services, terminal);
  addSubject(group, variables, services, terminal);
  addSubject(group, frames, services, terminal);
}
