import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { InvariantError, MalformedInput } from '../shared/errors';
import { CSR } from './csr/addresses';
import { COUNTER, WORD } from './hart/layout';
import { Machine, RAM_BASE } from './machine';
import { PAGE_SIZE } from './mmu/sv32';
import { FIRST_RAM_PAGE } from './snapshot';
import { readSnapshot, writeSnapshot } from './snapshotFile';
import { boot } from './testMachine';

/** Adds one to a word in each of a0 pages, and then to the next ones, for ever. */
const TOUCH = `
    li s0, 0x80010000
  again:
    mv t0, s0
    mv t1, a0
  page:
    lw t2, 0(t0)
    addi t2, t2, 1
    sw t2, 0(t0)
    lui t3, 1
    add t0, t0, t3
    addi t1, t1, -1
    bnez t1, page
    j again`;

function touching(pages: number): Machine {
  const { machine } = boot(TOUCH);
  machine.registers[10] = pages;
  machine.run(10_000);
  return machine;
}

describe('snapshot', () => {
  it('copies the pages that were stored into, and shares the others', () => {
    const machine = touching(5);
    const first = machine.snapshot();
    machine.run(1000);
    const second = machine.snapshot();
    const changed = [...first.pages.differences(second.pages)];
    assert.deepEqual(
      changed.filter(it => it >= FIRST_RAM_PAGE),
      [16, 17, 18, 19, 20].map(it => FIRST_RAM_PAGE + it),
    );
    const page = FIRST_RAM_PAGE;
    assert.equal(first.pages.get(page), second.pages.get(page));
  });

  it('shares everything when nothing has run', () => {
    const machine = touching(5);
    assert.equal(machine.snapshot().pages, machine.snapshot().pages);
  });

  it('shares a page that has been stored into and is as it was', () => {
    const { machine } = boot('li s0, 0x80010000; again: sw a0, 0(s0); j again');
    machine.run(100);
    const first = machine.snapshot();
    machine.run(100);
    const differences = [...first.pages.differences(machine.snapshot().pages)];
    assert.deepEqual(
      differences.filter(it => it >= FIRST_RAM_PAGE),
      [],
    );
  });

  it('sees what the debugger writes', () => {
    const machine = touching(1);
    const before = machine.snapshot();
    machine.writePhysical(RAM_BASE + 0x5_0ffe, Uint8Array.of(1, 2, 3, 4));
    machine.registers[20] = 7;
    const after = machine.snapshot();
    machine.restore(before);
    assert.deepEqual([...(machine.readPhysical(RAM_BASE + 0x5_0ffe, 4) ?? [])], [0, 0, 0, 0]);
    assert.equal(machine.registers[20], 0);
    machine.restore(after);
    assert.deepEqual([...(machine.readPhysical(RAM_BASE + 0x5_0ffe, 4) ?? [])], [1, 2, 3, 4]);
    assert.equal(machine.registers[20], 7);
  });

  it('forgets predecoded code of what it replaces', () => {
    const { machine } = boot('li a0, 1; stop: j stop');
    const before = machine.snapshot();
    machine.run(10);
    machine.writePhysical(
      RAM_BASE,
      boot('li a0, 2; stop: j stop').machine.readPhysical(RAM_BASE, 12) ?? assert.fail(),
    );
    machine.restore(machine.snapshot());
    const other = machine.snapshot();
    machine.restore(before);
    machine.run(10);
    assert.equal(machine.registers[10], 1);
    machine.restore(other);
    machine.pc = RAM_BASE;
    machine.run(10);
    assert.equal(machine.registers[10], 2);
  });

  it('keeps breakpoints as they are', () => {
    const machine = touching(1);
    const start = machine.snapshot();
    machine.breakpoints.add(machine.pc);
    machine.restore(start);
    assert.equal(machine.run(100), 'breakpoint');
  });

  it('keeps what waits at the UART, the exit code and the last trap', () => {
    const { machine } = boot('li t0, 0x100000; li t1, 0x00033333; sw t1, 0(t0)');
    machine.receive(Uint8Array.of(65, 66));
    const before = machine.snapshot();
    assert.equal(machine.run(100), 'finished');
    const after = machine.snapshot();
    machine.restore(before);
    assert.equal(machine.exitCode, undefined);
    machine.restore(after);
    assert.equal(machine.exitCode, 3);
    assert.deepEqual(after.outside.input, [65, 66]);
  });

  it('is refused by a machine of another kind', () => {
    const snapshot = touching(1).snapshot();
    const other = new Machine({ ramBytes: 2 << 20 });
    assert.throws(() => other.restore(snapshot), InvariantError);
  });
});

/** Of every page of RAM, from the snapshot and from the machine itself. */
function assertComplete(machine: Machine, ramBytes: number): void {
  const { pages } = machine.snapshot();
  for (let page = 0; page < ramBytes / PAGE_SIZE; page += 1) {
    const kept = pages.get(FIRST_RAM_PAGE + page) ?? new Uint8Array(PAGE_SIZE);
    const held = machine.readPhysical(RAM_BASE + page * PAGE_SIZE, PAGE_SIZE);
    assert.ok(held !== undefined && Buffer.compare(held, kept) === 0, `page ${page}`);
  }
}

