/** `avm exec`: a program on the bare machine, its console on the terminal and its exit code as the command's. */

import type { Command } from 'commander';
import { InvalidArgumentError, Option } from 'commander';
import { describeEnd, exitCodeOf } from '../bare/describeEnd';
import type { BareEnd } from '../bare/exec';
import { readProgram, Unloadable } from '../bare/load';
import { BARE_RAM_BYTES, BareSession } from '../bare/session';
import type { TraceFormat } from '../bare/trace';
import { hex32 } from '../shared/hex';
import type { EngineName } from '../bare/engines';
import { parseCount } from './count';
import { engineOption } from './engineOption';
import type { ExecServices, TextSink } from './services';
import { EXIT, Refusal } from './services';
import type { Terminal } from './terminal';

export interface BareRunOptions {
  readonly engine: EngineName;
  readonly maxInstructions: number;
  /** MiB. */
  readonly memory: number;
  readonly signature?: string;
  readonly signatureGranularity: number;
  readonly trace?: string;
  readonly traceFormat: TraceFormat;
  readonly json?: boolean;
}

const MIB = 1024 * 1024;
/** A minute or two; nobody wants to find out about a hang by hand. */
const MOST_INSTRUCTIONS = 10_000_000_000;
const GRANULARITIES = [1, 2, 4, 8, 16];
/** Of what a program prints, as much as --json repeats. */
const MOST_REPEATED = 1 << 20;

export function addExec(command: Command, services: ExecServices, terminal: Terminal): void {
  command
    .command('exec')
    .description('run a program on a bare RV32IMAC machine, without kernel and chain')
    .argument('<elf>', 'a 32-bit RISC-V ELF, linked to where memory is: from 0x80000000')
    .addOption(engineOption())
    .option(
      '--max-instructions <count>',
      'give up after so many instructions',
      parseCount,
      MOST_INSTRUCTIONS,
    )
    .option('--memory <MiB>', 'how much memory there is', parseMemory, BARE_RAM_BYTES / MIB)
    .option('--signature <file>', "write an architecture test's signature there")
    .addOption(
      new Option('--signature-granularity <bytes>', 'bytes in a line of the signature')
        .argParser(parseGranularity)
        .default(4),
    )
    .option('--trace <file>', 'write a line per instruction there')
    .addOption(
      new Option(
        '--trace-format <name>',
        'text is for reading; commits is for diff, in the columns of Spike --log-commits',
      )
        .choices(['text', 'commits'])
        .default('text'),
    )
    .option('--json', "print how it ended as JSON; the program's output then goes to stderr")
    .addHelpText('after', HELP)
    .action(async (path: string, options: BareRunOptions) => {
      process.exitCode = await execProgram(path, options, services, terminal);
    });
}

const HELP = `
The machine has what QEMU's virt machine has at the same addresses: a UART at 0x10000000, a CLINT at 0x02000000 and a
test finisher at 0x00100000. A program with a symbol tohost may end through it too. Input for the UART is taken from
standard input. The same file runs with qemu-system-riscv32 -M virt -bios none -kernel ELF.

Exit codes:
  0    it passed
  124  it was given up after --max-instructions
  125  it cannot end: it waits for nothing, traps in its trap handler, or does the same for ever
  2    the file is no program for this machine, or the command line is not right
  130  it was interrupted
  any other: it failed with this code, modulo 256

Examples:
  avm exec hello.elf
  avm exec --signature out.sig --max-instructions 100_000_000 add-01.elf
  avm exec --trace steps.log --trace-format commits test.elf`;

/** @returns the exit code */
export async function execProgram(
  path: string,
  options: BareRunOptions,
  services: ExecServices,
  terminal: Terminal,
): Promise<number> {
  try {
    return await runProgram(path, options, services, terminal);
  } catch (error) {
    if (!(error instanceof Unloadable || error instanceof Refusal)) throw error;
    terminal.note(error.message);
    if (options.json === true) {
      terminal.line(JSON.stringify({ reason: 'refused', message: error.message }));
    }
    return EXIT.REFUSED;
  }
}

