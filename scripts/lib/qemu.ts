/** QEMU's machine, which runs the same programs by translating them: the peer of `npm run bench:vm`. */

import { spawnSync } from 'node:child_process';
import type { Ran } from './ours';

const QEMU = 'qemu-system-riscv32';
const MACHINE = ['-M', 'virt', '-bios', 'none', '-display', 'none', '-monitor', 'none'];
/** The first line of its `--version`; undefined where it is not installed. */
export function qemuVersion(): string | undefined {
  const { status, stdout } = spawnSync(QEMU, ['--version'], { encoding: 'utf8' });
  return status === 0 ? stdout.split('\n')[0] : undefined;
}

/** What the program at `path` prints, and the seconds from QEMU's start to its end; undefined where it fails. */
export function runInQemu(path: string): Ran | undefined {
  const start = performance.now();
  const { status, stdout } = spawnSync(QEMU, [...MACHINE, '-serial', 'stdio', '-kernel', path], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (status !== 0) return undefined;
  return { output: stdout.trim(), seconds: (performance.now() - start) / 1000 };
}
