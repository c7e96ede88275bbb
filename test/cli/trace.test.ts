/** Traces of real runs: what they hold, that they agree with their programs, and that every kind of lie is found. */

import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ChainRun } from '../../debugger/chain/run';
import { ChainState } from '../../debugger/chain/state';
import { Tracer } from '../../debugger/engine/trace';
import type { TraceCheck } from '../../debugger/engine/traceCheck';
import { TraceChecker } from '../../debugger/engine/traceCheck';
import type { TraceStep } from '../../debugger/engine/traceLine';
import { parseTraceLine } from '../../debugger/engine/traceLine';
import { addi, forever } from '../kernel/assemble';
import { account, call as callTo, create, kernel as kernelImage } from '../kernel/chain';
import { program } from '../kernel/programs';
import { AVM } from './support/avm';

const root = join(__dirname, '../..');
const call = 'sample-contracts/call_program/scenarios/call.scenario.json';
const built = join(root, 'target/riscv32imac-unknown-none-elf/debug');
const elfs = [join(built, 'call_program'), join(built, 'simple')];
const kernel = join(root, 'dist/kernel.elf');

function avm(...args: string[]): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...AVM, ...args], {
    encoding: 'utf8',
    cwd: root,
    env: { ...process.env, NO_COLOR: '1' },
  });
  return { code: status, out: stdout, err: stderr };
}

