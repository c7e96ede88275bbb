/**
 * Page tables and PMP against QEMU: one program tries accesses in random circumstances, here and there.
 * `PROTECTION_SEEDS=100` tries that many seeds.
 */

import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { STATUS } from '../../debugger/vm/csr/addresses';
import { assemble } from '../../debugger/vm/isa/assemble';
import { Machine, PRIVILEGE, RAM_BASE } from '../../debugger/vm/machine';
import { PMP, PMP_MODE } from '../../debugger/vm/mmu/pmp';
import { PTE } from '../../debugger/vm/mmu/sv32';

const PAGE = 4096;
/** Eight pages of ecalls: what is loaded from, stored to and jumped to. */
const AREA = RAM_BASE + 0x10_0000;
const AREA_PAGES = 8;
/** Two pages for each round: a root table and a second one. */
const TABLES = RAM_BASE + 0x20_0000;
const SCRIPT = RAM_BASE + 0x40_0000;
const RESULTS = RAM_BASE + 0x60_0000;
const IMAGE_BYTES = 0x60_0000;
const ECALL = 0x73;
/** Stores leave bytes of ecalls behind: any instruction made of these is an ecall, or illegal. */
const STORED = [0, ECALL, 0x7300, 0x73_0073, 0x7373_7373];

const SEEDS = Number(process.env.PROTECTION_SEEDS ?? 4);
const ROUNDS = 60;
const PROBES = 60;
/** From this round on entries are locked, and later rounds change only the others. */
const FIRST_LOCKED_ROUND = 50;
const ENTRIES = 8;

/** An access, and its place among the routines of the program. */
const KINDS = ['lb', 'lh', 'lw', 'sb', 'sh', 'sw', 'lr', 'fetch'] as const;
const SIZES: Readonly<Record<(typeof KINDS)[number], number>> = {
  ...{ lb: 1, lh: 2, lw: 4, sb: 1, sh: 2, sw: 4 },
  ...{ lr: 4, fetch: 4 },
};

/**
 * Reads its script: for each round the registers to set and a number of accesses, each with the mstatus to make it
 * under. Then it prints three words for each: mcause, or -1; mtval; what was loaded, or mepc.
 */
const PROGRAM = `
          la t0, handler
          csrw mtvec, t0
          li s0, ${SCRIPT}
          li s1, ${RESULTS}
  round:  ${Array.from({ length: ENTRIES }, (_, at) => `lw t0, ${at * 4}(s0); csrw pmpaddr${at}, t0`).join('; ')}
          lw t0, 32(s0)
          csrw pmpcfg0, t0
          lw t0, 36(s0)
          csrw pmpcfg1, t0
          lw t0, 40(s0)
          csrw satp, t0
          sfence.vma
          lw s2, 44(s0)
          addi s0, s0, 48
          beqz s2, print
  probe:  lw t1, 0(s0)
          lw a1, 4(s0)
          lw t2, 8(s0)
          lw a2, 12(s0)
          addi s0, s0, 16
          la t0, kinds
          add t0, t0, t1
          li s3, -1
          li s4, 0
          li a0, 0
          csrw mstatus, t2
          jalr ra, 0(t0)
          csrw mstatus, zero
          sw s3, 0(s1)
          sw s4, 4(s1)
          sw a0, 8(s1)
          addi s1, s1, 12
          addi s2, s2, -1
          bnez s2, probe
          j round
  kinds:  lb a0, 0(a1)
          ret
          lh a0, 0(a1)
          ret
          lw a0, 0(a1)
          ret
          sb a2, 0(a1)
          ret
          sh a2, 0(a1)
          ret
          sw a2, 0(a1)
          ret
          lr.w a0, (a1)
          ret
          csrw mepc, a1
          mret
          .balign 4
  handler: csrr s3, mcause
          csrr s4, mtval
          csrr a0, mepc
          jr ra
  print:  li s0, ${RESULTS}
          li t3, 0x10000000
  word:   lw t0, 0(s0)
          li t1, 28
  digit:  srl t2, t0, t1
          andi t2, t2, 15
          addi t2, t2, ${'a'.charCodeAt(0)}
          sb t2, 0(t3)
          addi t1, t1, -4
          bgez t1, digit
          addi s0, s0, 4
          bltu s0, s1, word
          li t0, 0x100000
          li t1, 0x5555
          sw t1, 0(t0)
  end:    j end`;

