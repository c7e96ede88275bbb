/** `avm exec` as a process: its streams, its files and its exit codes. */

import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXIT, withProgram } from '../riscv/program';
import { AVM } from './support/avm';

function exec(
  args: readonly string[],
  input = '',
): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...AVM, 'exec', ...args], {
    encoding: 'utf8',
    input,
    timeout: 50_000,
  });
  return { code: status, out: stdout, err: stderr };
}

/** Prints one character and ends with a code. */
const program = (code: number): string => `li t0, 0x10000000
        li t1, 'A'
        sb t1, 0(t0)
        li a0, ${code} ${EXIT}
        .data
        .globl begin_signature, end_signature
begin_signature: .word 0xCAFE
end_signature:`;

describe('avm exec', function () {
  this.timeout(60_000);

  it('prints what the program prints, and ends as it does', () => {
    withProgram(program(0), path => {
      const { code, out, err } = exec([path]);
      assert.equal(out, 'A');
      assert.match(err, /program\.elf: passed; \d+ instructions in \d+\.\d{3} s/);
      assert.equal(code, 0);
    });
    withProgram(program(42), path => assert.equal(exec([path]).code, 42));
  });

  it('executes with the engine that is asked for, and says what that has done', () => {
    const loop = `li a1, 200000\n1: addi a1, a1, -1\nbnez a1, 1b\n${program(0)}`;
    withProgram(loop, path => {
      const report = (engine: string): Record<string, unknown> =>
        JSON.parse(exec(['--json', '--engine', engine, path]).out) as Record<string, unknown>;
      const [translated, interpreted] = [report('translator'), report('interpreter')];
      assert.equal(translated['engine'], 'translator');
      const { regions, translated: count } = translated['translation'] as Record<string, number>;
      assert.ok((regions ?? 0) > 0 && (count ?? 0) > 300_000);
      assert.equal(interpreted['engine'], 'interpreter');
      assert.equal(interpreted['translation'], undefined);
      assert.equal(translated['instructions'], interpreted['instructions']);
      assert.equal(translated['console'], 'A');
    });
  });

  it('prints JSON, and writes signature and trace', () => {
    withProgram(program(0), (path, folder) => {
      const signature = join(folder, 'signature');
      const trace = join(folder, 'trace');
      const { code, out, err } = exec([
        ...['--json', '--signature', signature, '--trace', trace, '--trace-format', 'commits'],
        path,
      ]);
      assert.equal(code, 0, err);
      const said = JSON.parse(out) as Record<string, unknown>;
      assert.equal(said['reason'], 'passed');
      assert.equal(said['console'], 'A');
      assert.ok(Number(said['instructionsPerSecond']) > 0 && Number(said['seconds']) > 0);
      assert.equal(readFileSync(signature, 'utf8'), '0000cafe\n');
      const lines = readFileSync(trace, 'utf8').trim().split('\n');
      // The last instruction is the store to the finisher, which retires.
      assert.equal(lines.length, said['instructions']);
      assert.match(lines[0] ?? '', /^core {3}0: 3 0x80000000 \(0x100002b7\) x5 {2}0x10000000$/);
    });
  });

  it('reads standard input', () => {
    const echo = `li t0, 0x10000000
1:      lbu t1, 5(t0)
        andi t1, t1, 1
        beqz t1, 1b
        lbu t1, 0(t0)
        sb t1, 0(t0)
        li t2, '.'
        bne t1, t2, 1b
        li a0, 0 ${EXIT}`;
    withProgram(echo, path => {
      const { code, out } = exec([path], 'one line.');
      assert.equal(out, 'one line.');
      assert.equal(code, 0);
    });
  });

  it('ends with 124, 125 and 2 where the program does not end itself', () => {
    withProgram('1: addi a0, a0, 1\nj 1b', path => {
      const { code, err } = exec(['--max-instructions', '1000', path]);
      assert.match(err, /given up/);
      assert.equal(code, 124);
    });
    withProgram('j .', path => assert.equal(exec([path]).code, 125));
    withProgram('j .', (path, folder) => {
      const cut = join(folder, 'cut.elf');
      writeFileSync(cut, readFileSync(path).subarray(0, 100));
      const { code, err } = exec([cut]);
      assert.match(err, /cut\.elf is cut short/);
      assert.equal(code, 2);
    });
    assert.equal(exec(['there-is-none.elf']).code, 2);
    assert.equal(exec(['--engine', 'steam', 'x.elf']).code, 2);
  });
});
