/** A project's Cargo.lock: the versions that our own library was tested with, and nothing else of ours. */

interface LockedPackage {
  readonly name: string;
  readonly text: string;
  readonly dependencies: readonly string[];
}

/**
 * Cargo itself drops what only a feature needs that another contract of ours has asked for.
 *
 * @param lock the text of our own Cargo.lock
 * @param crate the new package, which depends on clibc
 */
export function cargoLockFor(lock: string, crate: string): string {
  const [head = '', ...blocks] = lock.split(/^(?=\[\[package\]\])/m);
  const packages = new Map(blocks.map(readPackage).map(it => [it.name, it]));
  const wanted = new Set<string>();
  const want = (name: string): void => {
    if (wanted.has(name)) return;
    wanted.add(name);
    for (const it of packages.get(name)?.dependencies ?? []) want(it);
  };
  want('clibc');
  const own = `[[package]]\nname = "${crate}"\nversion = "0.1.0"\ndependencies = [\n "clibc",\n]`;
  const all = [...packages.values()].filter(it => wanted.has(it.name));
  all.push({ name: crate, text: own, dependencies: [] });
  all.sort((a, b) => (a.name < b.name ? -1 : 1));
  return `${head}${all.map(it => it.text.trimEnd()).join('\n\n')}\n`;
}

function readPackage(text: string): LockedPackage {
  const name = /^name = "([^"]+)"$/m.exec(text)?.[1] ?? '';
  const list = /^dependencies = \[([^\]]*)\]$/m.exec(text)?.[1] ?? '';
  // Where there are several versions of one, the version follows the name.
  const dependencies = [...list.matchAll(/"([^" ]+)[^"]*"/g)].map(it => it[1] ?? '');
  return { name, text, dependencies };
}
