/** Finds, builds if asked to, and reads the programs that a scenario deploys. Files come in through services. */

import { isElf } from '../../elf/header';
import { MalformedInput } from '../../shared/errors';
import { readingSentence } from '../../shared/systemError';
import type { Program, ProgramFile } from '../abi/program';
import { createProgram } from '../abi/program';
import type { Path } from '../jsonDocument';
import { MOST_TEXT } from '../jsonDocument';
import type { ScenarioProblem } from './problems';
import { ScenarioError } from './problems';
import type { Scenario, ScenarioContract } from './scenario';

export interface ProgramServices {
  readFile(path: string): Promise<Uint8Array>;
  fileExists(path: string): Promise<boolean>;
  /** `relative` below `base`, or itself where it is absolute. */
  resolvePath(base: string, relative: string): string;
  /** Builds a crate and names its executable; without it crates must have been built before. */
  build?(crateFolder: string): Promise<CrateOutcome>;
}

/** Of several binaries the one with the crate's name; the others lie beside it. */
export type CrateOutcome =
  | { readonly kind: 'built'; readonly executable: string }
  | { readonly kind: 'failed'; readonly reason: string };

/** Where cargo puts a contract, below the folder of its crate or of the workspace around it. */
const BUILT = 'target/riscv32imac-unknown-none-elf/debug';
const MAX_PARENTS = 8;

/**
 * @param folder the folder of the scenario file, to which its paths are relative
 * @returns programs by the contract's label
 * @throws ScenarioError naming each contract that cannot be had, and why
 */
export async function loadPrograms(
  scenario: Scenario,
  folder: string,
  services: ProgramServices,
): Promise<Map<string, Program>> {
  const programs = new Map<string, Program>();
  const problems: ScenarioProblem[] = [];
  for (const contract of scenario.contracts) {
    const { document, path: at } = contract.place;
    const path: Path = [...at, contract.from.kind];
    const refuse = (reason: string): never => {
      throw new ScenarioError([document.problem(path, reason)]);
    };
    try {
      const file = await findProgram(contract, {
        folder: contract.folder ?? folder,
        services,
        refuse,
      });
      programs.set(contract.label, createProgram(file));
    } catch (error) {
      if (error instanceof ScenarioError) problems.push(...error.problems);
      else if (error instanceof MalformedInput) {
        problems.push(document.problem(path, error.message));
      } else throw error;
    }
  }
  if (problems.length > 0) throw new ScenarioError(problems);
  return programs;
}

interface Search {
  readonly folder: string;
  readonly services: ProgramServices;
  /** Ends the search with a problem at the contract's place in the file. */
  readonly refuse: (reason: string) => never;
}

async function findProgram(contract: ScenarioContract, search: Search): Promise<ProgramFile> {
  const { folder, services } = search;
  const { kind, path: relative, bin } = contract.from;
  const source = services.resolvePath(folder, relative);
  const path = kind === 'crate' ? await findExecutable(source, bin, search) : source;
  const bytes = await readBytes(path, search);
  // Whatever is no ELF is loaded as a flat image: here somebody has said what it is.
  if (kind === 'elf' && !isElf(bytes)) {
    return search.refuse(`${path} is no ELF; a flat image is named by "image"`);
  }
  const beside = kind === 'crate' ? source : services.resolvePath(source, '..');
  const abiPath = services.resolvePath(
    contract.abi === undefined ? beside : folder,
    contract.abi ?? 'abi.json',
  );
  const abiFile = await readAbi(abiPath, contract.abi !== undefined, search);
  return { name: contract.label, path, bytes, abiFile };
}

async function findExecutable(
  crate: string,
  bin: string | undefined,
  search: Search,
): Promise<string> {
  const { services, refuse } = search;
  if (services.build !== undefined) {
    const outcome = await services.build(crate);
    if (outcome.kind === 'failed') return refuse(outcome.reason);
    if (bin === undefined) return outcome.executable;
    const path = services.resolvePath(outcome.executable, `../${bin}`);
    return (await services.fileExists(path)) ? path : refuse(`${crate} has no binary ${bin}`);
  }
  const name = bin ?? (await packageName(crate, search));
  let folder = crate;
  for (let level = 0; level < MAX_PARENTS; level++) {
    const built = services.resolvePath(folder, `${BUILT}/${name}`);
    if (await services.fileExists(built)) return built;
    folder = services.resolvePath(folder, '..');
  }
  return refuse(`${crate} has not been built: there is no ${BUILT}/${name} in or above it`);
}

/** The crate's binary is named after its package unless its Cargo.toml goes out of its way. */
async function packageName(crate: string, search: Search): Promise<string> {
  const manifest = search.services.resolvePath(crate, 'Cargo.toml');
  const text = await readText(manifest, search);
  const section = /^\[package\]([^[]*)/m.exec(text)?.[1] ?? '';
  const name = /^\s*name\s*=\s*"([^"]+)"/m.exec(section)?.[1];
  return name ?? search.refuse(`${manifest} names no package`);
}

async function readAbi(
  path: string,
  isNamed: boolean,
  search: Search,
): Promise<ProgramFile['abiFile']> {
  if (!isNamed && !(await search.services.fileExists(path))) return undefined;
  return { path, text: await readText(path, search) };
}

async function readText(path: string, search: Search): Promise<string> {
  const bytes = await readBytes(path, search);
  if (bytes.length <= MOST_TEXT) return new TextDecoder().decode(bytes);
  return search.refuse(`${path}: no text of more than ${MOST_TEXT} bytes is read`);
}

async function readBytes(path: string, { services, refuse }: Search): Promise<Uint8Array> {
  try {
    return await services.readFile(path);
  } catch (error) {
    return refuse(readingSentence(path, error));
  }
}
