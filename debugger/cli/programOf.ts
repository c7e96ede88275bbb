/** The program that a command line names: an ELF, or a crate, which is built. */

import { createProgram } from '../chain/abi/program';
import type { Program } from '../chain/abi/program';
import { notBuilt } from './compilerErrors';
import type { CliServices } from './services';
import { Refusal } from './services';
import type { Terminal } from './terminal';

/**
 * @throws Refusal where there is no such file or the crate cannot be built
 * @throws MalformedInput where the file is no program
 */
export async function programOf(
  given: string,
  services: Pick<CliServices, 'readFile' | 'fileExists' | 'resolvePath' | 'build'>,
  terminal: Terminal,
): Promise<Program> {
  let path = services.resolvePath(process.cwd(), given);
  if (!(await services.fileExists(path))) {
    if (!(await services.fileExists(services.resolvePath(path, 'Cargo.toml')))) {
      throw new Refusal('no-file', `${given} is neither an ELF nor a folder with a Cargo.toml`);
    }
    const outcome = await services.build(path, it => terminal.status(it.trim()));
    terminal.status('');
    if (outcome.kind === 'failed') throw notBuilt(path, outcome, terminal);
    path = outcome.executable;
  }
  const name = path.split(/[\\/]/).at(-1) ?? path;
  return createProgram({ name, path, bytes: await services.readFile(path) });
}
