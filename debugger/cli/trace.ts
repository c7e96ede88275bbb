/** `avm trace`: traces of runs, compared with the programs they are of and with each other. */

import type { Command } from 'commander';
import { AvmLogChecker, isAvmLogLine } from '../engine/traceAvm';
import type { TraceCheck } from '../engine/traceCheck';
import { TraceChecker } from '../engine/traceCheck';
import { TRACE_HEAD, parseTraceLine } from '../engine/traceLine';
import { MalformedInput } from '../shared/errors';
import type { TraceServices } from './services';
import { EXIT, Refusal } from './services';
import type { Terminal } from './terminal';

interface CheckOptions {
  readonly elf: readonly string[];
  readonly json?: boolean;
}

/** Lines before a divergence that are shown with it. */
const CONTEXT = 3;
/** Lines between two looks at whether the process is wanted elsewhere. */
const LINES_BETWEEN_BREATHS = 1 << 14;
/** Lines that a log may begin with before its first instruction. */
const MOST_PREFACE = 10_000;

export function addTrace(command: Command, services: TraceServices, terminal: Terminal): void {
  const trace = command
    .command('trace')
    .description('compare traces, as avm run --trace writes them (docs/traces.md)');
  trace
    .command('check')
    .description('compare a trace with the ELFs: instructions, their order, and what they write')
    .argument('<trace>', 'a file that avm run --trace has written')
    .requiredOption('--elf <files...>', 'executables; name=file for a program of another name')
    .option('--json', 'print the outcome as JSON')
    .addHelpText('after', CHECK_HELP)
    .action(async (path: string, options: CheckOptions) => {
      process.exitCode = await refusing(terminal, () => check(path, options, services, terminal));
    });
  trace
    .command('diff')
    .description('find the first step at which two traces part')
    .argument('<a>', 'a trace')
    .argument('<b>', 'another')
    .option('--no-positions', 'compare what was executed, not when')
    .addHelpText('after', DIFF_HELP)
    .action(async (a: string, b: string, { positions }: { positions: boolean }) => {
      process.exitCode = await refusing(terminal, async () => {
        return diff([a, b], positions, services, terminal);
      });
    });
}

const CHECK_HELP = `
A program of the trace is found by the hash of its code, else by the name of its file. Give dist/kernel.elf too if the
trace has the kernel's instructions. A verbose log of aVM's is read too: words and order.

Exit codes: 0 they agree, 1 they do not, 2 a file cannot be read.

Examples:
  avm trace check run.trace --elf target/riscv32imac-unknown-none-elf/debug/erc20 dist/kernel.elf
  avm trace check run.trace --elf token=other-build/erc20`;

const DIFF_HELP = `
Source lines and the hashes of programs are not compared, so that builds with other paths can be.

Exit codes: 0 they are the same, 1 they part, 2 a file cannot be read.

Example:
  avm trace diff before.trace after.trace`;

async function refusing(terminal: Terminal, body: () => Promise<number>): Promise<number> {
  try {
    return await body();
  } catch (error) {
    if (!(error instanceof Refusal || error instanceof MalformedInput)) throw error;
    terminal.note(error.message);
    return EXIT.REFUSED;
  }
}

async function check(
  given: string,
  options: CheckOptions,
  services: TraceServices,
  terminal: Terminal,
): Promise<number> {
  const files = await Promise.all(options.elf.map(it => readElfFile(it, services)));
  const isLog = await isAvmLog(given, services);
  const checker = isLog ? new AvmLogChecker(files) : new TraceChecker(files);
  const lines = isLog ? services.readLines(pathOf(given, services)) : linesOf(given, services);
  let count = 0;
  for await (const line of lines) {
    if (!checker.take(line)) break;
    if (++count % LINES_BETWEEN_BREATHS === 0) await services.breathe();
  }
  const result = checker.result();
  if (options.json === true) terminal.line(JSON.stringify(asJson(result), null, 2));
  else printCheck(given, result, terminal);
  if (result.difference !== undefined) return EXIT.UNMET;
  if (result.compared.size > 0) return EXIT.MET;
  throw new Refusal('no-program', `${given} has no instruction of any of these programs`);
}

