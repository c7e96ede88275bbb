/** `avm test`: every scenario below a folder, what differs and where, and what it all costs. */

import type { Command } from 'commander';
import { InvalidArgumentError } from 'commander';
import { MalformedInput } from '../shared/errors';
import { parseCount } from './count';
import { ScenarioLoader, readKernel } from './scenarioLoader';
import type { TestServices } from './services';
import { EXIT, Refusal } from './services';
import type { Terminal } from './terminal';
import { findScenarios } from './test/findScenarios';
import { junit } from './test/junit';
import type { ScenarioOutcome } from './test/outcome';
import { outcomesJson } from './test/outcomeJson';
import { printOutcome } from './test/printOutcome';
import { printSummary } from './test/printSummary';
import type { TestSetting } from './test/testScenario';
import { Interrupted, testScenario } from './test/testScenario';
import { updateGoldens } from './test/updateGoldens';

export interface TestOptions {
  readonly filter?: (name: string) => boolean;
  readonly build: boolean;
  readonly watch?: boolean;
  readonly update?: boolean;
  readonly json?: boolean;
  readonly junit?: string;
  readonly summary: boolean;
  readonly verbose?: boolean;
  readonly maxInstructions?: number;
  readonly kernel?: string;
}

export function addTest(command: Command, services: TestServices, terminal: Terminal): void {
  command
    .command('test')
    .description('run every scenario and compare every receipt with what it expects')
    .argument('[paths...]', 'scenario files, and folders to look for *.scenario.json in', ['.'])
    .option('--filter <text>', 'only those whose file has this in it, or fits /this/', parseFilter)
    .option('--watch', 'run again whenever a file changes')
    .option('--update', 'write what was seen over what was expected')
    .option('--json', 'print everything as JSON')
    .option('--junit <file>', "write JUnit's XML there")
    .option('--no-summary', 'without the table of what functions cost')
    .option('--no-build', 'take contracts as they were built before')
    .option('--max-instructions <count>', 'give up a scenario after so many', parseCount)
    .option('--kernel <elf>', 'run under this kernel')
    .option('--verbose', 'print what cargo prints')
    .addHelpText('after', HELP)
    .action(async (paths: string[], options: TestOptions) => {
      process.exitCode = await runTests(paths, options, services, terminal);
    });
}

const HELP = `
What a scenario can say is in docs/scenarios.md; an editor with the extension completes it. A failed test shows the
expectation and the value, the line of the contract that failed, and its stack.

Examples:
  avm test                          everything below this folder
  avm test --filter transfer        files with transfer in their path
  avm test --watch sample-contracts/erc20
  avm test --update scenarios/mint.scenario.json
  avm test --junit report.xml --no-summary`;

/** @returns the exit code */
export async function runTests(
  paths: readonly string[],
  options: TestOptions,
  services: TestServices,
  terminal: Terminal,
): Promise<number> {
  services.isInterrupted(); // From here on the user's wish to stop is heard.
  try {
    const loader = new ScenarioLoader(services, terminal, options);
    const kernel = await readKernel(options.kernel, services);
    const { maxInstructions } = options;
    const setting: TestSetting = { services, loader, kernel, maxInstructions };
    let code = await runOnce(paths, options, setting, terminal);
    while (options.watch === true) {
      terminal.note('waiting for a change; Ctrl-C ends');
      const changed = await services.waitForChange(paths);
      if (services.isInterrupted()) throw new Interrupted();
      terminal.note(`\n${changed.join(', ')}`);
      loader.forgetBuilds();
      code = await runOnce(paths, options, setting, terminal);
    }
    return code;
  } catch (error) {
    if (error instanceof Interrupted) {
      terminal.note('stopped');
      return EXIT.INTERRUPTED;
    }
    if (error instanceof Refusal || error instanceof MalformedInput) {
      terminal.note(error.message);
      return EXIT.REFUSED;
    }
    throw error;
  }
}

async function runOnce(
  paths: readonly string[],
  options: TestOptions,
  setting: TestSetting,
  terminal: Terminal,
): Promise<number> {
  const { services } = setting;
  const all = await findScenarios(paths, services);
  const files = all.filter(it => options.filter?.(it) ?? true);
  if (files.length === 0) {
    throw new Refusal('no-scenario', `none of ${all.length} scenarios fits the filter`);
  }
  const outcomes: ScenarioOutcome[] = [];
  for (const file of files) {
    const outcome = await testScenario(file, setting);
    outcomes.push(outcome);
    if (options.json !== true) printOutcome(outcome, terminal);
  }
  await report(outcomes, options, services, terminal);
  if (options.update === true) return update(outcomes, services, terminal);
  if (outcomes.some(it => it.verdict === 'refused')) return EXIT.REFUSED;
  return outcomes.every(it => it.verdict === 'passed') ? EXIT.MET : EXIT.UNMET;
}

async function report(
  outcomes: readonly ScenarioOutcome[],
  options: TestOptions,
  services: TestServices,
  terminal: Terminal,
): Promise<void> {
  if (options.json === true) terminal.line(outcomesJson(outcomes));
  else if (options.summary) printSummary(outcomes, terminal);
  if (options.junit === undefined) return;
  const path = services.resolvePath(process.cwd(), options.junit);
  try {
    await services.writeFile(path, new TextEncoder().encode(junit(outcomes)));
  } catch {
    throw new Refusal('not-writable', `${options.junit} cannot be written`);
  }
}

async function update(
  outcomes: readonly ScenarioOutcome[],
  services: TestServices,
  terminal: Terminal,
): Promise<number> {
  const { files, values, left } = await updateGoldens(outcomes, services);
  terminal.note(
    values === 0
      ? 'nothing to update'
      : `updated ${values} value${values === 1 ? '' : 's'} in ${files.join(', ')}`,
  );
  if (left > 0)
    terminal.note(`${left} cannot be: a range or a pattern, or a receipt that is not there`);
  const isSound = outcomes.every(it => it.verdict !== 'refused' && it.reason === undefined);
  if (!isSound) return EXIT.REFUSED;
  return left === 0 ? EXIT.MET : EXIT.UNMET;
}

/** Text, or an expression between two slashes. */
function parseFilter(text: string): (name: string) => boolean {
  const source = /^\/(.+)\/$/s.exec(text)?.[1];
  if (source === undefined) return name => name.includes(text);
  try {
    const expression = new RegExp(source, 'u');
    return name => expression.test(name);
  } catch {
    throw new InvalidArgumentError('It is not a regular expression.');
  }
}
