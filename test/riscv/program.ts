/** Programs for the bare machine, assembled by the GNU tools. */

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeEnd } from '../../debugger/bare/describeEnd';
import type { BareEnd } from '../../debugger/bare/exec';
import { readProgram } from '../../debugger/bare/load';
import { BareSession } from '../../debugger/bare/session';

const FLAGS = ['-march=rv32imac_zicsr_zifencei', '-mabi=ilp32', '-nostdlib', '-static'];

/** What most programs end with: a0 is the code for the test finisher, after a label `exit`. */
export const EXIT = `
exit:   li t0, 0x100000
        li t1, 0x5555
        beqz a0, 1f
        slli t1, a0, 16
        li t2, 0x3333
        or t1, t1, t2
1:      sw t1, 0(t0)
        j .`;

/** The file's path, for as long as `body` runs. */
export function withProgram<T>(source: string, body: (path: string, folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'avm-'));
  try {
    const from = join(folder, 'program.S');
    const to = join(folder, 'program.elf');
    writeFileSync(from, `.globl _start\n_start:\n${source}\n`);
    const linked = ['-Wl,-Ttext=0x80000000', '-Wl,--no-warn-rwx-segments', '-Wl,--no-relax'];
    execFileSync('riscv64-unknown-elf-gcc', [...FLAGS, ...linked, from, '-o', to]);
    return body(to, folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export function elfOf(source: string): Uint8Array {
  return withProgram(source, path => Uint8Array.from(readFileSync(path)));
}

export interface Ran {
  readonly end: BareEnd;
  readonly sentence: string;
  readonly printed: string;
  readonly session: BareSession;
}

export interface RunRequest {
  readonly maxSteps?: number;
  readonly input?: string;
  readonly trace?: { readonly format: 'text' | 'commits'; readonly lines: string[] };
}

export function runProgram(source: string, { maxSteps, input, trace }: RunRequest = {}): Ran {
  let printed = '';
  const session = new BareSession(readProgram(elfOf(source), 'program.elf'), {
    ramBytes: 1 << 20,
    console: bytes => void (printed += Buffer.from(bytes).toString('latin1')),
    ...(trace && {
      trace: { format: trace.format, write: (line: string) => void trace.lines.push(line) },
    }),
  });
  if (input !== undefined) session.machine.receive(Buffer.from(input));
  const end = session.runAtOnce(maxSteps);
  return { end, sentence: describeEnd(end, session.symbols), printed, session };
}
