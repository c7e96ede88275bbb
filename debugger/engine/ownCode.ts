/** Whose code a source file is, told by its recorded path. */

/**
 * What a contract is built from and its author did not write: the standard library as rustc records it or as Debian
 * installs it, crates from a registry or from git, and clibc.
 */
const FOREIGN = [
  /^\/rustc\//,
  /\/library\/(alloc|compiler-builtins|core|panic_abort|std)\//,
  /\/registry\/src\//,
  /\/git\/checkouts\//,
  /\/clibc\/src\//,
  /^\/avm\/guest\//,
];

/** @param path as recorded, or mapped to this machine */
export function isForeign(path: string): boolean {
  const slashed = path.replaceAll('\\', '/');
  return FOREIGN.some(it => it.test(slashed));
}
