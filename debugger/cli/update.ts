/** `avm update`: the contract library of a project as this avm has it, but for what has been changed there. */

import type { Command } from 'commander';
import {
  LIBRARY_FOLDER,
  LIST_FILE,
  libraryChanges,
  libraryFiles,
  listOf,
  printList,
} from './new/library';
import { readListAt, shippedWith } from './new/shipped';
import type { UpdateServices } from './services';
import { EXIT, Refusal } from './services';
import type { Terminal } from './terminal';

export interface UpdateOptions {
  readonly force?: boolean;
}

export function addUpdate(command: Command, services: UpdateServices, terminal: Terminal): void {
  command
    .command('update')
    .description('bring the contract library in a project up to date')
    .argument('[project]', 'folder that avm new has made', '.')
    .option('--force', 'also files that were changed in the project')
    .addHelpText('after', HELP)
    .action(async (project: string, options: UpdateOptions) => {
      process.exitCode = await updateProject(project, options, services, terminal);
    });
}

const HELP = `
The library in lib/ becomes that of this avm. What has been changed in the project alone stays as it is; where the library
has changed, too, nothing is written and the files are named. Nothing outside lib/ is touched.

Examples:
  avm update
  avm update ~/contracts/counter
  avm update --force`;

/** @returns the exit code */
export async function updateProject(
  given: string,
  options: UpdateOptions,
  services: UpdateServices,
  terminal: Terminal,
): Promise<number> {
  try {
    const count = await update(given, options.force === true, services, terminal);
    const files = `${count} file${count === 1 ? '' : 's'}`;
    terminal.line(count === 0 ? 'lib/ is up to date' : `updated ${files} in lib/`);
    return EXIT.MET;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    terminal.note(error.message);
    return EXIT.REFUSED;
  }
}

/** @returns how many files have changed */
async function update(
  given: string,
  isForced: boolean,
  services: UpdateServices,
  terminal: Terminal,
): Promise<number> {
  const project = services.resolvePath(process.cwd(), given);
  const at = (path: string): string => services.resolvePath(project, `${LIBRARY_FOLDER}/${path}`);
  if (!(await services.fileExists(at('clibc/Cargo.toml')))) {
    throw new Refusal('no-file', `${given} has no contract library in lib/`);
  }
  const files = await libraryFiles(shippedWith(services));
  const shipped = listOf(files);
  // A project from before there were lists: whatever is not as it is here may have been changed there.
  const before = (await readListAt(at(LIST_FILE), services)) ?? new Map<string, string>();
  const there = listOf(await services.readTree(services.resolvePath(project, LIBRARY_FOLDER)));
  const { write, remove, kept, clashing } = libraryChanges(before, there, shipped);
  for (const it of kept) terminal.note(`lib/${it} was changed in the project, and stays`);
  if (clashing.length > 0 && !isForced) {
    for (const it of clashing) terminal.note(`lib/${it} was changed in the project and in avm`);
    throw new Refusal('not-writable', 'nothing is written; with --force those are avm’s, too');
  }
  const bytes = new Map(files.map(it => [it.path, it.bytes]));
  for (const it of [...write, ...remove, ...clashing]) {
    const wanted = bytes.get(it);
    if (wanted === undefined) await services.deleteFile(at(it));
    else await services.writeFile(at(it), wanted);
  }
  // Last: should this be cut short, the next time goes on.
  await services.writeFile(at(LIST_FILE), printList(shipped));
  return write.length + remove.length + clashing.length;
}
