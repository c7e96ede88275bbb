/** The scenarios of a crate: `*.scenario.json` in its `scenarios` folder, then beside its Cargo.toml. */

import { parse } from 'jsonc-parser';
import { joinPath, nameOf } from '../paths';
import type { Files } from './files';

export const SCENARIO_SUFFIX = '.scenario.json';

export interface ScenarioFile {
  readonly path: string;
  /** The file's name without the suffix. */
  readonly stem: string;
  /** What the scenario calls itself. */
  readonly title?: string;
}

export function isScenario(path: string): boolean {
  return path.endsWith(SCENARIO_SUFFIX);
}

export function stemOf(path: string): string {
  return nameOf(path).slice(0, -SCENARIO_SUFFIX.length);
}

/** In the order of their names. */
export async function findScenarios(files: Files, crate: string): Promise<ScenarioFile[]> {
  const found: ScenarioFile[] = [];
  for (const folder of [joinPath(crate, 'scenarios'), crate]) {
    const names = (await files.list(folder)).filter(isScenario).sort();
    for (const name of names) found.push(await describeScenario(files, joinPath(folder, name)));
  }
  return found;
}

export async function describeScenario(files: Files, path: string): Promise<ScenarioFile> {
  const title = titleOf((await files.read(path)) ?? '');
  return { path, stem: stemOf(path), ...(title !== undefined && { title }) };
}

/**
 * As far as it can be read: a scenario has comments, and one that is being written is broken half of the time.
 * The debugger says what is wrong with it when it runs.
 */
function titleOf(text: string): string | undefined {
  try {
    const { name } = (parse(text, [], { allowTrailingComma: true }) ?? {}) as { name?: unknown };
    return typeof name === 'string' ? name : undefined;
  } catch {
    return undefined; // Nested without end.
  }
}

/** A path in the crate's `scenarios` folder that no file has yet. */
export async function freeScenarioPath(files: Files, crate: string, stem: string): Promise<string> {
  const folder = joinPath(crate, 'scenarios');
  const taken = new Set(await files.list(folder));
  let name = `${stem}${SCENARIO_SUFFIX}`;
  for (let count = 2; taken.has(name); count++) name = `${stem}-${count}${SCENARIO_SUFFIX}`;
  return joinPath(folder, name);
}