async function runProgram(
  path: string,
  options: BareRunOptions,
  services: ExecServices,
  terminal: Terminal,
): Promise<number> {
  const bytes = await readFile(path, services);
  const printed: string[] = [];
  let repeated = 0;
  const console = (part: Uint8Array): void => {
    if (options.json !== true) {
      terminal.bytes(part);
      return;
    }
    terminal.noteBytes(part);
    if (repeated < MOST_REPEATED) printed.push(String.fromCharCode(...part));
    repeated += part.length;
  };
  let sink: TextSink | undefined;
  const image = readProgram(bytes, path);
  for (const it of image.problems) terminal.note(`${path}: ${it}`);
  const session = new BareSession(image, {
    ramBytes: options.memory * MIB,
    console,
    ...(options.trace !== undefined && {
      trace: { format: options.traceFormat, write: line => sink?.write(`${line}\n`) },
    }),
  });
  // Of a program that cannot be loaded there is no trace.
  if (options.trace !== undefined) sink = await openSink(options.trace, services);
  const { machine, symbols } = session;
  services.isInterrupted(); // From now on an interrupt is answered with a report.
  const stopInput = await services.readInput(it => machine.receive(it));
  const start = services.seconds();
  const end = await session
    .run({
      maxSteps: options.maxInstructions,
      breathe: async () => {
        await services.breathe();
        return !services.isInterrupted();
      },
    })
    .finally(async () => {
      stopInput();
      await sink?.close();
    });
  const seconds = services.seconds() - start;
  const sentence = describeEnd(end, symbols);
  const speed = Math.round(machine.retired / Math.max(seconds, 1e-9));
  if (options.json === true) {
    terminal.line(
      JSON.stringify({
        reason: end.reason,
        message: sentence,
        exitCode: exitCodeOf(end),
        ...('code' in end && { code: end.code }),
        engine: machine.translation === undefined ? 'interpreter' : 'translator',
        ...(machine.translation && { translation: machine.translation }),
        instructions: machine.retired,
        steps: machine.position,
        seconds,
        instructionsPerSecond: speed,
        pc: hex32(machine.pc),
        console: printed.join(''),
      }),
    );
  } else {
    terminal.note(
      `${path}: ${sentence}; ${machine.retired.toLocaleString('en')} instructions ` +
        `in ${seconds.toFixed(3)} s, ${(speed / 1e6).toFixed(1)} million a second`,
    );
  }
  if (options.signature !== undefined) await writeSignature(session, end, options, services);
  return exitCodeOf(end);
}

async function readFile(given: string, services: ExecServices): Promise<Uint8Array> {
  const path = services.resolvePath(process.cwd(), given);
  return services.readFile(path);
}

function openSink(given: string, services: ExecServices): Promise<TextSink> {
  return services.openForWriting(services.resolvePath(process.cwd(), given));
}

/** Of a program that did not end by itself there is none: what lies there means nothing yet. */
async function writeSignature(
  session: BareSession,
  end: BareEnd,
  { signature = '', signatureGranularity }: BareRunOptions,
  services: ExecServices,
): Promise<void> {
  const text = session.signature(signatureGranularity);
  if (text === undefined) {
    throw new Refusal(
      'no-signature',
      'there is no signature: it lies in memory between the symbols begin_signature and end_signature',
    );
  }
  if (end.reason !== 'passed' && end.reason !== 'failed') return;
  const sink = await openSink(signature, services);
  sink.write(text);
  await sink.close();
}

function parseMemory(text: string): number {
  const count = parseCount(text);
  if (count > 2047) throw new InvalidArgumentError('There is room for at most 2047 MiB.');
  return count;
}

function parseGranularity(text: string): number {
  const bytes = Number(text);
  if (!GRANULARITIES.includes(bytes)) {
    throw new InvalidArgumentError(`It is one of ${GRANULARITIES.join(', ')}.`);
  }
  return bytes;
}
