/** `avm abi`: a contract's interface as JSON. */

import type { Command } from 'commander';
import { Option } from 'commander';
import { printAbi, printAbiV1 } from '../chain/abi/document';
import { MalformedInput } from '../shared/errors';
import { programOf } from './programOf';
import type { CliServices } from './services';
import { EXIT, Refusal } from './services';
import type { Terminal } from './terminal';

export type AbiServices = Pick<
  CliServices,
  'readFile' | 'fileExists' | 'resolvePath' | 'build' | 'writeFile'
>;

interface AbiOptions {
  readonly out?: string;
  readonly abiVersion: '1' | '2';
  readonly check?: boolean;
}

export function addAbi(command: Command, services: AbiServices, terminal: Terminal): void {
  command
    .command('abi')
    .description('print or write the interface of a contract')
    .argument('<program>', 'folder of a crate, which is built, or an ELF')
    .option('--out <file>', 'write it there')
    .option('--check', 'change nothing: fail where --out says something else')
    .addOption(
      new Option('--abi-version <version>', "2: ours, 1: aVM's, with less in it")
        .choices(['1', '2'])
        .default('2'),
    )
    .addHelpText(
      'after',
      `
Examples:
  avm abi .
  avm abi . --out abi.json
  avm abi . --out abi.json --check      in a build, so that nobody forgets`,
    )
    .action(async (given: string, options: AbiOptions) => {
      try {
        process.exitCode = await writeAbi(given, options, services, terminal);
      } catch (error) {
        if (!(error instanceof Refusal || error instanceof MalformedInput)) throw error;
        terminal.note(error.message);
        process.exitCode = EXIT.REFUSED;
      }
    });
}

async function writeAbi(
  given: string,
  { out, abiVersion, check }: AbiOptions,
  services: AbiServices,
  terminal: Terminal,
): Promise<number> {
  if (check === true && out === undefined) {
    throw new Refusal('no-file', '--check compares with a file: name it by --out');
  }
  const { abi } = await programOf(given, services, terminal);
  if (abiVersion === '1' && abi.calls === 'typed') {
    throw new Refusal('no-program', 'version 1 has no form for a contract of the typed layer');
  }
  const text = abiVersion === '1' ? printAbiV1(abi) : printAbi(abi);
  if (out === undefined) {
    terminal.line(text.trimEnd());
    return EXIT.MET;
  }
  const path = services.resolvePath(process.cwd(), out);
  if (check !== true) {
    await services.writeFile(path, new TextEncoder().encode(text));
    return EXIT.MET;
  }
  const there = (await services.fileExists(path))
    ? new TextDecoder().decode(await services.readFile(path))
    : undefined;
  // Git for Windows ends the lines of what it checks out in its own way.
  if (there?.replaceAll('\r\n', '\n') === text) return EXIT.MET;
  terminal.note(`${out} ${there === undefined ? 'is not there' : 'is not what the contract says'}`);
  return EXIT.UNMET;
}
