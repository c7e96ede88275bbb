/** Every scenario once; in the rounds after the first, those of which something has changed. */

import type { ElfImage } from '../../elf/elfImage';
import type { LineCoverage } from '../../engine/coverage';
import type { ScenarioLoader } from '../scenarioLoader';
import type { TestServices } from '../services';
import { EXIT, Refusal } from '../services';
import type { CoverageOptions } from '../writeCoverage';
import { createCoverage, writeCoverage } from '../writeCoverage';
import type { Terminal } from '../terminal';
import { findScenarios } from './findScenarios';
import { junit } from './junit';
import type { ScenarioOutcome } from './outcome';
import { outcomesJson } from './outcomeJson';
import { outcomeLine, printOutcome } from './printOutcome';
import { printSummary } from './printSummary';
import { testScenario } from './testScenario';
import { updateGoldens } from './updateGoldens';
import { watchedPaths } from './watchedPaths';

export interface TestOptions extends CoverageOptions {
  readonly filter?: (file: string) => boolean;
  readonly build: boolean;
  readonly watch?: boolean;
  readonly update?: boolean;
  readonly json?: boolean;
  readonly junit?: string;
  readonly reporter: Reporter;
  readonly summary: boolean;
  readonly verbose?: boolean;
  readonly maxInstructions?: number;
  readonly kernel?: string;
}

/** `failures`: what has passed is not told one by one. */
export const REPORTERS = ['list', 'failures'] as const;
export type Reporter = (typeof REPORTERS)[number];

export interface TestTools {
  readonly services: TestServices;
  readonly terminal: Terminal;
  readonly loader: ScenarioLoader;
  readonly kernel: { readonly image: ElfImage; readonly bytes: Uint8Array };
}

export class TestRound {
  /** What came of scenarios in the rounds before, by file. */
  readonly #known = new Map<string, ScenarioOutcome>();
  readonly #coverage: LineCoverage | undefined;

  constructor(
    private readonly paths: readonly string[],
    private readonly options: TestOptions,
    private readonly tools: TestTools,
  ) {
    this.#coverage = createCoverage(options);
  }

  /**
   * @returns the exit code
   * @throws Interrupted, and Refusal where there is nothing to be run or a report cannot be written
   */
  async run(): Promise<number> {
    const { options, tools } = this;
    const { terminal, services } = tools;
    const files = await this.#files();
    tools.loader.forgetBuilds();
    const outcomes: ScenarioOutcome[] = [];
    for (const [at, file] of files.entries()) {
      const doing = `${at + 1} of ${files.length}: ${file}`;
      terminal.status(doing);
      const before = this.#known.get(file);
      const outcome = await testScenario(file, this.#setting(doing));
      outcomes.push(outcome);
      this.#known.set(file, outcome);
      if (outcome !== before) this.#print(outcome);
    }
    terminal.status('');
    await this.#report(outcomes);
    if (options.update === true) return update(outcomes, services, terminal);
    if (outcomes.some(it => it.verdict === 'refused')) return EXIT.REFUSED;
    return outcomes.every(it => it.verdict === 'passed') ? EXIT.MET : EXIT.UNMET;
  }

  /** Whose change asks for the next round. */
  watchedPaths(): Promise<string[]> {
    return watchedPaths(this.tools.loader, this.tools.services);
  }

  async #files(): Promise<string[]> {
    const { filter } = this.options;
    const all = await findScenarios(this.paths, this.tools.services);
    const files = all.filter(it => filter?.(it) ?? true);
    if (files.length > 0) return files;
    const others = all.length === 1 ? 'the only scenario is' : `none of ${all.length} scenarios is`;
    throw new Refusal('no-scenario', `${others} what the filter asks for: such as ${all[0] ?? ''}`);
  }

  /** @param doing what a person is told while it goes on */
  #setting(doing: string): Parameters<typeof testScenario>[1] {
    const { maxInstructions } = this.options;
    const { services, terminal } = this.tools;
    const begin = services.seconds();
    const breathe = (): Promise<void> => {
      const seconds = Math.floor(services.seconds() - begin);
      terminal.status(seconds === 0 ? doing : `${doing}, ${seconds} s`);
      return services.breathe();
    };
    return {
      ...this.tools,
      services: { ...services, breathe },
      maxInstructions,
      known: this.#known,
      coverage: this.#coverage,
    };
  }

  #print(outcome: ScenarioOutcome): void {
    const { json, reporter } = this.options;
    const { terminal } = this.tools;
    if (reporter === 'failures' && outcome.verdict === 'passed') return;
    // The JSON comes at the end, as one value; who waits for it sees that something goes on.
    if (json === true) terminal.note(outcomeLine(outcome, terminal));
    else printOutcome(outcome, terminal);
  }

  async #report(outcomes: readonly ScenarioOutcome[]): Promise<void> {
    const { options } = this;
    const { terminal, services } = this.tools;
    if (options.json === true) terminal.line(outcomesJson(outcomes, this.#coverage));
    else printSummary(outcomes, { hasTables: options.summary }, terminal);
    await writeCoverage(this.#coverage, options, services, terminal);
    if (options.junit === undefined) return;
    const path = services.resolvePath(process.cwd(), options.junit);
    await services.writeFile(path, new TextEncoder().encode(junit(outcomes)));
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
    terminal.note(`${left} cannot be updated: a range, a pattern, or a receipt that is not there`);
  const isSound = outcomes.every(it => it.verdict !== 'refused' && it.reason === undefined);
  if (!isSound) return EXIT.REFUSED;
  return left === 0 ? EXIT.MET : EXIT.UNMET;
}
