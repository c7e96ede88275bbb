/** `avm test`: every scenario below a folder, what differs and where, and what it all costs. */

import type { Command } from 'commander';
import { InvalidArgumentError, Option } from 'commander';
import { MalformedInput } from '../shared/errors';
import { parseCount } from './count';
import { engineOption } from './engineOption';
import { ScenarioLoader, readKernel } from './scenarioLoader';
import type { TestServices } from './services';
import { EXIT, Refusal } from './services';
import type { Terminal } from './terminal';
import type { TestOptions } from './test/testRound';
import { REPORTERS, TestRound } from './test/testRound';
import { Interrupted } from './test/testScenario';

export function addTest(command: Command, services: TestServices, terminal: Terminal): void {
  command
    .command('test')
    .description('run every scenario and compare every receipt with what it expects')
    .argument('[paths...]', 'scenario files, and folders to look for *.scenario.json in', ['.'])
    .option('--filter <text>', 'only those whose file has this in it, or fits /this/', parseFilter)
    .option('--watch', 'run again whatever has changed, until Ctrl-C')
    .option('--update', 'write what was seen over what was expected')
    .option('--json', 'print everything as JSON')
    .option('--junit <file>', "write JUnit's XML there")
    .addOption(
      new Option('--reporter <name>', 'list: a line for each; failures: only what has failed')
        .choices(REPORTERS)
        .default('list'),
    )
    .option('--coverage', 'print which lines of the contracts have run (docs/coverage.md)')
    .option('--lcov <file>', "write that there, in LCOV's form")
    .option('--coverage-all', 'with clibc, crates from elsewhere and the standard library')
    .option('--no-summary', 'without the tables of what it all costs')
    .option('--no-build', 'take contracts as they were built before')
    .option('--max-instructions <count>', 'give up a scenario after so many', parseCount)
    .option('--kernel <elf>', 'run under this kernel')
    .addOption(engineOption())
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
  avm test --coverage --lcov lcov.info
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
    const round = new TestRound(paths, options, {
      services,
      terminal,
      loader: new ScenarioLoader(services, terminal, options),
      kernel: await readKernel(options.kernel, services),
    });
    if (options.watch === true) return await watch(paths, round, services, terminal);
    return await round.run();
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

/** A round now and after every change, until the user stops. */
async function watch(
  paths: readonly string[],
  round: TestRound,
  services: TestServices,
  terminal: Terminal,
): Promise<never> {
  const files = services.watchFiles();
  try {
    files.add(paths);
    for (;;) {
      await round.run();
      files.add(await round.watchedPaths());
      terminal.note('\nwaiting for a change; Ctrl-C ends');
      const changed = await files.changed();
      if (services.isInterrupted()) throw new Interrupted();
      terminal.note(`changed: ${changed.join(', ')}\n`);
    }
  } finally {
    await files.close();
  }
}

/** Text, or an expression between two slashes. */
function parseFilter(text: string): (name: string) => boolean {
  const source = /^\/(.+)\/$/s.exec(text)?.[1];
  if (source === undefined) {
    // A shell of Windows completes paths with its own slashes.
    const part = text.replaceAll('\\', '/');
    return name => name.replaceAll('\\', '/').includes(part);
  }
  try {
    const expression = new RegExp(source, 'u');
    return name => expression.test(name);
  } catch {
    throw new InvalidArgumentError('It is not a regular expression.');
  }
}
