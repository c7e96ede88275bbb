/** The programs of `npm run bench:vm`: how they are built, and what they are known to print. */

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readElf, type ElfImage } from '../../debugger/elf/elfImage';
import { TARGET, type Toolchain } from '../../debugger/host/toolchain';

const root = process.cwd();
const crate = join(root, 'scripts/bench');
/** Of the short and of the long variants, which do the same ten times over. */
const targets = { short: join(root, 'target/bench'), long: join(root, 'target/benchLong') };

export type BenchLength = keyof typeof targets;

export interface BenchProgram {
  readonly name: string;
  /** What it prints, however it was compiled. */
  readonly checksum: string;
  readonly longChecksum: string;
  /** Millions of instructions per second of QEMU 7.2 on two cores of a Xeon, where the programs were first measured. */
  readonly qemu: number;
}

export const BENCH_PROGRAMS: readonly BenchProgram[] = [
  { name: 'integers', checksum: '57dacc7e', longChecksum: 'b39f6224', qemu: 1654 },
  { name: 'keccak', checksum: '0becc721', longChecksum: 'b9cb49d5', qemu: 2149 },
  { name: 'sha256', checksum: '8da2e92d', longChecksum: '8ca8b128', qemu: 4282 },
  { name: 'modular', checksum: '9c3ed078', longChecksum: '24737524', qemu: 2661 },
  { name: 'memory', checksum: '2f238a31', longChecksum: 'e90ed979', qemu: 1186 },
  { name: 'allocation', checksum: '473e1d9d', longChecksum: '222866d9', qemu: 1190 },
];

/** A megabyte and a half of text, no part of it hotter than another: in no mean. */
export const FLAT: BenchProgram = {
  name: 'flat',
  checksum: 'f8147fc6',
  longChecksum: 'f8147fc6',
  qemu: 700,
};

/** Ends as soon as it has started. */
export const NOTHING = 'nothing';

/** Whether all of them were built. */
export function buildBenchPrograms(rust: Toolchain, length: BenchLength = 'short'): boolean {
  const flags = [...rust.rustflags, `-Clink-arg=-T${join(crate, 'bench.ld')}`];
  const args = ['--release', '--target', TARGET, '--target-dir', targets[length]];
  const scale = length === 'long' ? { BENCH_LONG: '1' } : {};
  const built = spawnSync(rust.cargo, ['build', '--quiet', '--locked', ...args], {
    cwd: crate,
    env: { ...process.env, ...rust.env, CARGO_ENCODED_RUSTFLAGS: flags.join('\x1f'), ...scale },
    stdio: 'inherit',
  });
  return built.status === 0;
}

export function benchPath(name: string, length: BenchLength = 'short'): string {
  return join(targets[length], TARGET, 'release', name);
}

export function readBenchProgram(name: string, length: BenchLength = 'short'): ElfImage {
  return readElf(readFileSync(benchPath(name, length)), name);
}
