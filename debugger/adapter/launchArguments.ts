/** The arguments of `launch`, which come from a file that a person wrote. */

import type { LaunchArguments } from '../protocol';
import { withoutNulls } from './argumentCheck';
import { uriToPath } from './fileUri';
import { RequestError } from './requestError';

const FLAGS = ['stopOnEntry', 'justMyContract', 'build', 'noDebug'] as const;

/** Refuses what has the wrong type with the argument's name; names we do not know belong to the client. */
export function readLaunchArguments(args: unknown): LaunchArguments {
  const given = withoutNulls(args) ?? {};
  const scenario = given['scenario'];
  if (typeof scenario !== 'string' || scenario === '') {
    throw new RequestError('launch needs "scenario": the path of a scenario file');
  }
  const kernel = given['kernel'];
  if (kernel !== undefined && typeof kernel !== 'string') {
    throw new RequestError('launch: "kernel" must be the path of an ELF file');
  }
  return {
    scenario: pathOf(scenario),
    ...(kernel === undefined ? {} : { kernel: pathOf(kernel) }),
    ...readSourceMap(given['sourceMap']),
    ...readFlags(given),
  };
}

/** A path may be written as a URI, whatever the client's other paths are. */
function pathOf(text: string): string {
  if (text.includes('\0')) throw new RequestError('launch: a path has a character of number 0');
  return text.startsWith('file:') ? uriToPath(text) : text;
}

function readFlags(
  given: Record<string, unknown>,
): Partial<Record<(typeof FLAGS)[number], boolean>> {
  const flags: Partial<Record<(typeof FLAGS)[number], boolean>> = {};
  for (const name of FLAGS) {
    const value = given[name];
    if (value === undefined) continue;
    if (typeof value !== 'boolean')
      throw new RequestError(`launch: "${name}" must be true or false`);
    flags[name] = value;
  }
  return flags;
}

function readSourceMap(value: unknown): { sourceMap?: Record<string, string> } {
  if (value === undefined) return {};
  const folders = Object.entries(withoutNulls(value) ?? { '': undefined });
  if (!folders.every((it): it is [string, string] => typeof it[1] === 'string'))
    throw new RequestError('launch: "sourceMap" must map folders to folders');
  return { sourceMap: Object.fromEntries(folders.map(([from, to]) => [from, pathOf(to)])) };
}
