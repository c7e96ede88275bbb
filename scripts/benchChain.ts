/**
 * `npm run bench:chain`: what a transaction costs on chains of ten, ten thousand and a million accounts, in memory and on
 * disk, one atomic batch each. `--json FILE` writes the figures; `--accounts N` and `--store disk` look at a part.
 */

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { settleCompiler } from '../debugger/host/hostCompiler';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { ChainRun } from '../debugger/chain/run';
import { ChainState } from '../debugger/chain/state';
import type { Transaction } from '../debugger/chain/transaction';
import { readElf } from '../debugger/elf/elfImage';
import { InvariantError } from '../debugger/shared/errors';
import { populate, setUp } from './bench/chain/population';
import type { CountingStore } from './bench/chain/store';
import { openStore } from './bench/chain/store';
import type { Workload } from './bench/chain/workloads';
import { workloads } from './bench/chain/workloads';

const root = join(__dirname, '../..');
const SIZES = [10, 10_000, 1_000_000];
const WARM = 300;
const MEASURED = 1500;

const COLUMNS = [
  'store',
  'accounts',
  'tx/s',
  'µs',
  'ratio',
  'instructions',
  'of contracts',
  'gas',
  'read keys',
  'bytes',
  'written keys',
  'bytes',
];

const { values } = parseArgs({
  options: {
    json: { type: 'string' },
    accounts: { type: 'string' },
    store: { type: 'string' },
  },
});

interface Row {
  readonly workload: string;
  readonly store: 'memory' | 'disk';
  readonly accounts: number;
  readonly perSecond: number;
  readonly microseconds: number;
  /** All, and those of contracts. */
  readonly instructions: number;
  readonly contractInstructions: number;
  readonly gas: number;
  readonly read: { readonly keys: number; readonly bytes: number };
  readonly written: { readonly keys: number; readonly bytes: number };
  /** Of the time on the smallest chain of the same kind. */
  readonly ratio: number;
}

settleCompiler();
void main();

async function main(): Promise<void> {
  const kernelPath = join(root, 'dist/kernel.elf');
  const kernel = readElf(readFileSync(kernelPath), kernelPath);
  const folder = mkdtempSync(join(tmpdir(), 'avm-bench-'));
  const rows: Row[] = [];
  const starts: Record<string, number> = {};
  const memory: Record<string, number> = {};
  try {
    console.log(heading());
    const sizes = values.accounts === undefined ? SIZES : [Number(values.accounts)];
    const kinds = (['disk', 'memory'] as const).filter(it => it === (values.store ?? it));
    for (const kind of kinds) {
      for (const accounts of sizes) {
        const path = join(folder, `${kind}-${accounts}`);
        if (kind === 'disk') mkdirSync(path);
        let store = await openStore(kind, path);
        await setUp(kernel, store, root);
        await populate(store, accounts);
        if (kind === 'disk') {
          // As a process that has just been started: what LevelDB holds in memory is gone.
          await store.close();
          const started = performance.now();
          store = await openStore(kind, path);
          const [one] = workloads(accounts, root);
          await runBundle(kernel, store, one?.transactions(1) ?? []);
          starts[accounts] = performance.now() - started;
        }
        for (const workload of workloads(accounts, root)) {
          const smallest = rows.find(it => it.workload === workload.name && it.store === kind);
          const row = await measure(kernel, store, kind, accounts, workload, smallest);
          rows.push(row);
          console.log(line(row));
        }
        memory[`${kind} ${accounts}`] = Math.round(process.memoryUsage().rss / 2 ** 20);
        await store.close();
      }
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  const verification = measureVerification();
  for (const [accounts, ms] of Object.entries(starts)) {
    console.log(
      `start-up on disk with ${accounts} accounts, to the first commit: ${ms.toFixed(0)} ms`,
    );
  }
  for (const [where, mebi] of Object.entries(memory)) console.log(`process, ${where}: ${mebi} MiB`);
  console.log(`one verification by the library alone: ${verification.toFixed(0)} µs`);
  if (values.json !== undefined) {
    writeFileSync(values.json, JSON.stringify({ rows, starts, memory, verification }, null, 2));
  }
}

async function measure(
  kernel: ReturnType<typeof readElf>,
  store: CountingStore,
  kind: Row['store'],
  accounts: number,
  workload: Workload,
  smallest: Row | undefined,
): Promise<Row> {
  const transactions = workload.transactions(WARM + MEASURED);
  await runBundle(kernel, store, transactions.slice(0, WARM));
  const before = { ...store.counts };
  const started = performance.now();
  const run = await runBundle(kernel, store, transactions.slice(WARM));
  const microseconds = ((performance.now() - started) * 1000) / MEASURED;
  const each = (name: keyof typeof before): number =>
    (store.counts[name] - before[name]) / MEASURED;
  return {
    workload: workload.name,
    store: kind,
    accounts,
    perSecond: 1_000_000 / microseconds,
    microseconds,
    instructions: run.machine.position / MEASURED,
    contractInstructions: run.machine.userInstructions / MEASURED,
    gas: Number(run.receipts.reduce((sum, it) => sum + it.gasUsed, 0n)) / MEASURED,
    read: { keys: each('keysRead'), bytes: each('bytesRead') },
    written: { keys: each('keysWritten'), bytes: each('bytesWritten') },
    ratio: microseconds / (smallest?.microseconds ?? microseconds),
  };
}

/** Durable, and every transaction a success. */
async function runBundle(
  kernel: ReturnType<typeof readElf>,
  store: CountingStore,
  bundle: readonly Transaction[],
): Promise<ChainRun> {
  const state = new ChainState(store);
  const run = new ChainRun({ kernel, state, bundle, rules: 'strict', isDurable: true });
  for (;;) {
    const stop = run.run(50_000_000);
    if (stop === 'waiting') await run.ready();
    else if (stop === 'complete') break;
    else if (stop !== 'budget') throw new InvariantError(`${stop}: ${run.epitaph ?? ''}`);
  }
  const failed = run.receipts.find(it => it.status !== 'success');
  if (failed !== undefined) throw new InvariantError(`${failed.status}: ${failed.reason ?? ''}`);
  return run;
}

/** What the firmware's part of a verification takes, in microseconds. */
function measureVerification(): number {
  const secret = new Uint8Array(32).fill(7);
  const hash = new Uint8Array(32).fill(9);
  const signature = secp256k1.sign(hash, secret, { prehash: false });
  const key = secp256k1.getPublicKey(secret);
  const verify = (): boolean => secp256k1.verify(signature, hash, key, { prehash: false });
  for (let at = 0; at < WARM; at++) verify();
  const started = performance.now();
  for (let at = 0; at < MEASURED; at++) verify();
  return ((performance.now() - started) * 1000) / MEASURED;
}

function heading(): string {
  return cells('', COLUMNS);
}

function line(it: Row): string {
  const count = (value: number): string => Math.round(value).toLocaleString('en');
  return cells(it.workload, [
    it.store,
    count(it.accounts),
    count(it.perSecond),
    count(it.microseconds),
    it.ratio.toFixed(2),
    count(it.instructions),
    count(it.contractInstructions),
    count(it.gas),
    it.read.keys.toFixed(1),
    count(it.read.bytes),
    it.written.keys.toFixed(1),
    count(it.written.bytes),
  ]);
}

function cells(name: string, all: readonly string[]): string {
  return [name.padEnd(16), ...all.map(it => it.padStart(13))].join('');
}