describe('a trace', function () {
  this.timeout(120_000);
  const folder = mkdtempSync(join(tmpdir(), 'avm-trace-'));
  const contracts = join(folder, 'contracts.trace');
  const everything = join(folder, 'everything.trace');
  let lines: readonly string[] = [];
  let instructions = 0;

  before(() => {
    const only = avm(
      'run',
      '--no-build',
      '--json',
      '--trace',
      contracts,
      '--trace-only',
      'contract',
      call,
    );
    assert.equal(only.code, 0, only.err);
    const printed = JSON.parse(only.out) as { instructions: { contracts: number } };
    instructions = printed.instructions.contracts;
    lines = readFileSync(contracts, 'utf8').split('\n').slice(0, -1);
  });
  after(() => rmSync(folder, { recursive: true }));

  it('has a line for every instruction of the contracts, in order', () => {
    const steps = stepsOf(lines);
    assert.equal(steps.filter(it => it.trap === undefined).length, instructions);
    assert.ok(steps.every(it => it.mode === 'U'));
    assert.ok(steps.every((it, at) => at === 0 || it.position > (steps[at - 1]?.position ?? 0)));
    assert.deepEqual([...new Set(steps.map(it => it.program))].sort(), ['caller', 'simple']);
  });

  it('is written in slices between which it can be interrupted', async () => {
    const run = new ChainRun({
      kernel: kernelImage,
      state: new ChainState(),
      bundle: [create(account(1), program(forever([addi(0, 0, 0)]))), callTo(account(1))],
      rules: 'strict',
    });
    const written: string[] = [];
    const write = (it: string): void => void written.push(it);
    const tracer = new Tracer({ kernel: kernelImage, programs: new Map(), scope: 'all', write });
    let stop = tracer.slice(run, 5_000_000);
    for (; stop === 'waiting'; stop = tracer.slice(run, 5_000_000)) await run.ready();
    assert.equal(stop, 'budget');
    assert.ok(written.length > 10_000 && written.length < 200_000, `${written.length} lines`);
  });

  it('names transactions, tasks, functions and lines', () => {
    assert.equal(lines[0], '# avm trace 1');
    assert.ok(lines.some(it => /^# program caller call_program [0-9a-f]{64}$/.test(it)));
    assert.ok(lines.some(it => /^# transaction \d+$/.test(it)));
    assert.ok(lines.some(it => /^# task \d+ simple$/.test(it)));
    assert.ok(lines.some(it => /^@ .*\/sample-contracts\/simple\/src\/main\.rs:\d+$/.test(it)));
    assert.ok(
      lines.some(it => / U simple [0-9a-f]{8} [0-9a-f]+ .* <simple::.*\+0x[0-9a-f]+>/.test(it)),
    );
  });

  it('agrees with the programs', () => {
    const { code, out } = avm('trace', 'check', contracts, '--elf', ...elfs);
    assert.equal(code, 0, out);
    assert.match(out, /^caller: \d+ instructions agree$/m);
    assert.match(out, /^simple: \d+ instructions agree$/m);
  });

  it('is of the same bytes each time', () => {
    const again = join(folder, 'again.trace');
    const { code } = avm('run', '--no-build', '--trace', again, '--trace-only', 'contract', call);
    assert.equal(code, 0);
    assert.ok(readFileSync(contracts).equals(readFileSync(again)));
  });

  it('agrees with the kernel too', () => {
    assert.equal(avm('run', '--no-build', '--trace', everything, call).code, 0);
    const { code, out } = avm('trace', 'check', everything, '--elf', ...elfs, kernel);
    assert.equal(code, 0, out);
    assert.match(out, /^kernel: \d+ instructions agree$/m);
  });

  it('does not agree with another program', () => {
    const path = join(built, 'erc20');
    const { code, out } = avm('trace', 'check', contracts, '--elf', `simple=${path}`);
    assert.equal(code, 1);
    assert.match(out, /contracts\.trace:\d+: instruction at 0x[0-9a-f]{8} of simple$/m);
    assert.match(out, /^ {2}expected {2}[0-9a-f]+ .*\n {2}found {5}[0-9a-f]+ /m);
  });

  const lies: readonly [what: string, find: RegExp, change: (line: string) => string][] = [
    [
      'instruction at',
      /U simple .* ; a0=/,
      it => it.replace(/^( *\d+ U \S+ \S+ )\S+/, '$100000013'),
    ],
    ['value of', /addi .* ; sp=/, it => it.replace(/sp=.{8}/, 'sp=00000004')],
    ['register that is written', /addi .* ; sp=/, it => it.replace(' ; sp=', ' ; s1=')],
    ['memory address', /sw .* ; \[/, it => it.replace(/\[.{8}\]/, '[00000004]')],
    ['memory address', /addi .* ; sp=/, it => `${it} [00000004]`],
    ['position', /U simple .* ; a0=/, it => it.replace(/^ *\d+/, '1')],
    ['not a line of a trace', /U simple .* ; a0=/, it => it.replace(' U ', ' X ')],
  ];
  for (const [what, find, change] of lies) {
    it(`with a wrong ${what} is found out: ${find.source}`, () => {
      // Late enough that registers are known.
      const at = lines.findIndex((it, number) => number > 2000 && find.test(it));
      assert.ok(at > 0);
      const wrong = lines.map((it, number) => (number === at ? change(it) : it));
      const { difference } = checked(wrong);
      assert.equal(difference?.line, at + 1);
      assert.ok(difference.what.startsWith(what), difference.what);
    });
  }

  it('from which an instruction is missing is found out', () => {
    const steps = lines.map(it => parseTraceLine(it));
    const isPlain = (it: ReturnType<typeof parseTraceLine>): boolean =>
      it?.kind === 'step' && it.trap === undefined;
    const at = steps.findIndex((it, number) => {
      return number > 2000 && [it, steps[number - 1], steps[number + 1]].every(isPlain);
    });
    // As if the machine had jumped over it: positions stay one after the other.
    let shift = 0;
    const wrong = lines.flatMap((it, number) => {
      if (number === at) {
        shift = 1;
        return [];
      }
      return [it.replace(/^ *(\d+)/, (_, position: string) => String(Number(position) - shift))];
    });
    const { difference } = checked(wrong);
    assert.equal(difference?.what, 'pc');
    assert.equal(difference.line, at + 1);
  });

  it('is compared with another trace', () => {
    const other = join(folder, 'other.trace');
    const at = lines.findIndex((it, number) => number > 2000 && / ; a0=/.test(it));
    const changed = (lines[at] ?? '').replace(/a0=.{8}/, 'a0=00c0ffee');
    writeFileSync(other, [...lines.slice(0, at), changed, ...lines.slice(at + 1), ''].join('\n'));
    const { code, out } = avm('trace', 'diff', contracts, other);
    assert.equal(code, 1);
    assert.ok(out.includes(`\n- ${lines[at]}\n+ ${changed}\n`), out);
    assert.ok(out.includes(`contracts.trace:${at + 1} and `));
    const same = avm('trace', 'diff', contracts, contracts);
    assert.equal(same.code, 0);
    assert.match(same.out, /^the same: \d+ lines$/m);
  });

  it('of aVM, as it logs when it is verbose, is compared too', () => {
    const log = join(folder, 'avm.log');
    const logged = stepsOf(lines).map(({ pc, word, length }) => {
      const bytes = Array.from({ length }, (_, at) => ((word ?? 0) >>> (8 * at)) & 255);
      const digits = bytes.map(it => it.toString(16).padStart(2, '0')).join(' ');
      return `PC = 0x${pc.toString(16).padStart(8, '0')}, Bytes = [${digits}], Instr = `;
    });
    const preface = ['Tx 0: calling a program', ''];
    writeFileSync(log, [...preface, ...logged].join('\n'));
    const { code, out } = avm('trace', 'check', log, '--elf', ...elfs);
    assert.equal(code, 0, out);
    assert.equal(sumOf(out), logged.length);

    const at = logged.findIndex(it => it.includes('[97 '));
    const wrong = logged.map((it, number) => (number === at ? it.replace('[97 ', '[17 ') : it));
    const left = logged.filter((_, number) => number !== at);
    const cases: readonly [readonly string[], number, RegExp][] = [
      [wrong, at, /instruction at 0x/],
      [left, at, /: pc$/m],
    ];
    for (const [changed, line, what] of cases) {
      writeFileSync(log, [...preface, ...changed].join('\n'));
      const found = avm('trace', 'check', log, '--elf', ...elfs);
      assert.equal(found.code, 1, found.out);
      assert.ok(found.out.includes(`avm.log:${preface.length + line + 1}: `), found.out);
      assert.match(found.out, what);
    }
  });

  it('that is none is refused', () => {
    const { code, err } = avm('trace', 'check', join(root, 'package.json'), '--elf', ...elfs);
    assert.equal(code, 2);
    assert.match(err, /package\.json is no trace: its first line is not # avm trace 1/);
    const away = avm('trace', 'check', contracts, '--elf', join(folder, 'none.elf'));
    assert.equal(away.code, 2);
    assert.match(away.err, /there is no file .*none\.elf/);
  });
});

function stepsOf(lines: readonly string[]): TraceStep[] {
  const parsed = lines.map(it => parseTraceLine(it));
  assert.ok(parsed.every(it => it !== undefined));
  return parsed.filter(it => it.kind === 'step');
}

/** Of the instructions that agree. */
function sumOf(out: string): number {
  return [...out.matchAll(/: (\d+) instructions agree/g)].reduce((a, it) => a + Number(it[1]), 0);
}

function checked(lines: readonly string[]): TraceCheck {
  const files = elfs.map(path => ({ name: undefined, path, bytes: readFileSync(path) }));
  const checker = new TraceChecker(files);
  for (const line of lines) if (!checker.take(line)) break;
  return checker.result();
}
