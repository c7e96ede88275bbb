/** What a random program does, a chunk at a time. Chunks write any register but `gp` and `tp`. */

import { decode } from '../../../debugger/vm/isa/decode';
import type { Instruction } from '../../../debugger/vm/isa/instruction';
import { isCompressed, isShort } from '../../../debugger/vm/isa/instruction';
import { INSTRUCTIONS } from '../../../debugger/vm/isa/instructions';
import { predecode } from '../../../debugger/vm/isa/predecode';
import { parseExpansion } from '../../../debugger/vm/isa/syntax';
import type { Random } from '../random';
import { DATA, DATA_BYTES, randomPte, SAFE, TABLES, WINDOW, WINDOW_PAGES } from './layout';

/** @param label begins the names of its own labels */
type Chunk = (random: Random, label: string) => string;

const RESERVED = [3, 4];
const SP = 2;

const effectOf = (row: Instruction) =>
  isCompressed(row) ? parseExpansion(row.expands).row.effect : row.effect;
const having = (key: string) => INSTRUCTIONS.filter(it => key in effectOf(it));

const PLAIN = having('sets');
const LOAD_RESERVED = INSTRUCTIONS.filter(it => it.name === 'lr.w');
const LOADS = having('loads');
const STORES = having('stores');
const MEMORY = [...LOADS, ...STORES, ...LOAD_RESERVED];
/** For QEMU a fault of an AMO is a load's: it gets good addresses only. [Priv §3.1.15] */
const EXCHANGES = having('exchanges');
/**
 * Nor has an SC without a reservation a fault there, and one succeeds whatever was stored meanwhile, as long as the word
 * is what LR loaded: nothing comes between. [Unpriv §8.2]
 */
const RESERVATION = INSTRUCTIONS.filter(it => it.name === 'lr.w' || it.name === 'sc.w');

/** A word of the row with free bits at random, that writes no reserved register. */
function wordOf(random: Random, row: Instruction, fix = (word: number): number => word): string {
  for (;;) {
    const free = random.word() & ~row.mask & (isShort(row.match) ? 0xffff : -1);
    const word = fix(row.match | free) >>> 0;
    const destination = (predecode(word).slot >>> 8) & 63;
    if (decode(word) === row && !RESERVED.includes(destination)) return directive(word);
  }
}

function directive(word: number): string {
  return `${isShort(word) ? '.half' : '.word'} 0x${word.toString(16)}`;
}

function several(random: Random, most: number, line: (at: number) => string): string {
  return Array.from({ length: 1 + random.below(most) }, (_, at) => line(at)).join('\n');
}

function register(random: Random): string {
  for (;;) {
    const number = random.below(32);
    if (!RESERVED.includes(number)) return `x${number}`;
  }
}

const arithmetic: Chunk = random => several(random, 20, () => wordOf(random, random.of(PLAIN)));

/** Addresses that mean the same on both machines: data, the window, and what is nowhere. */
function address(random: Random): number {
  const inData = DATA + 2048 + random.below(DATA_BYTES - 4096);
  const inWindow = WINDOW + 2048 + random.below(WINDOW_PAGES * 4096);
  const atSeam = SAFE + 4096 - 256 + random.below(512);
  const besideWindow = WINDOW + 0x40_0000 * (1 + random.below(3)) + 2048 + random.below(65536);
  const inMappings = [inWindow, inWindow, inWindow, atSeam, atSeam, besideWindow];
  return random.of([inData, inData, ...inMappings, 0x9000_0800]);
}

/** Accesses through one base register, which none of them changes: a few of any kind, or many of one. */
const memory: Chunk = random => {
  const base = 8 + random.below(8);
  const at = address(random) & (random.below(3) === 0 ? -1 : -4);
  const [rows, most] = random.of([
    [MEMORY, 10] as const,
    [random.of([LOADS, STORES]), 60] as const,
  ]);
  const line = () => {
    const row = random.of(rows);
    return wordOf(random, row, word => withBase(row, word, base));
  };
  return `li x${base}, ${at | 0}; li sp, ${at & -4}\n${several(random, most, line)}`;
};

/** In M, or in S or M: elsewhere the first line is illegal. */
const atomics: Chunk = random => {
  const base = 8 + random.below(8);
  const place = DATA + 4 * random.below(4);
  const write = (row: Instruction) => wordOf(random, row, word => withBase(row, word, base));
  const lines =
    random.below(2) === 0
      ? several(random, 8, () => write(random.of(EXCHANGES)))
      : [...LOAD_RESERVED.map(write), several(random, 5, () => write(random.of(RESERVATION)))].join(
          '\n',
        );
  return `csrr t0, ${random.of(['mscratch', 'sscratch'])}; li x${base}, ${place | 0}\n${lines}`;
};

