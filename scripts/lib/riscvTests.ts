/** The directed tests in riscv-tests/: which there are, how they are built, and what running one says. */

import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describeEnd } from '../../debugger/bare/describeEnd';
import { readProgram } from '../../debugger/bare/load';
import { BareSession } from '../../debugger/bare/session';

export const TESTS = join(__dirname, '../../riscv-tests');
const BUILT = join(__dirname, '../../target/riscv-tests');
const COMPILER = 'riscv64-unknown-elf-gcc';
const AT_ONCE = 2;
/** Many times what any test takes. */
const MOST_STEPS = 2_000_000;

export type Environment = 'p' | 'v';

/** Folders of tests, with the environments that make sense and the instructions that the assembler may use. */
const SUITES: Readonly<Record<string, { environments: readonly Environment[]; march: string }>> = {
  rv32ui: { environments: ['p', 'v'], march: 'rv32ima_zicsr_zifencei' },
  rv32um: { environments: ['p', 'v'], march: 'rv32ima_zicsr_zifencei' },
  rv32ua: { environments: ['p', 'v'], march: 'rv32ima_zicsr_zifencei' },
  rv32uc: { environments: ['p', 'v'], march: 'rv32imac_zicsr_zifencei' },
  rv32mi: { environments: ['p'], march: 'rv32ima_zicsr_zifencei' },
  rv32si: { environments: ['p'], march: 'rv32ima_zicsr_zifencei' },
  rv32sv: { environments: ['p'], march: 'rv32ima_zicsr_zifencei' },
  rv32pmp: { environments: ['p'], march: 'rv32ima_zicsr_zifencei' },
  /** Tests that must fail: they show that a failure is noticed. */
  selftest: { environments: ['p', 'v'], march: 'rv32ima_zicsr_zifencei' },
};

export interface RiscvTest {
  readonly suite: string;
  readonly name: string;
  readonly environment: Environment;
  /** `rv32ui-p-add`, as such programs are customarily called. */
  readonly title: string;
  readonly elf: string;
}

export interface TestResult {
  readonly passed: boolean;
  /** How it ended, and what was not reached. */
  readonly sentence: string;
  /** Cases that the program has, and those that were reached. */
  readonly cases: number;
  readonly reached: number;
  readonly instructions: number;
}

export function listTests(suites: readonly string[] = Object.keys(SUITES)): RiscvTest[] {
  return suites.flatMap(suite =>
    readdirSync(join(TESTS, suite))
      .filter(it => it.endsWith('.S'))
      .sort()
      .flatMap(file => {
        const name = file.slice(0, -2);
        return (SUITES[suite]?.environments ?? []).map(environment => {
          const title = `${suite}-${environment}-${name}`;
          return { suite, name, environment, title, elf: join(BUILT, title) };
        });
      }),
  );
}

/** Builds what is older than its source or the environment. */
export async function buildTests(tests: readonly RiscvTest[]): Promise<void> {
  mkdirSync(BUILT, { recursive: true });
  const headers = ['env', 'env/p', 'env/v', 'macros'].flatMap(folder =>
    readdirSync(join(TESTS, folder)).map(it => changed(join(TESTS, folder, it))),
  );
  const newest = Math.max(changed(__filename), ...headers);
  const stale = tests.filter(it => changed(it.elf) < Math.max(newest, changed(sourceOf(it))));
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let test = stale.pop(); test !== undefined; test = stale.pop()) await build(test);
    }),
  );
}

async function build(test: RiscvTest): Promise<void> {
  const environment = join(TESTS, 'env', test.environment);
  const folders = [environment, join(TESTS, 'env'), join(TESTS, 'macros'), join(TESTS, test.suite)];
  const flags = [
    ...[`-march=${SUITES[test.suite]?.march ?? ''}`, '-mabi=ilp32', '-nostdlib', '-nostartfiles'],
    ...['-static', '-mcmodel=medany', '-Wa,-mno-relax', `-T${join(environment, 'link.ld')}`],
    ...['-Wl,--build-id=none', '-Wl,--no-warn-rwx-segments', '-Wl,--no-relax'],
    ...folders.flatMap(it => ['-I', it, `-Wa,-I${it}`]),
  ];
  await promisify(execFile)(COMPILER, [...flags, sourceOf(test), '-o', test.elf]);
}

function sourceOf({ suite, name }: RiscvTest): string {
  return join(TESTS, suite, `${name}.S`);
}

function changed(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

/** A test passes when it says so and has reached every one of its cases, of which there must be some. */
export function runTest(test: RiscvTest): TestResult {
  const session = new BareSession(readProgram(readFileSync(test.elf), test.title), {
    ramBytes: 4 << 20,
  });
  const { machine } = session;
  const waiting = new Map<number, string>();
  for (const { name, value } of session.symbols.all()) {
    if (/^test_\d+$/.test(name)) waiting.set(value, name);
  }
  const cases = waiting.size;
  for (const it of waiting.keys()) machine.breakpoints.add(it);
  const end = session.runAtOnce(MOST_STEPS, pc => {
    waiting.delete(pc);
    machine.breakpoints.delete(pc);
  });
  const missed = end.reason === 'passed' ? [...waiting.values()] : [];
  const parts = [
    end.reason === 'failed' && end.by === 'tohost'
      ? `failed in case ${end.code}`
      : describeEnd(end, session.symbols),
    ...(missed.length > 0 ? [`without reaching ${missed.join(', ')}`] : []),
    ...(cases === 0 ? ['without a case'] : []),
  ];
  return {
    passed: end.reason === 'passed' && missed.length === 0 && cases > 0,
    sentence: parts.join(' '),
    cases,
    reached: cases - waiting.size,
    instructions: machine.retired,
  };
}
