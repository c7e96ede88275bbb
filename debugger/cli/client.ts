/** `avm client`: a typed client of a contract, as a source file. */

import type { Command } from 'commander';
import { Option } from 'commander';
import { ClientRefusal } from '../client/names';
import { rustClient } from '../client/rust';
import { typescriptClient } from '../client/typescript';
import { MalformedInput } from '../shared/errors';
import type { AbiServices } from './abi';
import { programOf } from './programOf';
import { EXIT, Refusal } from './services';
import type { Terminal } from './terminal';

const LANGUAGES = { typescript: typescriptClient, rust: rustClient } as const;

interface ClientOptions {
  readonly language: keyof typeof LANGUAGES;
  readonly out?: string;
}

export function addClient(command: Command, services: AbiServices, terminal: Terminal): void {
  command
    .command('client')
    .description('generate a typed client of a contract')
    .argument('<program>', 'folder of a crate, which is built, or an ELF')
    .addOption(
      new Option('--language <language>', 'typescript, or rust for other contracts')
        .choices(Object.keys(LANGUAGES))
        .makeOptionMandatory(),
    )
    .option('--out <file>', 'write it there, not to the terminal')
    .addHelpText(
      'after',
      `
Examples:
  avm client . --language typescript --out token.ts
  avm client ../token --language rust --out src/token.rs`,
    )
    .action(async (given: string, { language, out }: ClientOptions) => {
      try {
        const { abi } = await programOf(given, services, terminal);
        const text = LANGUAGES[language](abi);
        if (out === undefined) return terminal.line(text.trimEnd());
        const path = services.resolvePath(process.cwd(), out);
        await services.writeFile(path, new TextEncoder().encode(text));
      } catch (error) {
        const isTold = [Refusal, MalformedInput, ClientRefusal].some(it => error instanceof it);
        if (!isTold || !(error instanceof Error)) throw error;
        terminal.note(error.message);
        process.exitCode = EXIT.REFUSED;
      }
    });
}