/** Stores to 0x80020000 and around it; s1 is another value each time. */
const STORES: readonly (readonly [what: string, instructions: string])[] = [
  ['a byte', 'sb s1, 5(s0)'],
  ['a halfword', 'sh s1, 6(s0)'],
  ['a word', 'sw s1, 8(s0)'],
  ['a compressed word', 'c.sw s1, 12(s0)'],
  ['a misaligned word', 'sw s1, 13(s0)'],
  ['a misaligned halfword', 'sh s1, 17(s0)'],
  ['a word over two pages', 'sw s1, -2(s0)'],
  ['a halfword over two pages', 'sh s1, -1(s0)'],
  ['an atomic addition', 'amoadd.w t0, s1, (s0)'],
  ['an atomic exchange', 'amoswap.w t0, s1, (s0)'],
  ['a store-conditional', 'lr.w t0, (s0)\n sc.w t0, s1, (s0)'],
  ['a word into code', 'la t0, stop\n sw s1, 8(t0)'],
  ['an atomic into code', 'la t0, stop\n addi t0, t0, 8\n amoswap.w zero, s1, (t0)'],
];

describe('a page with', () => {
  for (const [what, instructions] of STORES) {
    it(`${what} is copied, by the first store after a snapshot and by the next ones`, () => {
      const { machine } = boot(`
          li s0, 0x80020000
          li s1, 1
        again:
          addi s1, s1, 7
          ${instructions}
          j again
          .balign 4
        stop:
          .word 0
          .word 0
          .word 0`);
      for (const steps of [20, 1, 1, 1, 1, 1, 1, 1, 1, 50, 3, 50, 2]) {
        machine.run(steps);
        assertComplete(machine, 1 << 20);
      }
    });
  }

  it('a store by another mode is copied', () => {
    const { machine } = boot(`
        li s0, 0x80020000
        li t0, 0x00021800   # MPRV, as machine mode; then as user mode.
        li t1, 0x00020000
        csrw mstatus, t0
      again:
        addi s1, s1, 1
        sw s1, 0(s0)
        csrc mstatus, t0
        csrs mstatus, t1
        sw s1, 4(s0)
        csrs mstatus, t0
        j again`);
    for (const steps of [20, 1, 1, 1, 1, 1, 1, 1, 1, 50]) {
      machine.run(steps);
      assertComplete(machine, 1 << 20);
    }
  });
});

describe('snapshot file', () => {
  const machine = touching(2);
  machine.receive(Uint8Array.of(1, 2, 3));
  const snapshot = machine.snapshot();
  const bytes = writeSnapshot(snapshot);

  it('says the same when it is read', () => {
    const other = new Machine({ ramBytes: 1 << 20 });
    other.restore(readSnapshot(bytes, 'test'));
    assert.deepEqual(writeSnapshot(other.snapshot()), bytes);
    machine.run(5000);
    other.run(5000);
    assert.deepEqual(writeSnapshot(other.snapshot()), writeSnapshot(machine.snapshot()));
  });

  it('is refused with its place when it is cut short, or longer', () => {
    for (let length = 0; length < bytes.length; length += length < 100 ? 1 : 97) {
      assert.throws(() => readSnapshot(bytes.subarray(0, length), 'test'), MalformedInput);
    }
    const longer = new Uint8Array(bytes.length + 1);
    longer.set(bytes);
    assert.throws(() => readSnapshot(longer, 'test'), /snapshot-longer-than-its-pages/);
  });

  /** Words of the state, by index, and what they are to hold. */
  const impossible: readonly [what: string, word: number, value: number][] = [
    ['x0 is not zero', 0, 5],
    ['pc is odd', WORD.PC, 0x8000_0001],
    ['a mode does not exist', WORD.PRIVILEGE, 77],
    ['a trap came from no mode', WORD.CSR + CSR.MSTATUS, 0x1000],
    ['steps are not those of its head', COUNTER.STEPS * 2, 1],
    ['a counter is no number', COUNTER.RETIRED * 2 + 1, 0x7ff8_0000],
    ['no hart can have written a CSR', WORD.CSR + CSR.MIE, 1],
    ['no hart can have written a read-only CSR', WORD.CSR + CSR.MISA, 0],
  ];
  for (const [what, word, value] of impossible) {
    it(`is refused where ${what}`, () => {
      const index = Math.floor((word * 4) / 4096);
      const page = snapshot.pages.get(index)?.slice() ?? new Uint8Array(4096);
      new DataView(page.buffer).setUint32((word * 4) % 4096, value, true);
      const pages = snapshot.pages.with(new Map([[index, page]]));
      assert.throws(
        () => readSnapshot(writeSnapshot({ ...snapshot, pages }), 'test'),
        /snapshot-state/,
      );
    });
  }

  it('is refused or read, and no host exception, whatever is changed in its head', () => {
    fc.assert(
      fc.property(fc.nat(64), fc.nat(255), (at, value) => {
        const changed = bytes.slice();
        changed[at] = value;
        try {
          readSnapshot(changed, 'test');
        } catch (error) {
          assert.ok(error instanceof MalformedInput, String(error));
        }
      }),
    );
  });
});
