/** Whether the tree over a state is that of its accounts and slots: a root may look right beside values that are not. */

import type { ChainState } from '../state';
import { bucketOf, updateTree } from './stateTree';

/** Entries that are hashed at once. */
const STEP = 20_000;

/**
 * Makes the tree anew and compares it with what is stored. Takes some hundred bytes of memory for each entry of the state.
 *
 * @returns accounts and slots, by the key of the database, that may not be what they were, and records of the tree itself
 */
export async function treeDifferences(state: ChainState): Promise<readonly string[]> {
  const made = new Map<string, Uint8Array>();
  let step: [string, Uint8Array][] = [];
  const add = async (): Promise<void> => {
    const { records } = await updateTree(key => made.get(key), step);
    for (const [key, value] of records) if (value !== null) made.set(key, value);
    step = [];
  };
  for await (const it of state.everyRecord()) {
    step.push(it);
    if (step.length === STEP) await add();
  }
  await add();
  const differing = new Set<string>();
  for (const [key, value] of made) {
    if (!isSame(value, await stored(state, key))) differing.add(key);
  }
  if (made.size === 0 && (await stored(state, 't/')) !== undefined) differing.add('t/');
  if (differing.size === 0) return [];
  const entries: string[] = [];
  for await (const [key] of state.everyRecord()) {
    if (differing.has(bucketOf(key))) entries.push(key);
  }
  // Where entries are to blame, so are all nodes above them.
  return entries.length > 0 ? entries : [...differing];
}

async function stored(state: ChainState, key: string): Promise<Uint8Array | undefined> {
  for (;;) {
    const record = state.readRecord(key);
    if ('wait' in record) await record.wait;
    else return record.value;
  }
}

function isSame(a: Uint8Array, b: Uint8Array | undefined): boolean {
  return b !== undefined && a.length === b.length && a.every((it, at) => it === b[at]);
}
