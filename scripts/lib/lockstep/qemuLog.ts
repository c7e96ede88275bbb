/** QEMU executing a program one instruction at a time, its state before each in a log that is read as it is written. */

import { spawn } from 'node:child_process';
import { COMPARED_CSRS, REGISTERS, STATE_WORDS } from './states';

/** As our hart is: nothing but RV32IMAC with M, S and U. */
const CPU = 'rv32,f=false,d=false,h=false,zba=false,zbb=false,zbc=false,zbs=false,sstc=false';
const OPTIONS = ['-M', 'virt', '-m', '16', '-bios', 'none', '-display', 'none', '-monitor', 'none'];
/** One instruction in a block, no block going on to the next without a look at the log. */
const LOG = ['-singlestep', '-d', 'cpu,nochain'];

const CSR_WORDS = new Map<string, number>(COMPARED_CSRS.map((it, at) => [it, REGISTERS + at]));

/**
 * Calls `see` with each state, which is written over by the next. Ends QEMU when `see` says no.
 * @returns once QEMU has ended
 */
export async function followQemu(
  image: string,
  see: (state: Uint32Array) => boolean,
): Promise<void> {
  const args = [...OPTIONS, '-cpu', CPU, '-serial', 'null', ...LOG];
  const qemu = spawn(
    'qemu-system-riscv32',
    [...args, '-device', `loader,file=${image},addr=0x80000000`],
    {
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  const states = new StateReader(see);
  const ended = new Promise<void>((resolve, reject) => {
    qemu.on('error', () =>
      reject(new Error('qemu-system-riscv32 is missing: apt-get install qemu-system-misc')),
    );
    qemu.on('close', code => {
      if (code === 0 || states.hasSeen) resolve();
      else reject(new Error(`QEMU has failed: ${states.rest}`));
    });
  });
  qemu.stderr.setEncoding('latin1');
  qemu.stderr.on('data', (text: string) => {
    if (!states.read(text)) qemu.kill('SIGKILL');
  });
  await ended;
}

/** ` pc 80000000`, a CSR a line, and at last eight lines of four registers, `x5/t0 00001234`. */
class StateReader {
  readonly #state = new Uint32Array(STATE_WORDS);
  /** What is not a whole line yet. */
  rest = '';
  hasSeen = false;
  #isWanted = true;

  constructor(private readonly see: (state: Uint32Array) => boolean) {}

  /** False once nothing more is wanted. */
  read(text: string): boolean {
    const all = this.rest + text;
    let start = 0;
    for (;;) {
      const end = all.indexOf('\n', start);
      if (end < 0 || !this.#isWanted) break;
      this.#line(all, start, end);
      start = end + 1;
    }
    this.rest = all.slice(start);
    return this.#isWanted;
  }

  #line(text: string, start: number, end: number): void {
    if (text.charCodeAt(start + 1) === X) this.#registers(text, start, end);
    else {
      const line = text.slice(start, end);
      const name = line.slice(1, 10).trim();
      const value = parseInt(line.slice(10), 16);
      if (name === 'pc') this.#state[0] = value;
      const word = CSR_WORDS.get(name);
      if (word !== undefined) this.#state[word] = name === 'mip' ? value & ~TIMER : value;
    }
  }

  #registers(text: string, start: number, end: number): void {
    const line = text.slice(start, end);
    const first = Number(/^ x(\d+)/.exec(line)?.[1] ?? 0);
    const values = line.match(/[0-9a-f]{8}/g) ?? [];
    for (const [at, it] of values.entries()) {
      if (first + at > 0) this.#state[first + at] = parseInt(it, 16);
    }
    if (first < REGISTERS - 4) return;
    this.hasSeen = true;
    this.#isWanted = this.see(this.#state);
  }
}

const X = 'x'.charCodeAt(0);
/** Until the program puts it off, QEMU's timer is due. */
const TIMER = 0x80;
