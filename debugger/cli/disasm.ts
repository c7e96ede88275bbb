/** `avm disasm`: the machine code of a program, with its functions' names and its source. */

import type { Command } from 'commander';
import { InvalidArgumentError } from 'commander';
import { readElf } from '../elf/elfImage';
import type { DisassembledFunction, DisassembledInstruction } from '../engine/disassembly';
import { Disassembly } from '../engine/disassembly';
import { MalformedInput } from '../shared/errors';
import { notBuilt } from './compilerErrors';
import type { CliServices } from './services';
import { EXIT, Refusal } from './services';
import type { Terminal } from './terminal';

interface DisasmOptions {
  readonly source?: boolean;
  readonly address?: AddressRange;
  readonly build: boolean;
}

interface AddressRange {
  readonly from: number;
  /** The first address that is not wanted. */
  readonly to: number;
}

type DisasmServices = Pick<CliServices, 'readFile' | 'fileExists' | 'resolvePath' | 'build'>;

/** Of an address alone, as much as says where it is. */
const BYTES_AROUND = 32;

export function addDisasm(command: Command, services: DisasmServices, terminal: Terminal): void {
  command
    .command('disasm')
    .description('print the machine code of a program, with names and source')
    .argument('<program>', 'an ELF, or the folder of a crate, which is built')
    .argument('[function]', 'only functions with this in their name')
    .option('--source', 'with the lines of source that the instructions come from')
    .option('--address <range>', 'only there: 0x1000, or 0x1000-0x1040', parseRange)
    .option('--no-build', 'do not build a crate; it must have been built before')
    .addHelpText(
      'after',
      `
Exit codes: 0 there is such code, 1 there is none, 2 the program cannot be read.

Examples:
  avm disasm target/riscv32imac-unknown-none-elf/debug/erc20 transfer --source
  avm disasm sample-contracts/erc20 entrypoint
  avm disasm --address 0x1f3a sample-contracts/erc20      what a trap's pc is`,
    )
    .action(async (given: string, name: string | undefined, options: DisasmOptions) => {
      try {
        process.exitCode = await disasm({ given, name, options }, services, terminal);
      } catch (error) {
        if (!(error instanceof Refusal || error instanceof MalformedInput)) throw error;
        terminal.note(error.message);
        process.exitCode = EXIT.REFUSED;
      }
    });
}

interface Wanted {
  readonly given: string;
  readonly name: string | undefined;
  readonly options: DisasmOptions;
}

async function disasm(
  { given, name, options }: Wanted,
  services: DisasmServices,
  terminal: Terminal,
): Promise<number> {
  const path = await executableOf(given, options, services, terminal);
  const image = readElf(await services.readFile(path), path);
  if (image.isObject) {
    const advice = 'link it, or read it with llvm-objdump -dr';
    throw new Refusal(
      'not-linked',
      `${given} is an object file, whose code has no addresses yet: ${advice}`,
    );
  }
  for (const it of image.problems) terminal.note(`${given}: ${it}`);
  const disassembly = new Disassembly(image, path);
  const listing = new Listing(services, terminal, options.source === true);
  let isEmpty = true;
  for (const it of disassembly.functions()) {
    if (name !== undefined && !it.name.includes(name)) continue;
    const wanted = within(it, options.address);
    if (wanted.length === 0) continue;
    await listing.print(it, wanted);
    isEmpty = false;
  }
  if (!isEmpty) return EXIT.MET;
  const what = name === undefined ? 'no code' : `no function with ${name} in its name`;
  terminal.note(`${given} has ${what}${options.address === undefined ? '' : ' there'}`);
  return EXIT.UNMET;
}

/** @throws Refusal where there is no such file, or the crate cannot be built */
async function executableOf(
  given: string,
  { build }: DisasmOptions,
  services: DisasmServices,
  terminal: Terminal,
): Promise<string> {
  const path = services.resolvePath(process.cwd(), given);
  if (await services.fileExists(path)) return path;
  if (!(await services.fileExists(services.resolvePath(path, 'Cargo.toml')))) {
    throw new Refusal('no-file', `${given} is neither an ELF nor a folder with a Cargo.toml`);
  }
  if (!build) throw new Refusal('no-file', `${given} is a crate: name its executable, or build it`);
  terminal.note(`building ${given}`);
  const outcome = await services.build(path, () => undefined);
  if (outcome.kind === 'failed') throw notBuilt(path, outcome, terminal);
  return outcome.executable;
}

function within(
  { instructions }: DisassembledFunction,
  range: AddressRange | undefined,
): DisassembledInstruction[] {
  const all = [...instructions];
  if (range === undefined) return all;
  return all.filter(it => it.address + it.length > range.from && it.address < range.to);
}

class Listing {
  readonly #sources = new Map<string, Promise<readonly string[] | undefined>>();

  constructor(
    private readonly services: DisasmServices,
    private readonly terminal: Terminal,
    private readonly hasSource: boolean,
  ) {}

  async print(
    { name, address }: DisassembledFunction,
    instructions: readonly DisassembledInstruction[],
  ): Promise<void> {
    const { terminal } = this;
    terminal.line();
    terminal.line(terminal.style('bold', `${hex(address, 8)} <${name}>:`));
    for (const it of instructions) {
      if (this.hasSource && it.place !== undefined) await this.#printSource(it.place);
      const { word, length, mnemonic, operands, target } = it;
      const text = `${mnemonic.padEnd(8)} ${operands}`.trimEnd();
      const jump = target === undefined ? '' : ` <${target}>`;
      terminal.line(`${hex(it.address, 8)}: ${hex(word, length * 2).padEnd(8)}  ${text}${jump}`);
    }
  }

  async #printSource({ path, line }: { path: string; line: number }): Promise<void> {
    const text = (await this.#source(path))?.[line - 1]?.trim();
    const said = text === undefined || text === '' ? '' : `  ${text}`;
    this.terminal.line(this.terminal.style('dim', `; ${path}:${line}${said}`));
  }

  #source(path: string): Promise<readonly string[] | undefined> {
    let lines = this.#sources.get(path);
    if (lines === undefined) this.#sources.set(path, (lines = this.#read(path)));
    return lines;
  }

  async #read(path: string): Promise<readonly string[] | undefined> {
    if (!(await this.services.fileExists(path))) return undefined;
    return new TextDecoder().decode(await this.services.readFile(path)).split('\n');
  }
}

function parseRange(text: string): AddressRange {
  const found = /^(0x[0-9a-f]+)(?:-(0x[0-9a-f]+))?$/i.exec(text);
  if (found === null) throw new InvalidArgumentError('It is not like 0x1000 or 0x1000-0x1040.');
  const from = Number(found[1]);
  const to = found[2] === undefined ? from + BYTES_AROUND : Number(found[2]);
  if (to <= from) throw new InvalidArgumentError('It ends where it begins, or before.');
  return { from, to };
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}
