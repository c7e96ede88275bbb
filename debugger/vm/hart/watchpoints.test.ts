import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { type Machine, PRIVILEGE, RAM_BASE, type WatchedRange } from '../machine';
import { CODE, DATA, inUserMode, SATP } from '../pagedMachine';
import { boot } from '../testMachine';
import { onReads, onWrites } from './watchedRange.fixture';

const SPAN = RAM_BASE + 0x2000;

function watch(machine: Machine, ...ranges: WatchedRange[]): void {
  machine.watchpoints.set(ranges);
}

/** Runs to the next touch, and says by which instruction, and of what kind it was. */
function next(machine: Machine): string {
  const stop = machine.run(1000);
  const touch = machine.watchpoints.touched;
  if (stop !== 'watched' || touch === undefined) return stop;
  const kinds = `${touch.isRead ? 'r' : ''}${touch.isWrite ? 'w' : ''}`;
  return `${kinds} ${touch.pc.toString(16)} ${touch.ranges.join(' ')}`;
}

describe('watchpoints', () => {
  const accesses: readonly [
    access: string,
    offset: number,
    length: number,
    kind: 'r' | 'w' | 'rw',
  ][] = [
    ['sw a1, 0(a0)', 0, 4, 'w'],
    ['sh a1, 2(a0)', 2, 2, 'w'],
    ['sb a1, 3(a0)', 3, 1, 'w'],
    ['sw a1, 1(a0)', 1, 4, 'w'],
    ['lw a2, 0(a0)', 0, 4, 'r'],
    ['lhu a2, 2(a0)', 2, 2, 'r'],
    ['lb a2, 3(a0)', 3, 1, 'r'],
    ['lw a2, 3(a0)', 3, 4, 'r'],
    ['c.sw a1, 4(a0)', 4, 4, 'w'],
    ['c.lw a1, 4(a0)', 4, 4, 'r'],
    ['amoadd.w a2, a1, (a0)', 0, 4, 'rw'],
    ['amoswap.w a2, a1, (a0)', 0, 4, 'rw'],
    ['lr.w a2, (a0)', 0, 4, 'r'],
    ['sw a1, 4094(t0)', 0xffe, 4, 'w'],
    ['lw a2, 4094(t0)', 0xffe, 4, 'r'],
  ];
  for (const [access, offset, length, kind] of accesses) {
    it(`see each byte of ${access}, and no other`, () => {
      const program = `
        lui a0, ${SPAN >>> 12}
        lui t0, ${SPAN >>> 12}
        li a1, -1
        here: ${access.replace('4094(t0)', '0(t1)')}
        nop`.replace(
        'here:',
        access.includes('t0') ? 'addi t1, t0, 2047\naddi t1, t1, 2047\nhere:' : 'here:',
      );
      for (let at = offset - 2; at < offset + length + 2; at += 1) {
        for (const range of [onReads(SPAN + at, 1), onWrites(SPAN + at, 1)]) {
          const { machine, at: place } = boot(program);
          watch(machine, range);
          const isHit =
            at >= offset && at < offset + length && kind.includes(range.reads ? 'r' : 'w');
          const stop = machine.run(8);
          assert.equal(stop, isHit ? 'watched' : 'budget', `byte ${at}`);
          if (!isHit) continue;
          assert.equal(machine.watchpoints.touched?.pc, place('here'));
          assert.ok(machine.pc - place('here') <= 4 && machine.pc > place('here'));
        }
      }
    });
  }

  it('stand after the instruction, with what it did done and counted', () => {
    const { machine, at, word } = boot(`
      addi a1, zero, 7
      la a0, data
      sw a1, 0(a0)
      after: nop
      data: .word 0`);
    watch(machine, onWrites(at('data'), 4));
    assert.equal(machine.run(100), 'watched');
    assert.deepEqual([machine.pc, machine.position, word('data')], [at('after'), 4, 7]);
    assert.equal(machine.run(1), 'budget');
    assert.equal(machine.watchpoints.touched, undefined);
  });

  it('tell which of them were touched', () => {
    const { machine, at } = boot(`
      la a0, data
      first: sw a0, 0(a0)
      second: lw a1, 4(a0)
      third: amoor.w a1, a0, (a0)
      j third
      data: .word 0, 0`);
    const data = at('data');
    watch(
      machine,
      onWrites(data, 8),
      onReads(data, 8),
      onWrites(data + 3, 1),
      onWrites(data + 4, 4),
    );
    const place = (label: string) => at(label).toString(16);
    assert.equal(next(machine), `w ${place('first')} 0 2`);
    assert.equal(next(machine), `r ${place('second')} 1`);
    assert.equal(next(machine), `rw ${place('third')} 0 1 2`);
  });

  it('see a store that SC makes, and none where it makes none', () => {
    const { machine, at } = boot(`
      la a0, data
      lone: sc.w a1, a0, (a0)
      lr.w a1, (a0)
      pair: sc.w a1, a0, (a0)
      j pair
      data: .word 0`);
    watch(machine, onWrites(at('data'), 4));
    assert.equal(next(machine), `w ${at('pair').toString(16)} 0`);
  });

  it('see nothing of an access that traps', () => {
    // The second page is not mapped: the bytes in the first stay as they are.
    const machine = inUserMode(
      [
        [1, 1, CODE],
        [2, 2, DATA],
      ],
      [[1, 'lui a0, 3\nsw a0, -2(a0)']],
    );
    watch(machine, { paddr: RAM_BASE + 0x2000, length: 0x1000, reads: true, writes: true });
    assert.equal(machine.run(10), 'trap');
    assert.equal(machine.watchpoints.touched, undefined);
  });

  it('are on physical memory, by whatever address it is reached and in whatever mode', () => {
    const machine = inUserMode(
      [
        [1, 1, CODE],
        [2, 5, DATA],
        [3, 5, DATA],
      ],
      [[1, 'lui a0, 2\nlui a1, 3\nsw a0, 0(a0)\nsw a0, 4(a1)\necall']],
    );
    watch(machine, onWrites(RAM_BASE + 0x5000, 8));
    assert.equal(next(machine), 'w 1008 0');
    assert.equal(next(machine), 'w 100c 0');
    assert.equal(machine.privilege, PRIVILEGE.USER);
  });

  it('see what the host writes between two runs', () => {
    const { machine } = boot('nop');
    watch(machine, onWrites(SPAN, 4));
    machine.writePhysical(SPAN - 8, new Uint8Array(8));
    assert.equal(machine.watchpoints.isTouched, false);
    machine.writePhysical(SPAN - 8, new Uint8Array(9));
    assert.equal(machine.watchpoints.touched?.isWrite, true);
    assert.equal(machine.run(1), 'budget');
  });

  it('survive snapshots, and are gone when they are taken away', () => {
    const { machine, at } = boot('la a0, data\nloop: sw a0, 0(a0)\nj loop\ndata: .word 0');
    machine.run(3);
    watch(machine, onWrites(at('data'), 4));
    const snapshot = machine.snapshot();
    assert.equal(machine.run(10), 'watched');
    machine.restore(snapshot);
    assert.equal(machine.run(10), 'watched');
    assert.equal(machine.run(10), 'watched');
    watch(machine);
    assert.equal(machine.run(1000), 'budget');
  });

  it('hit exactly where a log of single steps sees the bytes change', () => {
    // A xorshift decides what is stored where, in a page of code too, so that each way of storing has its turn.
    const program = `
      lui s0, ${SPAN >>> 12}
      li s1, 12345
      loop: slli t0, s1, 13
      xor s1, s1, t0
      srli t0, s1, 17
      xor s1, s1, t0
      slli t0, s1, 5
      xor s1, s1, t0
      andi t1, s1, 63
      add t1, t1, s0
      sb s1, 0(t1)
      andi t2, s1, 124
      add t2, t2, s0
      sw s1, 2(t2)
      andi t2, s1, 60
      add t2, t2, s0
      amoxor.w t3, s1, (t2)
      j loop`;
    fc.assert(
      fc.property(fc.nat(120), fc.integer({ min: 1, max: 8 }), (offset, length) => {
        const paddr = SPAN + offset;
        const read = (it: Machine) => (it.readPhysical(paddr, length) ?? []).join(' ');
        const stepped = boot(program).machine;
        const expected: number[] = [];
        for (let before = read(stepped); stepped.position < 600;) {
          stepped.run(1);
          const after = read(stepped);
          if (after !== before) expected.push(stepped.position);
          before = after;
        }
        const { machine } = boot(program);
        watch(machine, onWrites(paddr, length));
        const changes: number[] = [];
        for (let before = read(machine); machine.position < 600;) {
          if (machine.run(600 - machine.position) !== 'watched') break;
          const after = read(machine);
          if (after !== before) changes.push(machine.position);
          before = after;
        }
        assert.deepEqual(changes, expected);
      }),
      { numRuns: 20 },
    );
  });
});

