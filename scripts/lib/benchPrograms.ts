/** The programs of `npm run bench:vm`: how they are built, and what they are known to print. */

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readElf, type ElfImage } from '../../debugger/elf/elfImage';
import { TARGET, type Toolchain } from '../../debugger/host/toolchain';

const root = process.cwd();
const crate = join(root, 'scripts/bench');
const target = join(root, 'target/bench');

export interface BenchProgram {
  readonly name: string;
  /** What it prints, however it was compiled. */
  readonly checksum: string;
  /** Millions of instructions per second of QEMU 7.2 on two cores of a Xeon, where the programs were first measured. */
  readonly qemu: number;
}

export const BENCH_PROGRAMS: readonly BenchProgram[] = [
  { name: 'integers', checksum: '57dacc7e', qemu: 1654 },
  { name: 'keccak', checksum: '0becc721', qemu: 2149 },
  { name: 'sha256', checksum: '8da2e92d', qemu: 4282 },
  { name: 'modular', checksum: '9c3ed078', qemu: 2661 },
  { name: 'memory', checksum: '2f238a31', qemu: 1186 },
  { name: 'allocation', checksum: '473e1d9d', qemu: 1190 },
];

/** Ends as soon as it has started. */
export const NOTHING = 'nothing';

/** Whether all of them were built. */
export function buildBenchPrograms(rust: Toolchain): boolean {
  const flags = [...rust.rustflags, `-Clink-arg=-T${join(crate, 'bench.ld')}`];
  const args = ['--release', '--target', TARGET, '--target-dir', target];
  const built = spawnSync(rust.cargo, ['build', '--quiet', '--locked', ...args], {
    cwd: crate,
    env: { ...process.env, ...rust.env, CARGO_ENCODED_RUSTFLAGS: flags.join('\x1f') },
    stdio: 'inherit',
  });
  return built.status === 0;
}

export function benchPath(name: string): string {
  return join(target, TARGET, 'release', name);
}

export function readBenchProgram(name: string): ElfImage {
  return readElf(readFileSync(benchPath(name)), name);
}