/** As user mode, in the page that is always there. */
const userAtomics: Chunk = (random, label) => {
  const body = atomics(random, label).replace(/li (x\d+), -?\d+/, `li $1, ${SAFE | 0}`);
  return `li t0, 0x21800; csrc mstatus, t0; li t0, 0x20000; csrs mstatus, t0
    csrr t0, satp; bgez t0, ${label}u
    ${body}
    ${label}u: li t0, 0x20000; csrc mstatus, t0`;
};

/** Illegal, and so tried again, where the instruction would change a base. */
function withBase(row: Instruction, word: number, base: number): number {
  const based = isCompressed(row)
    ? row.format === 'CL' || row.format === 'CS'
      ? (word & ~0x380) | ((base - 8) << 7)
      : word
    : (word & ~0xf_8000) | (base << 15);
  const destination = (predecode(based).slot >>> 8) & 63;
  return destination === base || destination === SP ? 0 : based;
}

const virtualMemory: Chunk = (random, label) => {
  const mode = random.of([0, 0x800]);
  return `li t0, 0x21800; csrc mstatus, t0; li t0, ${0x20000 | mode}; csrs mstatus, t0
    ${memory(random, label)}
    li t0, 0x20000; csrc mstatus, t0`;
};

const branches: Chunk = (random, label) =>
  several(random, 6, at => {
    const to = `${label}b${at}`;
    const [a, b] = [register(random), register(random)];
    const name = random.of(['beq', 'bne', 'blt', 'bge', 'bltu', 'bgeu']);
    const short = `x${8 + random.below(8)}`;
    const jump = random.of([
      `${name} ${a}, ${b}, ${to}`,
      `${name} ${a}, ${a}, ${to}`,
      `jal ${a}, ${to}`,
      `la t0, ${to}; jalr ${a}, 0(t0)`,
      `la t0, ${to}; addi t0, t0, 1; jalr ${a}, 0(t0)`,
      `la t0, ${to}; c.jr t0`,
      `la t0, ${to}; c.jalr t0`,
      `c.j ${to}`,
      `c.beqz ${short}, ${to}`,
      `c.bnez ${short}, ${to}`,
    ]);
    return `${jump}\n${wordOf(random, random.of(PLAIN))}\n${to}:`;
  });

/** Any value is as good as another, at any time. */
const FREE_CSRS = ['mscratch', 'sscratch', 'mcause', 'scause', 'mtval', 'stval'];
/** Put back before anything depends on them. */
const KEPT_CSRS = ['mtvec', 'stvec', 'mcounteren', 'scounteren', 'sie', 'sstatus', 'satp'];
const READ_CSRS = [
  'mhartid',
  'mvendorid',
  'mconfigptr',
  'mstatus',
  'sip',
  'mip',
  'medeleg',
  'mideleg',
  'misa',
];

const csrs: Chunk = random =>
  several(random, 6, () => {
    const name = random.of(FREE_CSRS);
    const rd = register(random);
    return random.of([
      `csrrw ${rd}, ${name}, ${register(random)}`,
      `csrrs ${rd}, ${name}, ${register(random)}`,
      `csrrc ${rd}, ${name}, ${register(random)}`,
      `csrrwi ${rd}, ${name}, ${random.below(32)}`,
      `csrrsi ${rd}, ${name}, ${random.below(32)}`,
      `csrrci ${rd}, ${name}, ${random.below(32)}`,
      `csrr ${rd}, ${random.of(READ_CSRS)}`,
      // Even, for QEMU keeps bit 0, which is always zero [Priv §3.1.14]; and nowhere, since all over the rest are devices.
      `slli t0, ${rd}, 6; srli t0, t0, 5; lui t1, 0x90000; or t0, t0, t1; csrrw ${rd}, ${random.of(['mepc', 'sepc'])}, t0`,
    ]);
  });

/** Of satp the ASID, of sstatus SPIE, SPP, SUM and MXR. */
const KEPT_BITS: Readonly<Record<string, number>> = { satp: 0x7fc0_0000, sstatus: 0xc_0120 };

const keptCsrs: Chunk = random => {
  const name = random.of(KEPT_CSRS);
  return `csrr t1, ${name}; li t0, ${KEPT_BITS[name] ?? -1}; and t0, t0, ${register(random)}
    csrrs t2, ${name}, t0; csrr t3, ${name}; csrrc t2, ${name}, t0; csrr t3, ${name}
    ${name in KEPT_BITS ? '' : `csrw ${name}, ${register(random)}; csrr t2, ${name}`}
    csrw ${name}, t1; ${name === 'satp' ? 'sfence.vma' : ''}`;
};

const status: Chunk = random => {
  const bits = random.word() & 0x7c_0000;
  return `li t0, ${bits}; ${random.of(['csrs', 'csrc'])} mstatus, t0`;
};

