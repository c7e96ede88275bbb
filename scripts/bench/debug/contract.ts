/** The contract that is debugged, and scenarios that call it. */

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildCrate } from '../../../debugger/host/cargo';

const root = join(__dirname, '../..');
const crate = join(root, 'scripts/bench/debug/contract');

export const SOURCE = join(crate, 'src/main.rs');

/** What the contract does for the first byte of its input. */
export const WORK = { turns: 1, values: 2 } as const;

/** The only line of the contract's source that holds a text, from 1. */
export const lineOf = (text: string): number => lineIn(SOURCE, text);

export function lineIn(path: string, text: string): number {
  const lines = readFileSync(path, 'utf8').split('\n');
  const at = lines.flatMap((line, index) => (line.includes(text) ? [index + 1] : []));
  if (at.length !== 1 || at[0] === undefined) throw new RangeError(`lines with "${text}": ${at}`);
  return at[0];
}

/** @returns the path of the built ELF, which is not optimized, as contracts are that are debugged */
export async function buildContract(): Promise<string> {
  const built = await buildCrate({ crate });
  if (built.kind === 'failed') throw new Error(built.reason);
  return built.executable;
}

/** @returns the path of a scenario file with one call */
export function writeScenario(
  folder: string,
  elf: string,
  work: keyof typeof WORK,
  count: number,
): string {
  const input = Buffer.alloc(5);
  input.writeUInt8(WORK[work], 0);
  input.writeUInt32LE(count, 1);
  const address = (last: string): string => 'be'.repeat(19) + last;
  const scenario = {
    version: 1,
    name: `${work} ${count}`,
    accounts: { alice: { address: address('0a') } },
    contracts: { bench: { elf, address: address('0c') } },
    transactions: [
      { create: 'bench', from: 'alice' },
      { call: 'bench', from: 'alice', input: input.toString('hex'), gasLimit: '1000000000000' },
    ],
  };
  const path = join(folder, `${work}-${count}.scenario.json`);
  writeFileSync(path, JSON.stringify(scenario));
  return path;
}
