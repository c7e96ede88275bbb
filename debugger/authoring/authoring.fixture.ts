/** A folder in memory with a scenario that is typed, for tests. */

import type { ScenarioSources } from './knownNames';

export const PATH = '/work/scenarios/a.scenario.json';

const ABI = `{
  "functions": [
    { "name": "transfer", "selector": 2, "inputs": [
      { "name": "to", "type": "address" }, { "name": "amount", "type": "uint32" } ] },
    { "name": "balance_of", "selector": 5, "inputs": [ { "name": "owner", "type": "address" } ] }
  ],
  "events": [ { "name": "Moved", "inputs": [ { "name": "to", "type": "address" } ] } ]
}`;

/** @param more other files, by path */
export function sources(
  text: string,
  more: Readonly<Record<string, string>> = {},
): ScenarioSources {
  const files: Readonly<Record<string, string>> = {
    [PATH]: text,
    '/work/scenarios/token.bin': 'x',
    '/work/scenarios/abi.json': ABI,
    ...more,
  };
  return {
    readFile: path => {
      const found = files[path];
      if (found !== undefined) return Promise.resolve(new TextEncoder().encode(found));
      return Promise.reject(
        Object.assign(new Error('ENOENT'), { code: 'ENOENT', syscall: 'read' }),
      );
    },
    fileExists: path => Promise.resolve(Object.hasOwn(files, path)),
    resolvePath: (base, relative) =>
      new URL(relative, `file://${base}/`).pathname.replace(/(?<=.)\/$/, ''),
  };
}

/** A file with accounts, a contract that is there, one that is not built, and these transactions. */
export function scenario(transactions: string): string {
  return `{
  "version": 1,
  "accounts": { "alice": { "address": "${'a1'.repeat(20)}" }, "bob": { "address": "${'b0'.repeat(20)}" } },
  "contracts": {
    "token": { "image": "token.bin", "address": "${'c0'.repeat(20)}" },
    "other": { "crate": "../none", "address": "${'c1'.repeat(20)}" }
  },
  "transactions": [${transactions}]
}`;
}
