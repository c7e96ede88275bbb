/** `avm run`: a scenario without a debugger, receipts and differences on the terminal. */

import type { Command } from 'commander';
import { Option } from 'commander';
import { describeAccounts } from '../chain/describe/accounts';
import { describeReceipt } from '../chain/describe/receipts';
import type { HeadlessRun } from '../chain/headless';
import { runHeadless } from '../chain/headless';
import type { ChainObserver } from '../chain/run';
import type { Mismatch } from '../chain/scenario/expectations';
import { ScenarioError } from '../chain/scenario/problems';
import type { ResolvedScenario } from '../chain/scenario/resolve';
import { resolveScenario } from '../chain/scenario/resolve';
import type { ChainState } from '../chain/state';
import type { LineCoverage } from '../engine/coverage';
import { coverageTable } from '../engine/coverageReport';
import { FailureWatch } from '../engine/failurePlace';
import type { ElfImage } from '../elf/elfImage';
import type { ReceiptView } from '../protocol';
import { MalformedInput } from '../shared/errors';
import { parseCount } from './count';
import { printReceipt } from './printReceipt';
import { engineOption } from './engineOption';
import { describeStop } from './describeStop';
import type { FailureView } from './failures/failureView';
import { readFailures } from './failures/failureView';
import { SourceLines } from './failures/sourceLines';
import { printFailures } from './test/printOutcome';
import { breatheAndTell } from './progress';
import { writeReceipts } from './writeReceipts';
import type { CliServices, ExecServices } from './services';
import { EXIT, Refusal } from './services';
import { ScenarioLoader, readKernel } from './scenarioLoader';
import { shownText } from './shownPath';
import type { Terminal } from './terminal';
import type { OpenTrace, TraceRunOptions } from './traceRun';
import { openTrace } from './traceRun';
import type { CoverageOptions } from './writeCoverage';
import { createCoverage, writeCoverage } from './writeCoverage';

export interface RunOptions extends CoverageOptions, TraceRunOptions {
  readonly json?: boolean;
  readonly verbose?: boolean;
  readonly build: boolean;
  readonly maxInstructions?: number;
  readonly kernel?: string;
  readonly chain?: string;
  readonly receipts?: string;
  readonly receiptsFormat: 'json' | 'avm';
}

/** What `avm run` asks of the machine it runs on. */
export type RunServices = CliServices & Pick<ExecServices, 'openForWriting' | 'seconds'>;

export function addRun(command: Command, services: RunServices, terminal: Terminal): void {
  command
    .command('run')
    .description('run a scenario and compare every receipt with what it expects')
    .argument('<scenario>', 'a *.scenario.json file')
    .option('--json', 'print receipts and accounts as JSON')
    .option('--verbose', 'print what the kernel and cargo print, and the tree of calls')
    .option('--no-build', 'take contracts as they were built before')
    .option('--max-instructions <count>', 'give up after so many instructions', parseCount)
    .option('--kernel <elf>', 'run under this kernel')
    .addOption(engineOption())
    .option('--chain <folder>', 'run on the chain in this folder, and keep it')
    .option('--coverage', 'print which lines of the contracts have run (docs/coverage.md)')
    .option('--lcov <file>', "write that there, in LCOV's form")
    .option('--coverage-all', 'with clibc, crates from elsewhere and the standard library')
    .addOption(
      new Option('--trace <file>', 'write a line per instruction there (docs/traces.md)').conflicts(
        ['coverage', 'lcov'],
      ),
    )
    .addOption(
      new Option('--trace-only <whose>', 'of that: the instructions of contracts, or of the kernel')
        .choices(['contract', 'kernel'])
        .default(undefined, 'both'),
    )
    .option('--receipts <file>', 'write the receipts there; - is the terminal')
    .addOption(
      new Option('--receipts-format <format>', "of that: JSON (docs/receipts.md) or aVM's bytes")
        .choices(['json', 'avm'])
        .default('json'),
    )
    .addHelpText(
      'after',
      `
With --chain, the scenario's accounts are put on a chain that is new; one that is there goes on as it is, and each
transaction is written to it before the next begins.

Examples:
  avm run sample-contracts/erc20/scenarios/transfer.scenario.json
  avm run --chain my-chain sample-contracts/erc20/scenarios/transfer.scenario.json
  avm run --trace steps.trace --trace-only contract my.scenario.json`,
    )
    .action(async (path: string, options: RunOptions) => {
      process.exitCode = await runScenario(path, options, services, terminal);
    });
}

/** @returns the exit code */
export async function runScenario(
  path: string,
  options: RunOptions,
  services: RunServices,
  terminal: Terminal,
): Promise<number> {
  try {
    if (options.json === true && options.receipts === '-') {
      throw new Refusal(
        'not-writable',
        '--json prints the receipts already: leave out --receipts -',
      );
    }
    const { scenario, programs } = await new ScenarioLoader(services, terminal, options).load(path);
    const load: Load = base => resolveScenario(scenario, programs, base);
    const { image: kernel } = await readKernel(options.kernel, services);
    const coverage = createCoverage(options);
    let failures: FailureWatch | undefined;
    let receipts = (): number => 0;
    const { resolved, outcome } = await onChain(options, services, load, (scenario, chain) =>
      traced(options, kernel, scenario, services, trace =>
        runHeadless(scenario, {
          kernel,
          ...(chain !== undefined && { chain }),
          breathe: breatheAndTell(() => doing(scenario, receipts()), services, terminal),
          watch: run => {
            receipts = () => run().receipts.length;
            failures = new FailureWatch({ resolved: scenario, kernel, run });
            return failures.observer;
          },
          ...(coverage && { slice: coverage.counting(scenario.programs, path) }),
          ...(trace && { slice: trace.slice }),
          ...(options.maxInstructions !== undefined && { maxSteps: options.maxInstructions }),
          ...(options.verbose === true && { observer: consoleObserver(terminal) }),
        }),
      ),
    );
    const indices = outcome.run.receipts.map(it => it.index);
    const lines = new SourceLines(it => services.readFile(it));
    const views = failures && (await readFailures(failures, indices, lines));
    const looked = { failures: views ?? NONE, ...(coverage && { coverage }) };
    report(resolved, outcome, looked, options, terminal);
    await writeCoverage(coverage, options, services, terminal);
    await writeReceipts(outcome.run.receipts, options, services, terminal);
    return outcome.stop === 'complete' && outcome.mismatches.length === 0 ? EXIT.MET : EXIT.UNMET;
  } catch (error) {
    if (
      error instanceof ScenarioError ||
      error instanceof MalformedInput ||
      error instanceof Refusal
    ) {
      terminal.note(shownText(error.message));
      return EXIT.REFUSED;
    }
    throw error;
  }
}

