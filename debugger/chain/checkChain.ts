/** Whether a stored chain is what it says it is: its tree, its code, its receipts. */

import { MalformedInput } from '../shared/errors';
import { hashCode } from './codeHash';
import { treeDifferences } from './root/checkTree';
import type { ChainState } from './state';
import { heightOf, receiptAt } from './storedChain';

/** @returns a sentence for each fault; none of a chain that is whole */
export async function chainFaults(state: ChainState): Promise<readonly string[]> {
  const faults: string[] = [];
  const attempt = async (check: () => Promise<void>): Promise<void> => {
    try {
      await check();
    } catch (error) {
      if (!(error instanceof MalformedInput)) throw error;
      faults.push(error.message);
    }
  };
  await attempt(async () => {
    for (const it of await treeDifferences(state)) {
      faults.push(`${it}: not what the state root was made of`);
    }
  });
  await attempt(async () => {
    const sound = new Set<string>();
    for await (const [address, { code, codeHash }] of state.everyAccount()) {
      if (codeHash === '' || sound.has(codeHash)) continue;
      if (hashCode(code) === codeHash) sound.add(codeHash);
      else faults.push(`account ${address}: its code has another hash than ${codeHash}`);
    }
  });
  const height = await heightOf(state);
  for (let number = 0n; number < height; number++) {
    await attempt(async () => {
      if ((await receiptAt(state, number)) === undefined) {
        faults.push(`receipt ${number} of ${height} is missing`);
      }
    });
  }
  return faults;
}
