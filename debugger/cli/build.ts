/** `avm build`: a contract's crate compiled for the machine, how large it is, and what it can be called with. */

import type { Command } from 'commander';
import { createProgram } from '../chain/abi/program';
import type { Program } from '../chain/abi/program';
import { printAbi } from '../chain/abi/document';
import { MAX_IMAGE_STRICT } from '../chain/abi.generated';
import { MalformedInput } from '../shared/errors';
import { abiLines } from './build/abiLines';
import { renderedText, shownCrate } from './compilerErrors';
import type { BuildServices } from './services';
import { EXIT, Refusal } from './services';
import type { Terminal } from './terminal';

export interface BuildOptions {
  readonly release?: boolean;
  readonly json?: boolean;
}

export function addBuild(command: Command, services: BuildServices, terminal: Terminal): void {
  command
    .command('build')
    .description('compile a contract, and show its size and what it can be called with')
    .argument('[crate]', 'folder of its Cargo.toml', '.')
    .option('--release', 'optimized, for a chain; the debugger wants the other')
    .option('--json', 'print executable, sizes and ABI as JSON')
    .addHelpText('after', HELP)
    .action(async (crate: string, options: BuildOptions) => {
      process.exitCode = await buildContract(crate, options, services, terminal);
    });
}

const HELP = `
cargo does the work, with the target, the linker script and the flags that a contract needs, and with Debian's Rust where
rustup has none for the target. What the compiler says goes to stderr, as it says it.

Examples:
  avm build
  avm build --release contracts/token
  avm build --json | jq -r .executable`;

/** @returns the exit code */
export async function buildContract(
  given: string,
  options: BuildOptions,
  services: BuildServices,
  terminal: Terminal,
): Promise<number> {
  try {
    const crate = services.resolvePath(process.cwd(), given);
    const note = await services.libraryNote(crate);
    if (note !== undefined) terminal.note(note);
    let errors = 0;
    const outcome = await services.compile({
      crate,
      release: options.release === true,
      onLine: line => terminal.status(line.trim()),
      onMessage: it => {
        errors += it.level === 'error' ? 1 : 0;
        terminal.note(renderedText(it));
      },
    });
    if (outcome.kind === 'failed') {
      // The compiler has said what is wrong, and better.
      throw new Refusal(
        'not-built',
        errors > 0 ? `${shownCrate(crate)} was not built` : outcome.reason,
      );
    }
    terminal.status('');
    const program = await readProgram(crate, outcome.executable, services);
    report(program, options, terminal);
    return EXIT.MET;
  } catch (error) {
    if (!(error instanceof Refusal || error instanceof MalformedInput)) throw error;
    terminal.note(error.message);
    return EXIT.REFUSED;
  }
}

async function readProgram(
  crate: string,
  executable: string,
  services: BuildServices,
): Promise<Program> {
  const beside = services.resolvePath(crate, 'abi.json');
  const text = (await services.fileExists(beside))
    ? new TextDecoder().decode(await services.readFile(beside))
    : undefined;
  return createProgram({
    name: executable.split(/[\\/]/).at(-1) ?? executable,
    path: executable,
    bytes: await services.readFile(executable),
    ...(text !== undefined && { abiFile: { path: beside, text } }),
  });
}

function report(program: Program, { json }: BuildOptions, terminal: Terminal): void {
  const { name, path, bytes, image, codeHash, abi } = program;
  if (json === true) {
    const facts = {
      name,
      executable: path,
      fileBytes: bytes.length,
      codeBytes: image.length,
      codeHash,
      abi: JSON.parse(printAbi(abi)) as unknown,
    };
    terminal.line(JSON.stringify(facts, null, 2));
    return;
  }
  const share = ((100 * image.length) / MAX_IMAGE_STRICT).toFixed(1);
  terminal.line(terminal.style('bold', name));
  terminal.line(`  executable  ${path}`);
  terminal.line(
    `  code        ${image.length.toLocaleString('en')} bytes, ${share} % of what a contract may have`,
  );
  for (const { title, lines } of abiLines(abi)) {
    terminal.line(`  ${title}`);
    for (const it of lines) terminal.line(`    ${it}`);
  }
}
