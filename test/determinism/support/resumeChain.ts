/**
 * A process of its own: `resumeChain.ts JOBS` goes on from snapshots of chains, one after another, and prints for each the
 * run's hash where it begins, at each position, and at its end.
 */

import { readFileSync } from 'node:fs';
import { readChainSnapshot } from '../../../debugger/chain/snapshotFile';
import { fingerprint, reach, runToEnd, scenario } from './scenarioRun';

/** A line of output each: a JSON list of hashes. */
export interface ResumeJob {
  readonly scenario: string;
  /** The snapshot's file. */
  readonly file: string;
  readonly positions: readonly number[];
}

async function resume({ scenario: path, file, positions }: ResumeJob): Promise<string[]> {
  const { run, bundle } = await scenario(path);
  run.restore(readChainSnapshot(readFileSync(file), file, bundle));
  const hashes = [fingerprint(run)];
  for (const position of positions) {
    await reach(run, position);
    hashes.push(fingerprint(run));
  }
  await runToEnd(run);
  return [...hashes, fingerprint(run)];
}

async function main(): Promise<void> {
  const [jobs = ''] = process.argv.slice(2);
  for (const job of JSON.parse(readFileSync(jobs, 'utf8')) as ResumeJob[]) {
    console.log(JSON.stringify(await resume(job)));
  }
}

void main();