interface Probe {
  readonly kind: (typeof KINDS)[number];
  readonly address: number;
  readonly status: number;
}

class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  /** From 0 to one less than `end`, by xorshift32. */
  below(end: number): number {
    this.#state ^= this.#state << 13;
    this.#state ^= this.#state >>> 17;
    this.#state ^= this.#state << 5;
    return (this.#state >>> 0) % end;
  }

  of<T>(choices: readonly T[]): T {
    return choices[this.below(choices.length)] as T;
  }
}

/** The memory that a seed makes, and the accesses that its program will try, in order. */
function makeImage(seed: number): { image: Uint8Array; probes: Probe[] } {
  const random = new Random(seed);
  const image = new Uint8Array(IMAGE_BYTES);
  const view = new DataView(image.buffer);
  const put = (address: number, word: number) => view.setUint32(address - RAM_BASE, word, true);
  image.set(assemble(PROGRAM, RAM_BASE).bytes);
  for (let at = -PAGE; at < (AREA_PAGES + 1) * PAGE; at += 4) put(AREA + at, ECALL);

  const probes: Probe[] = [];
  let script = SCRIPT;
  const write = (...words: number[]) => {
    for (const word of words) {
      put(script, word);
      script += 4;
    }
  };
  for (let round = 0; round < ROUNDS; round += 1) {
    const isPaged = round % 2 === 1;
    const { addresses, configs } = pmpRegisters(random, round >= FIRST_LOCKED_ROUND);
    const root = TABLES + round * 2 * PAGE;
    if (isPaged) putTables(random, put, root);
    write(...addresses, ...configs, isPaged ? (0x8000_0000 | (root / PAGE)) >>> 0 : 0, PROBES);
    for (let count = 0; count < PROBES; count += 1) {
      const probe = makeProbe(random, isPaged);
      probes.push(probe);
      write(KINDS.indexOf(probe.kind) * 8, probe.address, probe.status, random.of(STORED));
    }
  }
  write(...new Array<number>(12).fill(0));
  return { image, probes };
}

/** Regions of every kind in the area, and behind them one for all the rest. */
function pmpRegisters(random: Random, locks: boolean): { addresses: number[]; configs: number[] } {
  const area = AREA / 4;
  const words = (AREA_PAGES * PAGE) / 4;
  const addresses: number[] = [];
  const bytes: number[] = [];
  for (let entry = 0; entry < ENTRIES - 1; entry += 1) {
    const anywhere = area + random.below(words);
    const napot = (anywhere | (2 ** random.below(14) - 1)) >>> 0;
    addresses.push(random.of([anywhere, napot, area + random.below(AREA_PAGES) * (PAGE / 4)]));
    const rights = random.of([0, PMP.R, PMP.R | PMP.W, PMP.X, PMP.R | PMP.X, 7]);
    // The first entry's range may begin at zero: locked, it would bind the program itself.
    const lock = locks && entry > 0 && random.below(4) === 0 ? PMP.L : 0;
    bytes.push(rights | random.of(Object.values(PMP_MODE)) | lock);
  }
  addresses.push(0xffff_ffff);
  bytes.push(PMP_MODE.NAPOT | random.of([0, 7, 7]));
  const configs = [0, 4].map(at =>
    bytes.slice(at, at + 4).reduce((word, byte, place) => word | (byte << (place * 8)), 0),
  );
  return { addresses, configs: configs.map(it => it >>> 0) };
}

/** 0x40_0000 leads to a table of small pages with any flags, and 0x80_0000 is a superpage, often a misaligned one. */
function putTables(random: Random, put: (address: number, word: number) => void, root: number) {
  // QEMU 7.2 sets A and D itself, which this machine leaves to software: both are set here.
  const marked = PTE.A | PTE.D;
  const second = root + PAGE;
  const pointer = random.below(8) === 0 ? random.below(0x400) | PTE.V : PTE.V;
  put(root + 4, ((second / PAGE) << 10) | pointer);
  const superpage = RAM_BASE / PAGE + (random.below(4) === 0 ? random.below(1024) : 0);
  put(root + 8, (superpage << 10) | random.below(0x400) | PTE.V | marked);
  for (let page = 0; page <= AREA_PAGES; page += 1) {
    const flags = random.below(0x400) | (random.below(4) === 0 ? 0 : PTE.V) | marked;
    put(second + page * 4, ((AREA / PAGE + random.below(AREA_PAGES)) << 10) | flags);
  }
}