function printCheck(
  given: string,
  { difference, compared, others }: TraceCheck,
  terminal: Terminal,
): void {
  if (difference !== undefined) {
    const { line, text, what, expected, found } = difference;
    terminal.line(`${given}:${line}: ${terminal.style('red', what)}`);
    terminal.line(`  ${text.trim()}`);
    terminal.line(`  expected  ${expected}`);
    terminal.line(`  found     ${found}`);
    return;
  }
  for (const [name, count] of compared) terminal.line(`${name}: ${count} instructions agree`);
  for (const [name, count] of others) {
    terminal.line(
      terminal.style('dim', `${name}: ${count} instructions, of which no ELF is given`),
    );
  }
}

function asJson({ difference, compared, others }: TraceCheck): object {
  return {
    agrees: difference === undefined,
    difference: difference ?? null,
    compared: Object.fromEntries(compared),
    others: Object.fromEntries(others),
  };
}

/** Whether a file is no trace of ours, and soon has an instruction as aVM logs it. */
async function isAvmLog(given: string, services: TraceServices): Promise<boolean> {
  const path = pathOf(given, services);
  if (!(await services.fileExists(path))) return false;
  let count = 0;
  for await (const line of services.readLines(path)) {
    if (line === TRACE_HEAD || count++ > MOST_PREFACE) return false;
    if (isAvmLogLine(line)) return true;
  }
  return false;
}

function pathOf(given: string, services: TraceServices): string {
  return services.resolvePath(process.cwd(), given);
}

/** `name=file`, or a file. */
async function readElfFile(
  given: string,
  services: TraceServices,
): Promise<{ name: string | undefined; path: string; bytes: Uint8Array }> {
  const at = given.indexOf('=');
  const isNamed = at > 0 && !given.slice(0, at).includes('/');
  const file = isNamed ? given.slice(at + 1) : given;
  const path = services.resolvePath(process.cwd(), file);
  const bytes = await services.readFile(path);
  return { name: isNamed ? given.slice(0, at) : undefined, path, bytes };
}

async function diff(
  [a, b]: readonly [string, string],
  hasPositions: boolean,
  services: TraceServices,
  terminal: Terminal,
): Promise<number> {
  const compared = (line: string | undefined): string | undefined =>
    hasPositions ? line : line?.replace(/^ *\d+ /, '');
  const [left, right] = [comparable(a, services), comparable(b, services)];
  const before: string[] = [];
  for (let count = 0; ; count++) {
    const [ours, theirs] = [await left.next(), await right.next()];
    const [x, y] = [ours.value, theirs.value];
    if (x === undefined && y === undefined) {
      terminal.line(`the same: ${count} lines`);
      return EXIT.MET;
    }
    if (compared(x?.text) !== compared(y?.text)) {
      for (const line of before) terminal.line(`  ${line}`);
      terminal.line(terminal.style('red', `- ${x?.text ?? '(the end)'}`));
      terminal.line(terminal.style('green', `+ ${y?.text ?? '(the end)'}`));
      terminal.line(`${a}:${x?.number ?? 'end'} and ${b}:${y?.number ?? 'end'} part here`);
      return EXIT.UNMET;
    }
    before.push(x?.text ?? '');
    if (before.length > CONTEXT) before.shift();
  }
}

/** Steps, tasks and transactions, with the numbers of their lines. */
async function* comparable(
  given: string,
  services: TraceServices,
): AsyncGenerator<{ text: string; number: number }, undefined> {
  let number = 0;
  for await (const text of linesOf(given, services)) {
    number++;
    const isRemark = text.startsWith('@ ') || text.startsWith('# program ');
    if (!isRemark) yield { text, number };
  }
  return undefined;
}

/** @throws Refusal where there is no such file, or it is no trace */
async function* linesOf(given: string, services: TraceServices): AsyncGenerator<string> {
  const path = pathOf(given, services);
  let isFirst = true;
  for await (const line of services.readLines(path)) {
    if (isFirst && line !== TRACE_HEAD) {
      const known = parseTraceLine(line) === undefined ? 'is no trace' : 'has no beginning';
      throw new Refusal('no-file', `${given} ${known}: its first line is not ${TRACE_HEAD}`);
    }
    isFirst = false;
    yield line;
  }
  if (isFirst) throw new Refusal('no-file', `${given} is empty`);
}
