/** Programs that translation cannot help, by both engines: what the attempt costs. */

import { assemble } from '../../debugger/vm/isa/assemble';
import type { WatchedRange } from '../../debugger/vm/hart/watchpoints';
import { INTERPRETER, TRANSLATOR, type EngineChoice } from '../../debugger/vm/jit/choice';
import { ROOM } from '../../debugger/vm/jit/eagerness';
import { TranslationCache } from '../../debugger/vm/jit/pageTranslation';
import { Machine, RAM_BASE } from '../../debugger/vm/machine';

export interface WorstCase {
  readonly name: string;
  readonly interpretedSeconds: number;
  readonly translatedSeconds: number;
  /** Of the translator's time to the interpreter's. */
  readonly ratio: number;
}

interface Program {
  readonly name: string;
  readonly text: string;
  readonly steps: number;
  /** What a debugger has set before it runs. */
  readonly watched?: readonly WatchedRange[];
}

const RAM_BYTES = 1 << 22;
const DATA = RAM_BASE + (RAM_BYTES >> 1);
/** By turns, so that both meet the same compiler and the same neighbours on the machine. */
const RUNS = 5;

const STRAIGHT = Array.from(
  { length: 200_000 },
  (_, at) => `addi a${at % 6}, a${(at + 1) % 6}, ${at % 2000}`,
).join('\n');

/** As often as it takes for a part to be translated, which then is never executed again, or some times as often. */
const PART_TURNS = [200, 450, 850];
const PART_LENGTH = 10_000;
const PARTS = 40;

function partOf(part: number, turns: number): string {
  const line = (at: number) => `addi a${at % 6}, a${(at + part) % 6}, ${at % 2000}`;
  return `li s0, ${turns}
    part${part}: ${Array.from({ length: PART_LENGTH }, (_, at) => line(at)).join('\n')}
    addi s0, s0, -1; beqz s0, end${part}; la t0, part${part}; jr t0
    end${part}:`;
}

const PROGRAMS: readonly Program[] = [
  { name: 'code executed once', text: `${STRAIGHT}\nstop: j stop`, steps: 200_000 },
  {
    name: 'straight code of 800 KB, 200 times',
    text: `loop: ${STRAIGHT}\nla t0, loop\njr t0`,
    steps: 40_000_000,
  },
  ...PART_TURNS.map(turns => ({
    name: `parts of 10,000 instructions, one after another, ${turns} times each`,
    text: Array.from({ length: PARTS }, (_, part) => partOf(part, turns)).join('\n'),
    steps: PARTS * PART_LENGTH * turns,
  })),
  {
    name: 'stores into itself at each turn',
    text: `la s0, patch; lw s1, 0(s0)
      loop: sw s1, 0(s0)
      .balign 4
      patch: addi a0, a0, 1; addi a1, a1, 1; addi a2, a2, 1; j loop`,
    steps: 2_000_000,
  },
  {
    name: 'stores into itself now and then',
    text: `la s0, patch; lw s1, 0(s0)
      loop: sw s1, 0(s0); li t0, 3000
      inner: addi a1, a1, 1; xor a2, a2, a1; addi t0, t0, -1; bnez t0, inner
      .balign 4
      patch: addi a0, a0, 1; j loop`,
    steps: 60_000_000,
  },
  {
    name: 'traps',
    text: `la t0, handler; csrw mtvec, t0; j loop
      .balign 4
      handler: csrr t1, mepc; addi t1, t1, 4; csrw mepc, t1; mret
      loop: addi a0, a0, 1; addi a1, a1, 1; ecall; addi a2, a2, 1; j loop`,
    steps: 2_000_000,
  },
  {
    name: 'reads and writes of CSRs',
    text: 'loop: csrr a0, mscratch; addi a0, a0, 1; csrw mscratch, a0; j loop',
    steps: 2_000_000,
  },
  {
    name: 'changes of address space',
    text: `li sp, ${DATA | 0}
      loop: csrw satp, zero; lw a0, 0(sp); addi a1, a1, 1; csrw satp, zero; sw a1, 0(sp); j loop`,
    steps: 1_000_000,
  },
  {
    name: 'a watched page that nearly every access touches',
    text: `li sp, ${DATA | 0}
      loop: sw a0, 64(sp); addi a0, a0, 1; lw a1, 68(sp); add a2, a2, a1; sw a2, 72(sp); j loop`,
    steps: 2_000_000,
    watched: [{ paddr: DATA, length: 4, reads: true, writes: true }],
  },
];

export function measureWorstCases(): WorstCase[] {
  return PROGRAMS.map(({ name, text, steps, watched = [] }) => {
    const { bytes } = assemble(text, RAM_BASE);
    let [interpretedSeconds, translatedSeconds] = [Infinity, Infinity];
    for (let at = 0; at < RUNS; at += 1) {
      const seconds = (engine: EngineChoice) => run(bytes, steps, watched, engine);
      interpretedSeconds = Math.min(interpretedSeconds, seconds(INTERPRETER));
      // It finds nothing translated, however often it is asked.
      const cache = new TranslationCache(ROOM.bytes);
      translatedSeconds = Math.min(translatedSeconds, seconds({ ...TRANSLATOR, cache }));
    }
    const ratio = translatedSeconds / interpretedSeconds;
    return { name, interpretedSeconds, translatedSeconds, ratio };
  });
}

function run(
  bytes: Uint8Array,
  steps: number,
  watched: readonly WatchedRange[],
  engine: EngineChoice,
): number {
  const machine = new Machine({ ramBytes: RAM_BYTES, engine });
  machine.writePhysical(RAM_BASE, bytes);
  machine.watchpoints.set(watched);
  const start = performance.now();
  machine.run(steps);
  return (performance.now() - start) / 1000;
}
