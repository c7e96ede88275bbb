/** What runs in the page: a chain in IndexedDB, the kernel and the bundle from the server that serves the page. */

import { decodeState, encodeState } from '../../debugger/chain/codec/state';
import { decode } from '../../debugger/chain/codec/combinators';
import { runToEnd } from '../../debugger/chain/headless';
import { ChainRun } from '../../debugger/chain/run';
import { transactions } from '../../debugger/chain/snapshotRecords';
import { ChainState } from '../../debugger/chain/state';
import { heightOf, receiptAt } from '../../debugger/chain/storedChain';
import { readElf } from '../../debugger/elf/elfImage';
import { browserStore } from '../../debugger/host/browserStore';
import { bytesToHex } from '../../debugger/shared/hex';

/** What the test asks of the page. */
export interface Page {
  /** Puts what it begins with on a chain that is new. */
  begin(): Promise<void>;
  /** Runs the bundle from where the chain is, so many transactions of it; resolves when they are in the database. */
  run(count: number): Promise<string>;
  look(): Promise<Found>;
}

export interface Found {
  readonly height: number;
  readonly root: string;
  /** aVM's bytes in hexadecimal digits. */
  readonly state: string;
  /** How each transaction ended. */
  readonly statuses: readonly (string | undefined)[];
}

const store = browserStore('chain');

async function bytesOf(path: string): Promise<Uint8Array> {
  return new Uint8Array(await (await fetch(path)).arrayBuffer());
}

const page: Page = {
  async begin() {
    const chain = new ChainState(store);
    const accounts = decodeState(await bytesOf('/genesis'), 'genesis');
    chain.apply({ accounts: accounts.map(([address, it]) => ({ address, ...it })), slots: [] });
    await chain.persist();
  },

  async run(count) {
    const chain = new ChainState(store);
    const height = Number(await heightOf(chain));
    const bundle = decode(transactions, await bytesOf('/bundle'), 'bundle');
    const run = new ChainRun({
      kernel: readElf(await bytesOf('/kernel'), 'kernel'),
      state: chain,
      bundle: bundle.slice(height, height + count),
      rules: 'strict',
      isDurable: true,
    });
    const stop = await runToEnd(run, {});
    return run.epitaph ?? stop;
  },

  async look() {
    const chain = new ChainState(store);
    const accounts = [];
    for await (const it of chain.everyAccount()) accounts.push(it);
    const height = Number(await heightOf(chain));
    const statuses = [];
    for (let at = 0; at < height; at++) statuses.push((await receiptAt(chain, BigInt(at)))?.status);
    return { height, root: await chain.root(), state: bytesToHex(encodeState(accounts)), statuses };
  },
};

Object.assign(globalThis, { page });