/** Writes a trace of a run, if one is wanted, to its end whatever happens. */
async function traced<T>(
  options: RunOptions,
  kernel: ElfImage,
  scenario: ResolvedScenario,
  services: RunServices,
  run: (trace: OpenTrace | undefined) => Promise<T>,
): Promise<T> {
  if (options.trace === undefined) return run(undefined);
  const trace = await openTrace(options.trace, options, kernel, scenario, services);
  try {
    return await run(trace);
  } finally {
    await trace.close();
  }
}

/** Puts a scenario on a chain; on an empty one unless told. */
type Load = (base?: ChainState) => ResolvedScenario;

/** Runs on the chain in a folder, if one is named, and closes it whatever happens. */
async function onChain<T>(
  { chain }: RunOptions,
  services: CliServices,
  load: Load,
  run: (resolved: ResolvedScenario, chain: ChainState | undefined) => Promise<T>,
): Promise<{ resolved: ResolvedScenario; outcome: T }> {
  const alone = load();
  if (chain === undefined) return { resolved: alone, outcome: await run(alone, undefined) };
  const folder = await services.openChain(services.resolvePath(process.cwd(), chain), 'create');
  try {
    const resolved = load(folder.state);
    if (folder.isNew) await folder.begin(resolved.genesis);
    const state = folder.isNew ? resolved.genesis : folder.state;
    return { resolved, outcome: await run(resolved, state) };
  } finally {
    await folder.close();
  }
}

function doing({ scenario }: ResolvedScenario, receipts: number): string {
  return `${scenario.name}: ${receipts} of ${scenario.transactions.length} transactions`;
}

function consoleObserver(terminal: Terminal): ChainObserver {
  return { console: text => terminal.note(text) };
}

/** What was seen of a run while it went on. */
interface Looked {
  /** By index of the transaction. */
  readonly failures: ReadonlyMap<number, readonly FailureView[]>;
  readonly coverage?: LineCoverage;
}

const NONE: Looked['failures'] = new Map();

function report(
  resolved: ResolvedScenario,
  { run, stop, mismatches }: HeadlessRun,
  { failures, coverage }: Looked,
  options: RunOptions,
  terminal: Terminal,
): void {
  const { labels, programs, scenario } = resolved;
  const context = { labels, programs, state: run.state, rules: scenario.rules };
  const receipts = run.receipts.map(it => {
    const isChecked = resolved.scenario.transactions[it.index]?.expect !== undefined;
    return describeReceipt(context, it, isChecked ? mismatches : undefined);
  });
  const outcome = describeStop(stop, run.epitaph);
  if (options.json === true) {
    const instructions = { total: run.machine.position, contracts: run.machine.userInstructions };
    const accounts = describeAccounts(context);
    const { name, rules } = scenario;
    const told = { name, rules, outcome, instructions, receipts, accounts };
    const seen = {
      failures: Object.fromEntries(failures),
      ...(coverage && { coverage: coverageTable(coverage) }),
    };
    terminal.line(JSON.stringify({ ...told, ...seen }, null, 2));
    return;
  }
  for (const it of receipts) {
    printReceipt(it, options.verbose === true, terminal);
    // What should have failed, and did, is no news.
    if (it.expectation?.met === true && options.verbose !== true) continue;
    printFailures(failures.get(it.index) ?? [], terminal);
  }
  const others = mismatches.filter(it => !run.receipts.some(own => own.index === it.transaction));
  for (const it of others) terminal.line(terminal.style('red', describeOther(it)));
  terminal.line(summary(resolved, { receipts, others, outcome }, terminal));
}

/** A difference that no receipt shows: one is missing, or it is about the state at an end. */
function describeOther({ transaction, what, expected, actual, place }: Mismatch): string {
  if (transaction !== undefined) return `no receipt: ${place.message}`;
  return `at the end: ${what}: expected ${expected}, got ${actual}`;
}

function summary(
  { scenario }: ResolvedScenario,
  {
    receipts,
    others,
    outcome,
  }: {
    readonly receipts: readonly ReceiptView[];
    readonly others: readonly Mismatch[];
    readonly outcome: string;
  },
  terminal: Terminal,
): string {
  const unmet = receipts.filter(it => it.expectation?.met === false).length + others.length;
  const checked =
    scenario.transactions.filter(it => it.expect !== undefined).length + scenario.milestones.length;
  const parts = [
    `${receipts.length} of ${scenario.transactions.length} transactions`,
    `${checked} with expectations`,
    unmet === 0 ? 'no difference' : `${unmet} not as expected`,
  ];
  if (outcome !== 'complete') parts.push(outcome);
  const isGood = unmet === 0 && outcome === 'complete';
  return terminal.style(isGood ? 'green' : 'red', `${scenario.name}: ${parts.join(', ')}`);
}
