/** Gets scenarios ready to run: reads them and those that they extend, and builds or reads their programs. */

import { createHash } from 'node:crypto';
import type { Program } from '../chain/abi/program';
import type { ScenarioFiles } from '../chain/scenario/loadScenario';
import { loadScenario } from '../chain/scenario/loadScenario';
import type { CrateOutcome } from '../chain/scenario/programs';
import { loadPrograms } from '../chain/scenario/programs';
import type { Scenario } from '../chain/scenario/scenario';
import type { ElfImage } from '../elf/elfImage';
import { readElf } from '../elf/elfImage';
import { printErrors } from './compilerErrors';
import type { CliServices, CrateBuild } from './services';
import { Refusal } from './services';
import { shownPath } from './shownPath';
import type { Terminal } from './terminal';

export interface LoaderOptions {
  /** Whether crates are built; otherwise they must have been built before. */
  readonly build: boolean;
  /** Whether cargo's lines are repeated. */
  readonly verbose?: boolean;
}

export interface LoadedScenario {
  /** Absolute. */
  readonly path: string;
  readonly scenario: Scenario;
  /** By the contract's label. */
  readonly programs: ReadonlyMap<string, Program>;
  /** Of every file that was read, executables included: the same as long as none of them changes. */
  readonly fingerprint: string;
}

export class ScenarioLoader {
  /** By folder: a crate is built once, however many scenarios deploy it. */
  readonly #builds = new Map<string, Promise<CrateOutcome>>();
  /** Paths of all that was ever read, and of the folders of crates. */
  readonly filesRead = new Set<string>();
  readonly crates = new Set<string>();

  constructor(
    private readonly services: CliServices,
    private readonly terminal: Terminal,
    private readonly options: LoaderOptions,
  ) {}

  /**
   * @param given as on the command line: relative to where the command was started
   * @throws ScenarioError, MalformedInput, Refusal
   */
  async load(given: string): Promise<LoadedScenario> {
    const { services } = this;
    const path = services.resolvePath(process.cwd(), given);
    const read = createHash('sha256');
    const files: ScenarioFiles = {
      resolvePath: services.resolvePath,
      fileExists: it => services.fileExists(it),
      readFile: async it => {
        this.filesRead.add(it);
        const bytes = await services.readFile(it);
        read.update(it).update(String(bytes.length)).update(bytes);
        return bytes;
      },
    };
    const show = (it: string): string => (it === path ? given : shownPath(it));
    const scenario = await loadScenario(path, files, show);
    const programs = await loadPrograms(scenario, services.resolvePath(path, '..'), {
      ...files,
      ...(this.options.build && { build: (crate: string) => this.build(crate) }),
    });
    return { path, scenario, programs, fingerprint: read.digest('hex') };
  }

  get isBuilding(): boolean {
    return this.options.build;
  }

  /** The next load builds again what has changed. */
  forgetBuilds(): void {
    this.#builds.clear();
  }

  /** Once, however often it is asked for. */
  build(crate: string): Promise<CrateOutcome> {
    const known = this.#builds.get(crate);
    if (known !== undefined) return known;
    this.crates.add(crate);
    this.terminal.note(`building ${crate}`);
    const outcome = this.#compile(crate);
    this.#builds.set(crate, outcome);
    return outcome;
  }

  async #compile(crate: string): Promise<CrateBuild> {
    const note = await this.services.libraryNote(crate);
    if (note !== undefined) this.terminal.note(note);
    const outcome = await this.services.build(crate, line => {
      if (this.options.verbose === true) this.terminal.note(line);
    });
    if (outcome.kind === 'failed') printErrors(outcome, this.terminal);
    return outcome;
  }
}

/**
 * @param given on the command line; the one that came with the command unless told
 * @throws Refusal, MalformedInput
 */
export async function readKernel(
  given: string | undefined,
  services: CliServices,
): Promise<{ image: ElfImage; bytes: Uint8Array }> {
  const paths =
    given === undefined ? services.kernelPaths : [services.resolvePath(process.cwd(), given)];
  for (const it of paths) {
    if (!(await services.fileExists(it))) continue;
    const bytes = await services.readFile(it);
    return { image: readElf(bytes, it), bytes };
  }
  throw new Refusal(
    'no-kernel',
    `there is no kernel at ${paths.join(' or ')}: npm run guest builds it`,
  );
}
