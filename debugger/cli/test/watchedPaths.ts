/** Files and folders whose change may change what comes of a test. */

import type { ScenarioLoader } from '../scenarioLoader';
import type { CliServices } from '../services';

/**
 * What a loader has read, the crates it has built, and the sources that cargo has noted for each executable, other
 * crates' among them. What our own build writes is left out.
 */
export async function watchedPaths(
  { filesRead, crates, isBuilding }: ScenarioLoader,
  services: Pick<CliServices, 'readFile' | 'fileExists'>,
): Promise<string[]> {
  const files = [...filesRead];
  const sources = await Promise.all(files.map(it => sourcesOf(`${it}.d`, services)));
  const own = [...crates].flatMap(it => [`${it}/src`, `${it}/Cargo.toml`]);
  const all = new Set([...files, ...own, ...sources.flat()]);
  return [...all].filter(it => !isBuilding || !/[\\/]target[\\/]/.test(it));
}

/** What cargo writes for make: `executable: source source`, with blanks in names behind a backslash. */
async function sourcesOf(
  path: string,
  services: Pick<CliServices, 'readFile' | 'fileExists'>,
): Promise<string[]> {
  if (!(await services.fileExists(path))) return [];
  const text = new TextDecoder().decode(await services.readFile(path));
  const [, listed = ''] = /: (.*)/.exec(text) ?? [];
  return (listed.match(/(?:\\ |\S)+/g) ?? []).map(it => it.replaceAll('\\ ', ' '));
}
