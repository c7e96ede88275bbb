/** One subject of `avm dwarf`: the same options, errors and frame of the JSON for all. */

import type { Command } from 'commander';
import type { DebugInfo } from '../../dwarf/debugInfo';
import { readElf } from '../../elf/elfImage';
import { missingDebug } from '../../engine/missingDebug';
import type { ProgramSymbols } from '../../engine/symbols';
import { readSymbols } from '../../engine/symbols';
import { MalformedInput } from '../../shared/errors';
import { hex32 } from '../../shared/hex';
import { EXIT } from '../exitCodes';
import type { CliServices } from '../services';
import { Refusal } from '../services';
import type { Terminal } from '../terminal';

export type DwarfServices = Pick<CliServices, 'readFile' | 'fileExists' | 'resolvePath'>;

export interface Subject<Item> {
  readonly name: string;
  readonly description: string;
  readonly example: string;
  /** Made one at a time: those of a large program need not fit into memory together. */
  items(info: DebugInfo): Iterable<Item>;
  toJson(item: Item): unknown;
  toText(item: Item): Iterable<string>;
}

export function addSubject<Item>(
  group: Command,
  subject: Subject<Item>,
  services: DwarfServices,
  terminal: Terminal,
): void {
  group
    .command(subject.name)
    .description(subject.description)
    .argument('<elf>', 'an ELF with debug information')
    .option('--json', 'as JSON, in the form of docs/dwarf.md')
    .addHelpText('after', `\nExample:\n  ${subject.example}`)
    .action(async (path: string, { json }: { json?: boolean }) => {
      try {
        const { info, image } = await open(path, services);
        for (const it of image?.problems ?? []) terminal.note(`${path}: ${it}`);
        const missing = missingDebug(info);
        if (missing !== undefined) terminal.note(`${path}: ${missing}`);
        const print = json === true ? printJson : printText;
        process.exitCode = print(subject, info, path, terminal);
      } catch (error) {
        if (!(error instanceof Refusal || error instanceof MalformedInput)) throw error;
        terminal.note(error.message);
        process.exitCode = EXIT.REFUSED;
      }
    });
}

/** @throws Refusal where there is no such file, MalformedInput where it is no ELF of this machine */
async function open(given: string, services: DwarfServices): Promise<ProgramSymbols> {
  const path = services.resolvePath(process.cwd(), given);
  return readSymbols(readElf(await services.readFile(path), path), path);
}

/** A line per item, so that it can be read as it comes. */
function printJson<Item>(
  subject: Subject<Item>,
  info: DebugInfo,
  path: string,
  terminal: Terminal,
): number {
  terminal.line(`{"program":${JSON.stringify(path)},"${subject.name}":[`);
  let last: string | undefined;
  for (const item of subject.items(info)) {
    if (last !== undefined) terminal.line(`${last},`);
    last = JSON.stringify(subject.toJson(item));
  }
  if (last !== undefined) terminal.line(last);
  const problems = info.problems.map(it => ({ ...it, offset: hex32(it.offset) }));
  terminal.line(`],"problems":${JSON.stringify(problems)}}`);
  return last === undefined ? EXIT.UNMET : EXIT.MET;
}

function printText<Item>(
  subject: Subject<Item>,
  info: DebugInfo,
  path: string,
  terminal: Terminal,
): number {
  let isEmpty = true;
  for (const item of subject.items(info)) {
    for (const it of subject.toText(item)) terminal.line(it);
    isEmpty = false;
  }
  for (const { section, offset, message } of info.problems) {
    terminal.note(`${section}+${hex32(offset)}: ${message}`);
  }
  if (isEmpty) terminal.note(`${path} says nothing of its ${subject.name}`);
  return isEmpty ? EXIT.UNMET : EXIT.MET;
}
