/** QEMU's machine, which runs the same programs by translating them: the peer of `npm run bench`. */

import { spawnSync } from 'node:child_process';

const QEMU = 'qemu-system-riscv32';
const MACHINE = ['-M', 'virt', '-bios', 'none', '-display', 'none', '-monitor', 'none'];
/** The quickest of these counts: whatever else the computer does only adds. */
const RUNS = 3;

/** The first line of its `--version`; undefined where it is not installed. */
export function qemuVersion(): string | undefined {
  const { status, stdout } = spawnSync(QEMU, ['--version'], { encoding: 'utf8' });
  return status === 0 ? stdout.split('\n')[0] : undefined;
}

/** What the program at `path` prints, and the seconds from QEMU's start to its end; undefined where it fails. */
export function runInQemu(path: string): { output: string; seconds: number } | undefined {
  let quickest = Infinity;
  let output = '';
  for (let run = 0; run < RUNS; run += 1) {
    const start = performance.now();
    const ran = spawnSync(QEMU, [...MACHINE, '-serial', 'stdio', '-kernel', path], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    if (ran.status !== 0) return undefined;
    quickest = Math.min(quickest, (performance.now() - start) / 1000);
    output = ran.stdout.trim();
  }
  return { output, seconds: quickest };
}
