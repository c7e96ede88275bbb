/** From a scenario file to something that can run: programs built and read, debug information found. */

import type { Program } from '../chain/abi/program';
import { loadScenario } from '../chain/scenario/loadScenario';
import { loadPrograms } from '../chain/scenario/programs';
import type { CrateOutcome } from '../chain/scenario/programs';
import type { ResolvedScenario } from '../chain/scenario/resolve';
import { resolveScenario } from '../chain/scenario/resolve';
import type { ElfImage } from '../elf/elfImage';
import { readElf } from '../elf/elfImage';
import { nameOfPath } from '../shared/pathText';
import { Module } from './module';
import type { EngineServices, LaunchOptions, Reporter } from './services';
import { Sources, ownFiles } from './sources';
import { missingDebug } from './missingDebug';
import { readSymbols } from './symbols';

export interface Loaded {
  readonly resolved: ResolvedScenario;
  readonly kernelImage: ElfImage;
  readonly kernel: Module;
  /** By code hash. */
  readonly contracts: ReadonlyMap<string, Module>;
  readonly sources: Sources;
}

const TITLE = 'Loading the scenario';

/** @throws ScenarioError, MalformedInput, or what the host says of a file that it cannot read */
export async function load(
  options: LaunchOptions,
  services: EngineServices,
  report: Reporter,
): Promise<Loaded> {
  report.progress(TITLE, nameOfPath(options.scenario));
  const scenario = await loadScenario(options.scenario, services);
  const folder = services.resolvePath(options.scenario, '..');
  const kernelPath = options.kernelPath ?? 'kernel.elf';
  const kernelImage = readElf(options.kernel, kernelPath);
  const programs = await loadPrograms(scenario, folder, {
    ...withoutBuild(services),
    ...builder(options, services, report),
  });
  const resolved = resolveScenario(scenario, programs);
  for (const { path, elf } of programs.values()) {
    for (const it of elf?.problems ?? []) report.output(`${path}: ${it}\n`, 'important');
  }

  report.progress(TITLE, 'debug information');
  const justMyContract = options.justMyContract ?? true;
  const { kernel, contracts } = modulesOf(resolved, kernelImage, justMyContract);
  for (const { path, info } of contracts.values()) {
    const missing = missingDebug(info);
    if (missing !== undefined) report.output(`${path}: ${missing}\n`, 'important');
  }
  const recorded = [kernel, ...contracts.values()].flatMap(it => it.info.files());
  const sources = await Sources.find(recorded, options.sourceMap ?? {}, services);
  return { resolved, kernelImage, kernel, contracts, sources };
}

/** The programs of a scenario, with their debug information. */
export function modulesOf(
  resolved: ResolvedScenario,
  kernelImage: ElfImage,
  justMyContract: boolean,
): Pick<Loaded, 'kernel' | 'contracts'> {
  const kernel = new Module({
    id: 'kernel',
    kind: 'kernel',
    name: 'kernel',
    path: kernelImage.source,
    ...readSymbols(kernelImage, kernelImage.source),
    isOwnFile: ownFiles('kernel', justMyContract),
  });
  const contracts = new Map(
    [...resolved.programs].map(([hash, it]) => [hash, contractModule(it, justMyContract)]),
  );
  return { kernel, contracts };
}

function contractModule(program: Program, justMyContract: boolean): Module {
  return new Module({
    id: program.codeHash,
    kind: 'contract',
    name: program.name,
    path: program.path,
    ...readSymbols(program.elf, program.path),
    ...(program.elf === undefined && { flat: program.image }),
    isOwnFile: ownFiles('contract', justMyContract),
  });
}

/** Several contracts may be of one crate, which is built once. */
function builder(
  { build }: LaunchOptions,
  services: EngineServices,
  report: Reporter,
): { build?: (crate: string) => Promise<CrateOutcome> } {
  if (build === false || services.build === undefined) return {};
  const outcomes = new Map<string, Promise<CrateOutcome>>();
  return {
    build: crate => {
      const outcome = outcomes.get(crate) ?? buildCrate(crate, services, report);
      outcomes.set(crate, outcome);
      return outcome;
    },
  };
}

async function buildCrate(
  crate: string,
  services: EngineServices,
  report: Reporter,
): Promise<CrateOutcome> {
  const title = `Building ${nameOfPath(crate)}`;
  report.progress(title);
  report.buildStarted(crate);
  const listener = {
    line: (text: string) => {
      report.output(text, 'console');
      report.progress(title, text.trim());
    },
    diagnostic: (message: Parameters<Reporter['buildMessage']>[1]) =>
      report.buildMessage(crate, message),
  };
  const outcome = await services.build?.(crate, listener);
  return outcome ?? { kind: 'failed', reason: `${crate}: there is nothing here that can build it` };
}

/** Without it, `loadPrograms` takes what has been built before. */
function withoutBuild({ readFile, fileExists, resolvePath }: EngineServices) {
  return { readFile, fileExists, resolvePath };
}
