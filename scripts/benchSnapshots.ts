/**
 * `npm run bench:snapshots`: a thousand snapshots of a machine of 64 MiB that allocates, sorts and prints; what one
 * costs in time and memory by the pages that changed, and what it takes to go back and to an exact position.
 */

import { join } from 'node:path';
import { findToolchain } from '../debugger/host/toolchain';
import type { MachineSnapshot } from '../debugger/vm/machine';
import { Machine, RAM_BASE } from '../debugger/vm/machine';
import { PAGE_SIZE } from '../debugger/vm/mmu/sv32';
import { buildBenchPrograms, readBenchProgram } from './lib/benchPrograms';

const PROGRAM = 'allocation';
const SNAPSHOTS = 1000;
const RAM_BYTES = 64 << 20;
/** Steps between two snapshots. */
const INTERVALS = [1_000, 10_000, 100_000] as const;
/** Pages that change between two snapshots: all of RAM, last. */
const CHANGED = [0, 1, 10, 100, 1_000, RAM_BYTES / PAGE_SIZE];
const REPEATS = 50;
const RESTORES = 200;
const MEBI = 1 << 20;

void main();

async function main(): Promise<void> {
  const rust = await findToolchain(join(__dirname, '..'));
  if ('missing' in rust) console.error(rust.missing);
  if ('missing' in rust || !buildBenchPrograms(rust)) {
    process.exitCode = 1;
    return;
  }
  const heading = ['pages each', 'MiB in all', 'snapshot µs', 'restore µs', 'run-to µs', 'M/s'];
  console.log(line('steps between', heading));
  measure(INTERVALS[0]); // Warms the compiler up.
  for (const interval of INTERVALS)
    console.log(line(interval.toLocaleString('en'), measure(interval)));
  console.log(`\n${line('pages changed', ['snapshot µs', 'restore µs'])}`);
  for (const pages of CHANGED) console.log(line(pages.toLocaleString('en'), measureChanged(pages)));
}

/** One snapshot, and the way back from it, when so many pages have changed. */
function measureChanged(pages: number): string[] {
  const machine = new Machine({ ramBytes: RAM_BYTES });
  const base = machine.snapshot();
  const [taking, restoring]: [number[], number[]] = [[], []];
  for (let count = 1; count <= REPEATS; count += 1) {
    for (let page = 0; page < pages; page += 1) {
      machine.writePhysical(RAM_BASE + page * PAGE_SIZE, Uint8Array.of(count));
    }
    taking.push(timed(() => machine.snapshot()));
    restoring.push(timed(() => machine.restore(base)));
  }
  return [taking, restoring].map(it => median(it).toFixed(1));
}

/** Whatever else the computer does falls on few of them. */
function median(times: readonly number[]): number {
  return [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? NaN;
}

function measure(interval: number): string[] {
  const machine = new Machine({ ramBytes: RAM_BYTES });
  const image = readBenchProgram(PROGRAM);
  for (const { vaddr, fileBytes } of image.segments) machine.writePhysical(vaddr, fileBytes);
  machine.pc = image.entry;
  machine.run(5_000_000);

  const snapshots: MachineSnapshot[] = [];
  let [running, taking] = [0, 0];
  const before = memory();
  for (let count = 0; count < SNAPSHOTS; count += 1) {
    running += timed(() => machine.run(interval));
    taking += timed(() => snapshots.push(machine.snapshot()));
  }
  const bytes = memory() - before;

  let [restoring, reaching] = [0, 0];
  for (let count = 0; count < RESTORES; count += 1) {
    const to = snapshots[(count * 617) % SNAPSHOTS];
    if (to === undefined) continue;
    restoring += timed(() => machine.restore(to));
    // As a step back does: to a position between two snapshots.
    reaching += timed(() => machine.run(Math.floor(interval / 2)));
  }
  return [
    (pagesIn(snapshots) / SNAPSHOTS).toFixed(1),
    (bytes / MEBI).toFixed(1),
    (taking / SNAPSHOTS).toFixed(1),
    (restoring / RESTORES).toFixed(1),
    (reaching / RESTORES).toFixed(1),
    ((interval * SNAPSHOTS) / running).toFixed(0),
  ];
}

/** Pages that each snapshot has for itself, summed up. */
function pagesIn(snapshots: readonly MachineSnapshot[]): number {
  let pages = 0;
  for (const [at, { pages: tree }] of snapshots.entries()) {
    const last = snapshots[at - 1];
    if (last !== undefined) pages += [...last.pages.differences(tree)].length;
  }
  return pages;
}

/** Microseconds. */
function timed(body: () => void): number {
  const start = performance.now();
  body();
  return (performance.now() - start) * 1000;
}

function memory(): number {
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

function line(name: string, cells: readonly string[]): string {
  return [name.padEnd(14), ...cells.map(it => it.padStart(12))].join('');
}
