/** Address spaces that come and go: nobody can tell a TLB that remembers them from none. [decision 0004] */

import { strict as assert } from 'node:assert';
import { Random } from '../../../scripts/lib/random';
import { assemble } from '../isa/assemble';
import { Machine, RAM_BASE } from '../machine';
import { word } from '../pagedMachine';
import { PTE } from './sv32';

const { V, R, W, X, A, D, U } = PTE;
const RAM_BYTES = 1 << 20;
/** More than are remembered. */
const SPACES = 12;
const PAGES = 4;
const FRAMES = 8;
const ROOTS = RAM_BASE + 0x20000;
const TABLES = RAM_BASE + 0x30000;
const DATA = RAM_BASE + 0x40000;
const WINDOW = 0x400000;
const OPERATIONS = 700;

const page = (base: number, number: number) => base + number * 4096;
const entry = (paddr: number, flags: number) => ((paddr / 4096) << 10) | flags | 0;
const leaf = (paddr: number) => entry(paddr, V | R | W | A | D);

/** A supervisor that loads and stores through its spaces, and changes them, by a window on tables too. */
function program(random: Random): string {
  const windowed = () => page(WINDOW, random.below(PAGES)) + random.below(4) * 4;
  const frame = () =>
    random.of([
      page(DATA, random.below(FRAMES)),
      page(TABLES, random.below(SPACES)),
      page(ROOTS, 1),
    ]);
  const flags = () =>
    random.of([V | R | W | A | D, V | R | A | D, V | R | W | A, V | R | W | D, U | V | R, 0]);
  const space = () => (0x8000_0000 + page(ROOTS, random.below(SPACES)) / 4096) | 0;
  const store = (to: number, value: number) => `li t0, ${to | 0}; li t1, ${value}; sw t1, 0(t0)`;
  const operations = [
    () => `li t0, ${space()}; csrw satp, t0`,
    () => `li t0, ${windowed()}; lw a0, 0(t0); add s0, s0, a0`,
    () => `li t0, ${windowed()}; lw a0, 0(t0); add s0, s0, a0`,
    () => `li t0, ${windowed()}; sw s0, 0(t0); addi s0, s0, 1`,
    () => `li t0, ${windowed()}; sw s0, 0(t0); addi s0, s0, 1`,
    () =>
      store(page(TABLES, random.below(SPACES)) + random.below(PAGES) * 4, entry(frame(), flags())),
    () =>
      store(page(ROOTS, random.below(SPACES)) + 4, entry(page(TABLES, random.below(SPACES)), V)),
  ];
  return Array.from({ length: OPERATIONS }, () => random.of(operations)()).join('\n');
}

const HANDLER = `
  la t0, handler; csrw stvec, t0; j begin
  .balign 4
  handler: csrr t2, sepc; addi t2, t2, 4; csrw sepc, t2
  csrr t2, scause; slli s1, s1, 1; add s1, s1, t2; sret
  begin: li s11, 4
  again:`;

/** What is executed for the first time does not go through the TLB's fast path. */
const AGAIN = 'addi s11, s11, -1; beqz s11, end; j again; end: ecall';

function machineWith(text: string): Machine {
  const machine = new Machine({ ramBytes: RAM_BYTES, firmware: true });
  machine.writePhysical(RAM_BASE, assemble(`${HANDLER}\n${text}\n${AGAIN}`, RAM_BASE).bytes);
  for (let space = 0; space < SPACES; space += 1) {
    const root = page(ROOTS, space);
    machine.writePhysical(root + 4, word(entry(page(TABLES, space), V)));
    machine.writePhysical(root + 4 * 0x200, word(entry(RAM_BASE, V | R | W | X | A | D)));
    for (let at = 0; at < PAGES; at += 1) {
      machine.writePhysical(
        page(TABLES, space) + at * 4,
        word(leaf(page(DATA, (space + at) % FRAMES))),
      );
    }
  }
  return machine;
}

describe('address spaces', () => {
  for (let seed = 1; seed <= 20; seed += 1) {
    it(`are what their tables say, whatever was cached of them (seed ${seed})`, () => {
      const text = program(new Random(seed));
      const [machine, forgetful] = [machineWith(text), machineWith(text)];
      assert.equal(machine.run(100_000), 'firmware');
      for (;;) {
        forgetful.watchpoints.set([]); // Empties the TLB.
        if (forgetful.run(1) === 'firmware') break;
      }
      assert.deepEqual([...machine.registers], [...forgetful.registers]);
      assert.equal(machine.position, forgetful.position);
      assert.ok((machine.registers[9] ?? 0) !== 0, 'something faulted');
      assert.deepEqual(
        machine.readPhysical(RAM_BASE, RAM_BYTES),
        forgetful.readPhysical(RAM_BASE, RAM_BYTES),
      );
    });
  }

  const enter = (space: number) =>
    `li t0, ${(0x8000_0000 + page(ROOTS, space) / 4096) | 0}; csrw satp, t0`;
  const store = (to: number, value: number) => `li t0, ${to | 0}; li t1, ${value}; sw t1, 0(t0)`;
  const load = (to: string, from: number) => `li t0, ${from | 0}; lw ${to}, 0(t0)`;
  const afterwards = (text: string) => {
    const machine = machineWith(text);
    machine.writePhysical(page(DATA, 0), word(100));
    machine.writePhysical(page(DATA, 1), word(101));
    assert.equal(machine.run(1000), 'firmware');
    return [...machine.registers.subarray(10, 12)];
  };

  it('see a store that another space makes into a table that it has stored into before', () => {
    const table = page(TABLES, 1);
    const text = [
      store(page(TABLES, 0), leaf(table)),
      store(table, leaf(page(DATA, 0))),
      `${enter(0)}; ${store(WINDOW + 12, 0)}`,
      `${enter(1)}; ${load('a0', WINDOW)}`,
      `${enter(0)}; ${store(WINDOW, leaf(page(DATA, 1)))}`,
      `${enter(1)}; ${load('a1', WINDOW)}`,
    ];
    assert.deepEqual(afterwards(text.join('\n')), [100, 101]);
  });

  it('see a store of their own into what was no table when they last stored into it', () => {
    const table = page(TABLES, 1);
    const text = [
      `${enter(0)}; ${store(page(ROOTS, 0) + 8, entry(table, V))}`,
      store(table, leaf(page(DATA, 0))),
      load('a0', WINDOW * 2),
      store(table, leaf(page(DATA, 1))),
      load('a1', WINDOW * 2),
    ];
    assert.deepEqual(afterwards(text.join('\n')), [100, 101]);
  });
});
