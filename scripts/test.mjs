/**
 * `npm test`: the same set-up as `npm start`, then every test there is, stage by stage.
 * `npm test -- unit dap` runs the named stages alone; `npm test -- --list` names them.
 */

import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { run, runSteps, step, StepError } from './lib/steps.mjs';
import { root, setup } from './lib/setup.mjs';

/** Files of tests at a time. Those of the last two stages each start a server or an editor, and take turns. */
const AT_ONCE = ['--parallel', '--jobs', String(availableParallelism())];

const npx = (...args) => run('npx', args, { cwd: root, quiet: true });

/** In the order in which a failure is cheapest to find. */
const stages = {
  format: ['Formatting', () => npx('prettier', '--check', '.')],
  generated: [
    'Generated files are what their tables say',
    () => npx('tsx', 'scripts/generate.ts', '--check'),
  ],
  types: ['Types', () => npx('tsc', '--noEmit')],
  lint: ['Lint, with the layer table', () => npx('eslint', '.')],
  rust: [
    'Rust: format, clippy, unit tests',
    () => run('bash', ['scripts/checkRust.sh'], { cwd: root }),
  ],
  unit: [
    'Unit tests',
    () =>
      mocha(
        ...AT_ONCE,
        '--timeout',
        '60000',
        '--spec',
        'debugger/**/*.test.ts',
        '--spec',
        'src/**/*.test.ts',
      ),
  ],
  cross: [
    'Tests across layers',
    () =>
      mochaWith(
        { AVM_BUNDLE: join(root, 'dist/avm.js') },
        ...AT_ONCE,
        '--timeout',
        '60000',
        '--spec',
        'test/{lint,isa,dwarf,kernel,chain,state,determinism,engine,dap,client,cli}/**/*.test.ts',
      ),
  ],
  qemu: [
    'The machine beside QEMU',
    () => mocha(...AT_ONCE, '--timeout', '120000', '--spec', 'test/qemu/**/*.test.ts'),
  ],
  riscv: [
    'RISC-V tests in assembly',
    () => mocha(...AT_ONCE, '--timeout', '60000', '--spec', 'test/riscv/**/*.test.ts'),
  ],
  eager: [
    'The machine with everything translated',
    () =>
      mochaWith(
        { AVM_ENGINE: 'eager' },
        ...AT_ONCE,
        '--timeout',
        '120000',
        '--require',
        './test/engine.hook.ts',
        '--spec',
        'debugger/vm/**/*.test.ts',
        '--spec',
        'test/riscv/**/*.test.ts',
        '--spec',
        'test/determinism/r*.test.ts',
        '--spec',
        'test/kernel/{calls,gas,hostile*,rules,syscalls}.test.ts',
      ),
  ],
  grammar: [
    'Assembly grammar',
    () => npx('vscode-tmgrammar-test', '-g', 'syntaxes/riscv.tmLanguage.json', 'syntaxes/test/*.s'),
  ],
  package: [
    'The .vsix, and a session with nothing else',
    async () => {
      await run('npm', ['run', '--silent', 'package'], { cwd: root });
      await mocha('--timeout', '60000', '--spec', 'test/package/**/*.test.ts');
    },
  ],
  workbench: [
    'A real VS Code workbench',
    () => mocha('--timeout', '240000', '--spec', 'test/workbench/**/*.test.ts'),
  ],
};

const wanted = process.argv.slice(2);
const count = { passed: 0, failed: 0 };

if (wanted.includes('--list')) {
  for (const [name, [title]] of Object.entries(stages)) console.log(`${name.padEnd(10)} ${title}`);
} else {
  await runSteps(async () => {
    const unknown = wanted.filter(it => !(it in stages));
    if (unknown.length > 0)
      throw new StepError(
        `no such stage: ${unknown.join(', ')}`,
        `Stages: ${Object.keys(stages).join(', ')}`,
      );
    await setup('test');
    for (const [name, [title, body]] of Object.entries(stages)) {
      if (wanted.length > 0 && !wanted.includes(name)) continue;
      await step(title, async () => void (await body()));
    }
  });
  console.log(`\n${count.passed} passed, ${count.failed} failed`);
}

/** Runs mocha, lets its output through and adds up what it says. No test at all is a failure. */
function mocha(...args) {
  return mochaWith({}, ...args);
}

/** As `mocha`, with these variables in its environment. */
function mochaWith(variables, ...args) {
  return new Promise((resolve, reject) => {
    // Without the configuration, whose own files mocha would add to every stage's.
    const fixed = ['--no-config', '--require', 'tsx', '--extension', 'ts', '--reporter', 'dot'];
    const child = spawn('npx', ['mocha', ...fixed, ...args], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, FORCE_COLOR: process.stdout.isTTY ? '1' : '0', ...variables },
    });
    let output = '';
    child.stdout.on('data', it => {
      output += it;
      process.stdout.write(it);
    });
    child.on('error', reject);
    child.on('close', code => {
      const total = word => Number(new RegExp(`(\\d+) ${word}`).exec(output)?.[1] ?? 0);
      count.passed += total('passing');
      count.failed += total('failing');
      if (code !== 0) reject(new StepError(`mocha ended with exit code ${code}`));
      else if (total('pending') > 0)
        reject(new StepError(`${total('pending')} tests were skipped`));
      else if (total('passing') === 0) reject(new StepError('mocha found no test'));
      else resolve();
    });
  });
}
