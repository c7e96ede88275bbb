/** QEMU executing a program one instruction at a time, its state before each in a log that is read as it is written. */

import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { BASE_EXTENSIONS } from '../../../debugger/vm/isa/instructions';
import { COMPARED_CSRS, REGISTERS, STATE_WORDS } from './states';

const OURS = BASE_EXTENSIONS.map(it => it.name.toLowerCase());
/** Of those that QEMU 7.2's hart has unless it is told otherwise, what ours has. */
const SWITCHED = ['f', 'd', 'h', 'zba', 'zbb', 'zbc', 'zbs', 'sstc'];
/** As our hart is, with M, S and U. */
const CPU = ['rv32', ...SWITCHED.map(it => `${it}=${OURS.includes(it)}`)].join();
const OPTIONS = ['-M', 'virt', '-m', '16', '-bios', 'none', '-display', 'none', '-monitor', 'none'];
/** One instruction in a block, no block going on to the next without a look at the log. */
const LOG = ['-singlestep', '-d', 'cpu,nochain'];

/** Milliseconds after which a QEMU that says nothing is taken to run in circles. */
const SILENCE = 3_000;

/**
 * Calls `see` with each state, which is written over by the next. Ends QEMU when `see` says no.
 * @returns once QEMU has ended
 */
export async function followQemu(
  image: string,
  see: (state: Uint32Array) => boolean,
): Promise<void> {
  // Through a pipe with a name, for what QEMU logs to its standard error goes a word at a time.
  const log = `${image}.log`;
  spawnSync('mkfifo', [log]);
  const args = [...OPTIONS, '-cpu', CPU, '-serial', 'null', ...LOG, '-D', log];
  const qemu = spawn(
    'qemu-system-riscv32',
    [...args, '-device', `loader,file=${image},addr=0x80000000`],
    {
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  // Opening such a pipe waits for the other end, and may for ever: let a process wait that can be killed.
  const pipe = spawn('cat', [log], { stdio: ['ignore', 'pipe', 'ignore'] });
  const states = new StateReader(see);
  let complaint = '';
  qemu.stderr.on('data', (text: Buffer) => (complaint += text.toString()));
  // A handler that cannot be fetched traps without end, and nothing of it is logged.
  const silence = setInterval(() => {
    if (states.hasSeen && !states.hasRead) qemu.kill('SIGKILL');
    states.hasRead = false;
  }, SILENCE);
  pipe.stdout.setEncoding('latin1');
  pipe.stdout.on('data', (text: string) => {
    if (!states.read(text)) qemu.kill('SIGKILL');
  });
  const isRead = new Promise<void>(resolve => pipe.on('close', () => resolve()));
  try {
    const code = await ended(qemu);
    if (!states.hasSeen && code !== 0) throw new Error(`QEMU has failed: ${complaint}`);
    await isRead;
  } finally {
    clearInterval(silence);
    pipe.kill();
  }
}

function ended(qemu: ChildProcess): Promise<number | null> {
  return new Promise((resolve, reject) => {
    qemu.on('error', () =>
      reject(new Error('qemu-system-riscv32 is missing: apt-get install qemu-system-misc')),
    );
    qemu.on('close', resolve);
  });
}

/** ` pc 80000000`, a CSR a line, and at last eight lines of four registers, `x5/t0 00001234`. */
class StateReader {
  readonly #state = new Uint32Array(STATE_WORDS);
  /** By line of a state, what of it is compared. */
  readonly #words: number[] = [];
  #row = 0;
  /** What is not a whole line yet. */
  rest = '';
  hasSeen = false;
  /** Anything since this was last set to false. */
  hasRead = true;
  #isWanted = true;

  constructor(private readonly see: (state: Uint32Array) => boolean) {}

  /** False once nothing more is wanted. */
  read(text: string): boolean {
    this.hasRead = true;
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

  /** Names are read once: later states have their lines in the same order. */
  #line(text: string, start: number, end: number): void {
    if (text.charCodeAt(start + 1) === X) {
      this.#registers(text, start, end);
      return;
    }
    if (text.startsWith(' pc ', start)) this.#row = 0;
    const row = this.#row++;
    this.#words[row] ??= wordOf(text.slice(start + 1, start + VALUE).trim());
    const word = this.#words[row] ?? IGNORED;
    if (word === IGNORED) return;
    const value = hexAt(text, start + VALUE);
    this.#state[word] = word === MIP ? value & ~TIMER : value;
  }

  #registers(text: string, start: number, end: number): void {
    let register = Number(text.slice(start + 2, text.indexOf('/', start)));
    for (let at = start + 1; at < end; at += REGISTER_WIDTH) {
      if (register > 0) this.#state[register] = hexAt(text, at + REGISTER_WIDTH - 1 - DIGITS);
      register += 1;
    }
    if (register < REGISTERS) return;
    this.hasSeen = true;
    this.#isWanted = this.see(this.#state);
  }
}

function wordOf(name: string): number {
  if (name === 'pc') return 0;
  const at = (COMPARED_CSRS as readonly string[]).indexOf(name);
  return at < 0 ? IGNORED : REGISTERS + at;
}

const DIGITS = 8;
/** Where a line's value begins. */
const VALUE = 10;
/** ` x0/zero  00000000` and the next. */
const REGISTER_WIDTH = 18;
const IGNORED = -1;
const MIP = REGISTERS + COMPARED_CSRS.indexOf('mip');

/** Eight digits. */
function hexAt(text: string, at: number): number {
  let value = 0;
  for (let digit = at; digit < at + DIGITS; digit += 1) {
    const code = text.charCodeAt(digit);
    value = (value << 4) | (code <= NINE ? code - ZERO : code - LETTERS);
  }
  return value >>> 0;
}

const ZERO = '0'.charCodeAt(0);
const NINE = '9'.charCodeAt(0);
const LETTERS = 'a'.charCodeAt(0) - 10;
const X = 'x'.charCodeAt(0);
/** Until the program puts it off, QEMU's timer is due. */
const TIMER = 0x80;
