/** Completion: what may come next, and a real bash that asks. */

import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { candidates } from '../../debugger/cli/completion/candidates';
import { SCRIPTS } from '../../debugger/cli/completion/scripts';
import { commandTree } from '../../scripts/lib/commandTree';
import { AVM } from './support/avm';

describe('completion', function () {
  this.timeout(30_000);
  const next = (...words: string[]): string[] =>
    candidates(commandTree(), words).map(it => it.value);

  it('knows commands, subcommands, options, and the choices of either', () => {
    assert.deepEqual(next('ne'), ['new']);
    assert.deepEqual(next('chain', 'e'), ['export']);
    assert.deepEqual(next('run', '--receipts-f'), ['--receipts-format']);
    assert.deepEqual(next('run', '--receipts-format', ''), ['json', 'avm']);
    assert.deepEqual(next('new', 'counter', '--style', 't'), ['typed']);
    assert.deepEqual(next('completion', ''), ['bash', 'zsh', 'fish']);
    assert.ok(next('').includes('help') && !next('').includes('complete'));
  });

  it('leaves files and names to the shell', () => {
    assert.deepEqual(next('run', 'sample'), []);
    assert.deepEqual(next('run', '--receipts', ''), []);
    assert.deepEqual(next('new', ''), []);
    // An option's value is no argument.
    assert.deepEqual(next('run', '--chain', 'new', '--js'), ['--json']);
  });

  it('is what bash offers', () => {
    const folder = mkdtempSync(join(tmpdir(), 'avm-completion-'));
    try {
      const program = join(folder, 'avm');
      const cli = [process.execPath, ...AVM].map(it => `"${it}"`).join(' ');
      writeFileSync(program, `#!/bin/sh\nexec ${cli} "$@"\n`);
      chmodSync(program, 0o755);
      const bash = (...words: string[]): string[] => {
        const script = `eval "$(avm completion bash)"
          COMP_WORDS=(avm "$@"); COMP_CWORD=$#
          _avm && printf '%s\\n' "\${COMPREPLY[@]}"`;
        const ran = spawnSync('bash', ['-c', script, 'bash', ...words], {
          encoding: 'utf8',
          env: { ...process.env, PATH: `${folder}:${process.env['PATH'] ?? ''}` },
        });
        assert.equal(ran.status, 0, ran.stderr);
        return ran.stdout.split('\n').filter(it => it !== '');
      };
      assert.deepEqual(bash('re'), ['receipts']);
      assert.deepEqual(bash('new', 'x', '--style', ''), ['typed', 'router']);
      assert.deepEqual(bash('run', 'no-such'), []);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('is the same question in every shell', () => {
    for (const script of Object.values(SCRIPTS)) assert.match(script, /\bavm complete -- /);
  });
});
