/**
 * Builds and runs the tests in riscv-tests/ and prints a table: `npx tsx scripts/riscvTests.ts [--qemu] [SUITE...]`.
 * With --qemu each runs on QEMU too; where QEMU is known to differ, the table says why.
 */

import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { QEMU_DIFFERS } from './lib/qemuDiffers';
import { buildTests, listTests, runTest, type RiscvTest } from './lib/riscvTests';

const QEMU = 'qemu-system-riscv32';
const QEMU_MACHINE = ['-M', 'virt', '-bios', 'none', '-display', 'none', '-monitor', 'none'];
const QEMU_MILLISECONDS = 5000;
/** The suite whose tests are there to fail. */
const FAILING = 'selftest';

void main();

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { qemu: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const tests = listTests(positionals.length > 0 ? positionals : undefined);
  await buildTests(tests);
  let wrong = 0;
  let differing = 0;
  const start = performance.now();
  for (const test of tests) {
    const result = runTest(test);
    const isRight = result.passed !== (test.suite === FAILING);
    if (!isRight) wrong += 1;
    // A failing suite's programs may say that they passed: only we know what they did not reach.
    const qemu = values.qemu && test.suite !== FAILING ? runInQemu(test) : undefined;
    const known = QEMU_DIFFERS[test.title];
    const differs = qemu !== undefined && qemu !== (result.passed ? 'passed' : 'failed');
    if (differs && known === undefined) differing += 1;
    console.log(
      [
        isRight ? 'ok  ' : 'BAD ',
        test.title.padEnd(24),
        `${result.reached}/${result.cases}`.padStart(9),
        String(result.instructions).padStart(9),
        ` ${result.sentence}`,
        ...(qemu === undefined
          ? []
          : [`  QEMU: ${qemu}${differs ? `, ${known ?? 'and nobody knows why'}` : ''}`]),
      ].join(' '),
    );
  }
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  const compared = values.qemu ? `, ${differing} differ from QEMU and nobody knows why` : '';
  console.log(
    `\n${tests.length} tests, ${wrong} not as they should be${compared}, in ${seconds} s`,
  );
  if (wrong > 0) process.exitCode = 1;
}

/** By the test finisher, since QEMU's machine has no HTIF. */
function runInQemu({ elf }: RiscvTest): string {
  const ran = spawnSync(QEMU, [...QEMU_MACHINE, '-serial', 'none', '-kernel', elf], {
    timeout: QEMU_MILLISECONDS,
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
  });
  if (ran.error !== undefined && !('code' in ran.error && ran.error.code === 'ETIMEDOUT')) {
    return ran.error.message;
  }
  if (ran.status === null) return 'did not end';
  return ran.status === 0 ? 'passed' : 'failed';
}