function makeProbe(random: Random, isPaged: boolean): Probe {
  const kind = random.of(KINDS);
  const base = isPaged ? random.of([0x40_0000, 0x80_0000 + AREA - RAM_BASE]) : AREA - 0x800;
  const size = SIZES[kind];
  // Accesses over two pages are left out: QEMU 7.2 asks about their first part as if it were the whole.
  const inPage = random.below(PAGE - size + 1);
  const aligned = kind === 'fetch' ? inPage & ~1 : kind === 'lr' ? inPage & ~3 : inPage;
  const address = Math.floor(base / PAGE + random.below(AREA_PAGES)) * PAGE + aligned;
  const mode = random.of(
    kind === 'fetch'
      ? [PRIVILEGE.USER, PRIVILEGE.SUPERVISOR]
      : isPaged
        ? [PRIVILEGE.USER, PRIVILEGE.SUPERVISOR]
        : [PRIVILEGE.USER, PRIVILEGE.SUPERVISOR, PRIVILEGE.MACHINE],
  );
  const rights = random.of([0, STATUS.SUM, STATUS.MXR, STATUS.SUM | STATUS.MXR]);
  return {
    kind,
    address,
    status: (mode << 11) | rights | (kind === 'fetch' ? 0 : STATUS.MPRV),
  };
}

function runHere(image: Uint8Array): string {
  const machine = new Machine({ ramBytes: 16 << 20 });
  let text = '';
  machine.console = bytes => (text += String.fromCharCode(...bytes));
  machine.writePhysical(RAM_BASE, image);
  assert.equal(machine.run(20_000_000), 'finished');
  return text;
}

function runInQemu(image: Uint8Array): string {
  const directory = mkdtempSync(join(tmpdir(), 'protection-'));
  try {
    const path = join(directory, 'image.bin');
    writeFileSync(path, image);
    const printed = join(directory, 'printed.txt');
    const { status, error } = spawnSync(
      'qemu-system-riscv32',
      [
        ...['-M', 'virt', '-m', '16', '-bios', 'none', '-display', 'none', '-monitor', 'none'],
        // Into a file: a pipe that is full for a while loses characters.
        ...['-serial', `file:${printed}`, '-device', `loader,file=${path},addr=0x80000000`],
      ],
      { timeout: 60_000 },
    );
    assert.equal(
      error,
      undefined,
      'qemu-system-riscv32 is missing: apt-get install qemu-system-misc',
    );
    assert.equal(status, 0);
    return readFileSync(printed, 'latin1');
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** Three words of eight letters for each access. */
function resultAt(text: string, index: number): string {
  return text
    .slice(index * 24, index * 24 + 24)
    .replace(/./g, it => (it.charCodeAt(0) - 'a'.charCodeAt(0)).toString(16))
    .replace(/.{8}(?=.)/g, '$& ');
}

describe('page tables and PMP', () => {
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    it(`do what QEMU’s do, with seed ${seed}`, () => {
      const { image, probes } = makeImage(seed);
      const ours = runHere(image);
      const theirs = runInQemu(image);
      assert.equal(ours.length, probes.length * 24);
      for (const [index, { kind, address, status }] of probes.entries()) {
        const what = `${kind} 0x${address.toString(16)} under mstatus 0x${status.toString(16)}`;
        const round = Math.floor(index / PROBES);
        assert.equal(resultAt(ours, index), resultAt(theirs, index), `${what} in round ${round}`);
      }
      // Both outcomes came often, or nothing was compared.
      const passed = probes.filter((_, it) => resultAt(ours, it).startsWith('ffffffff')).length;
      assert.ok(passed > probes.length / 8 && passed < (probes.length * 7) / 8, `${passed}`);
    });
  }
});
