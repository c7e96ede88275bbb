/** Runs one scenario and gathers all that a report may want to say of it. */

import { describeReceipt } from '../../chain/describe/receipts';
import { runHeadless } from '../../chain/headless';
import type { ChainRun } from '../../chain/run';
import { ScenarioError } from '../../chain/scenario/problems';
import type { ResolvedScenario } from '../../chain/scenario/resolve';
import { resolveScenario } from '../../chain/scenario/resolve';
import { nameOf } from '../../chain/scenario/scenario';
import type { ElfImage } from '../../elf/elfImage';
import type { LineCoverage } from '../../engine/coverage';
import { MalformedInput } from '../../shared/errors';
import { describeStop } from '../describeStop';
import type { LoadedScenario, ScenarioLoader } from '../scenarioLoader';
import { Refusal } from '../services';
import type { TestServices } from '../services';
import type { FailureView } from '../failures/failureView';
import { findFailures } from '../failures/findFailures';
import type { ScenarioOutcome } from './outcome';
import { refusedOutcome } from './outcome';
import { Usage } from './usage';

export interface TestSetting {
  readonly services: TestServices;
  readonly loader: ScenarioLoader;
  readonly kernel: { readonly image: ElfImage; readonly bytes: Uint8Array };
  readonly maxInstructions: number | undefined;
  /** Where lines are counted; undefined where nobody asks. */
  readonly coverage: LineCoverage | undefined;
  /** What came of scenarios before, by file: one of which nothing has changed is not run again. */
  readonly known: ReadonlyMap<string, ScenarioOutcome>;
}

/** The user has asked to stop. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}

/** @throws Interrupted */
export async function testScenario(file: string, setting: TestSetting): Promise<ScenarioOutcome> {
  const outcome = await outcomeOf(file, setting);
  // Cargo and the compiler hear Ctrl-C themselves and end as if they had failed.
  if (setting.services.isInterrupted()) throw new Interrupted();
  return outcome;
}

async function outcomeOf(file: string, setting: TestSetting): Promise<ScenarioOutcome> {
  try {
    return await run(file, await setting.loader.load(file), setting);
  } catch (error) {
    if (
      error instanceof ScenarioError ||
      error instanceof MalformedInput ||
      error instanceof Refusal
    ) {
      return refusedOutcome(file, nameOf(file), error.message);
    }
    throw error;
  }
}

async function run(
  file: string,
  loaded: LoadedScenario,
  setting: TestSetting,
): Promise<ScenarioOutcome> {
  const { services, kernel, maxInstructions, coverage } = setting;
  const known = setting.known.get(file);
  if (known !== undefined && known.fingerprint === loaded.fingerprint) return known;
  const begin = services.seconds();
  const resolved = resolveScenario(loaded.scenario, loaded.programs);
  const uses: Usage[] = [];
  const outcome = await runHeadless(resolved, {
    kernel: kernel.image,
    breathe: () => breathe(services),
    ...(coverage && { slice: coverage.counting(resolved.programs, file) }),
    watch: (it: () => ChainRun) => {
      const usage = new Usage(resolved, it, () => services.seconds());
      uses.push(usage);
      return usage.observer;
    },
    ...(maxInstructions !== undefined && { maxSteps: maxInstructions }),
  });
  const seconds = services.seconds() - begin;
  const { mismatches, stop } = outcome;
  const context = {
    labels: resolved.labels,
    programs: resolved.programs,
    state: outcome.run.state,
  };
  const isGood = mismatches.length === 0 && stop === 'complete';
  return {
    file,
    name: loaded.scenario.name,
    verdict: isGood ? 'passed' : 'failed',
    reason: stop === 'complete' ? undefined : describeStop(stop, outcome.run.epitaph),
    seconds,
    instructions: outcome.run.machine.userInstructions,
    receipts: outcome.run.receipts.map(it => {
      const isChecked = loaded.scenario.transactions[it.index]?.expect !== undefined;
      return describeReceipt(context, it, isChecked ? mismatches : undefined);
    }),
    mismatches,
    failures: isGood ? new Map() : await failuresOf(outcome, { loaded, resolved }, setting),
    functions: uses.flatMap(it => it.functions()),
    contracts: uses.flatMap(it => it.contracts()),
    fingerprint: loaded.fingerprint,
  };
}

/** Of transactions that failed and should not have, or should have failed otherwise. */
async function failuresOf(
  { run: { receipts }, mismatches }: Awaited<ReturnType<typeof runHeadless>>,
  { loaded, resolved }: { loaded: LoadedScenario; resolved: ResolvedScenario },
  { services, kernel, loader, maxInstructions }: TestSetting,
): Promise<ReadonlyMap<number, readonly FailureView[]>> {
  const unmet = new Set(mismatches.map(it => it.transaction));
  const failed = receipts.filter(it => it.status !== 'success' && unmet.has(it.index));
  if (failed.length === 0) return new Map();
  const { readFile, fileExists, resolvePath } = services;
  const build = (crate: string): ReturnType<ScenarioLoader['build']> => loader.build(crate);
  return findFailures({
    resolved,
    kernel: kernel.image,
    maxSteps: maxInstructions,
    indices: failed.map(it => it.index),
    launch: { scenario: loaded.path, kernel: kernel.bytes, build: loader.isBuilding },
    services: { readFile, fileExists, resolvePath, build },
    breathe: () => breathe(services),
  });
}

/** @throws Interrupted */
async function breathe(services: TestServices): Promise<void> {
  await services.breathe();
  if (services.isInterrupted()) throw new Interrupted();
}
