/** The program that a command line names: an ELF, or a crate, which is built. */

import { createProgram, saysItsInterface } from '../chain/abi/program';
import type { Program } from '../chain/abi/program';
import { isElf } from '../elf/header';
import { notBuilt } from './compilerErrors';
import type { CliServices } from './services';
import { Refusal } from './services';
import type { Terminal } from './terminal';

/**
 * An ELF that says nothing of its interface is described by the abi.json beside it, as in a scenario.
 *
 * @throws Refusal where there is no such file, the crate cannot be built or nothing says what its interface is
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
  const bytes = await services.readFile(path);
  if (!isElf(bytes)) throw new Refusal('no-program', `${given} is no ELF`);
  const program = createProgram({ name, path, bytes });
  if (saysItsInterface(program)) return program;
  const beside = services.resolvePath(path, '../abi.json');
  if (!(await services.fileExists(beside))) {
    throw new Refusal(
      'no-program',
      `${given} says nothing of an interface, and there is no abi.json beside it: is it a contract that avm build has built?`,
    );
  }
  const text = new TextDecoder().decode(await services.readFile(beside));
  return createProgram({ name, path, bytes, abiFile: { path: beside, text } });
}