describe('watched registers', () => {
  const A0 = 10;

  it('stop after each instruction that changes them', () => {
    const { machine, at, x } = boot(
      'addi a0, zero, 1\nsame: addi a0, zero, 1\naddi a0, a0, 1\nthird: nop\nj third',
    );
    machine.registerWatches.set([{ number: A0, satp: 0, privilege: PRIVILEGE.MACHINE }]);
    assert.equal(machine.run(100), 'watched');
    assert.equal(machine.pc, at('same'));
    assert.equal(machine.run(100), 'watched');
    assert.deepEqual([machine.pc, x('a0')], [at('third'), 2]);
    assert.deepEqual(machine.registerWatches.changed, [0]);
    assert.equal(machine.run(100), 'budget');
    assert.deepEqual(machine.registerWatches.changed, []);
  });

  it('mean one address space in one mode', () => {
    const machine = inUserMode(
      [[1, 1, CODE]],
      [[1, 'addi a0, zero, 5\nnop\naddi a0, zero, 6\necall']],
    );
    machine.registerWatches.set([
      { number: A0, satp: SATP + 1, privilege: PRIVILEGE.USER },
      { number: A0, satp: SATP, privilege: PRIVILEGE.SUPERVISOR },
      { number: A0, satp: SATP, privilege: PRIVILEGE.USER },
    ]);
    assert.equal(machine.run(100), 'watched');
    assert.deepEqual([machine.position, machine.registerWatches.changed], [2, [2]]);
    assert.equal(machine.run(100), 'watched');
    assert.equal(machine.position, 4);
  });
});
