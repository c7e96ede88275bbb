/** A launch configuration: what a person may leave out, and what a scenario needs to become one. */

import type { LaunchArguments } from '../../debugger/protocol';
import type { Files } from '../project/files';
import type { ScenarioFile } from '../project/scenarios';
import { joinPath } from '../paths';

export const DEBUG_TYPE = 'avm';

export interface LaunchConfiguration extends Partial<LaunchArguments> {
  readonly type: string;
  readonly request: string;
  readonly name: string;
}

/** What debug information calls the folder that the kernel was built in. */
export const BUILD_FOLDER = '/avm/';

/** @param path as the debugger opens it */
export function configurationOf(scenario: ScenarioFile, path: string): LaunchConfiguration {
  return {
    type: DEBUG_TYPE,
    request: 'launch',
    name: scenario.title ?? scenario.stem,
    scenario: path,
  };
}

/** @param sources the folder that has the kernel's source as `guest/kernel` */
export function withDefaults<T extends LaunchConfiguration>(config: T, sources: string): T {
  return {
    stopOnEntry: false,
    justMyContract: true,
    build: true,
    ...config,
    sourceMap: { [BUILD_FOLDER]: `${sources}/`, ...config.sourceMap },
  };
}

/** A folder of the user's that has the kernel's source goes before the copy that comes with the extension. */
export async function kernelSources(
  files: Files,
  folders: readonly string[],
): Promise<string | undefined> {
  for (const folder of folders) {
    const main = await files.read(joinPath(folder, 'guest/kernel/src/main.rs'));
    if (main !== undefined) return folder;
  }
  return undefined;
}