const delegation: Chunk = random => {
  // A supervisor's ecall always leads back to machine mode.
  const exceptions = random.word() & 0xb1ff;
  return `li t0, ${exceptions}; csrw medeleg, t0; li t0, ${random.of([0, 0x222])}; csrw mideleg, t0`;
};

const illegal: Chunk = random =>
  several(random, 2, () => {
    for (;;) {
      const word = random.below(2) === 0 ? random.word() : (random.word() | 3) >>> 0;
      const shown = isShort(word) ? word & 0xffff : word;
      if (!isShort(word) && (word & 0x1f) === 0x1f) continue;
      if (decode(shown) === undefined) return directive(shown);
    }
  });

const call: Chunk = random => random.of(['ecall', 'ecall', 'ebreak', 'c.ebreak']);

/** A page table entry of the window, and the fence that QEMU needs. */
const mapping: Chunk = random => {
  const at = TABLES.leaf + 4 * random.below(WINDOW_PAGES);
  const fence = random.of(['sfence.vma', 'sfence.vma zero, zero']);
  return `li t0, ${at | 0}; li t1, ${randomPte(random) | 0}; sw t1, 0(t0); ${fence}`;
};

const paging: Chunk = random =>
  `csrr t0, satp; li t1, ${random.of([0x8000_0000, 0x1fc0_0000]) | 0}; xor t0, t0, t1; csrw satp, t0; sfence.vma`;

const rewriting: Chunk = (random, label) => {
  const word = wordOf(random, random.of(PLAIN.filter(it => !isCompressed(it)))).slice(6);
  return `la t0, ${label}w; li t1, ${Number(word) | 0}; sw t1, 0(t0); fence.i\n${label}w: nop`;
};

/** One source at a time: QEMU takes several in another order. [Priv §3.1.9] */
const interrupts: Chunk = random => {
  const bit = random.of([0x2, 0x20, 0x200]);
  const raise = random.of([
    `li t0, ${bit}; csrs mip, t0`,
    'li t0, 0x2000000; li t1, 1; sw t1, 0(t0)',
  ]);
  const enabled = raise.startsWith('li t0, 0x2000000') ? 8 : bit;
  return `csrw mie, zero; li t0, 0x222; csrc mip, t0; li t0, ${random.of([0, 0x222])}; csrw mideleg, t0
    ${raise}
    li t0, ${random.of([enabled, enabled, 0])}; csrw mie, t0
    ${random.of(['csrsi mstatus, 8', 'csrsi mstatus, 2', 'csrsi mstatus, 10', 'csrsi sstatus, 2'])}
    nop; nop; csrci mstatus, 10`;
};

const returns: Chunk = (random, label) => {
  const supervisor = random.below(2) === 0;
  const [epc, mask, mode] = supervisor
    ? ['sepc', 0x100, random.of([0, 0x100])]
    : ['mepc', 0x1800, random.of([0, 0x800, 0x1800])];
  const name = supervisor ? 'sstatus' : 'mstatus';
  return `la t0, ${label}r; csrw ${epc}, t0; li t0, ${mask}; csrc ${name}, t0
    li t0, ${mode}; csrs ${name}, t0; ${supervisor ? 'sret' : 'mret'}\n${label}r: nop`;
};

const fences: Chunk = random =>
  random.of(['fence', 'fence.i', 'sfence.vma', 'sfence.vma x5, x6', 'fence r, w', 'mret', 'sret']);

/** As often as they are listed. */
/** The clock and what opens it. Two machines that count alike have the same; QEMU's runs by the host's. */
const clock: Chunk = random =>
  several(random, 8, () => {
    const rd = register(random);
    return random.of([
      `csrr ${rd}, time`,
      `csrr ${rd}, timeh`,
      `csrr ${rd}, satp`,
      `csrr ${rd}, stimecmp`,
      `csrrs ${rd}, ${random.of(['mcounteren', 'scounteren', 'mcountinhibit'])}, ${register(random)}`,
      `csrrci ${rd}, ${random.of(['mcounteren', 'scounteren'])}, ${random.below(4)}`,
      `addi ${rd}, ${rd}, 1`,
    ]);
  });

export const CHUNKS: readonly Chunk[] = [
  ...[arithmetic, arithmetic, arithmetic, branches, branches, memory, memory, memory, atomics],
  ...[
    userAtomics,
    virtualMemory,
    csrs,
    csrs,
    keptCsrs,
    status,
    delegation,
    illegal,
    call,
    call,
    mapping,
  ],
  ...[paging, rewriting, interrupts, returns, fences],
];

/** Of programs that need no QEMU beside them. */
export const CHUNKS_WITH_CLOCK: readonly Chunk[] = [...CHUNKS, clock, clock, clock];
