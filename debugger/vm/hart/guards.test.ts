import { strict as assert } from 'node:assert';
import { assemble } from '../isa/assemble';
import { type Machine, RAM_BASE } from '../machine';
import { boot } from '../testMachine';
import { onReads, onWrites } from './watchedRange.fixture';

const SPAN = RAM_BASE + 0x2000;
const TURNS = 300;

/** Runs to the end, and says after which instruction and with what in t0 each touch was. */
function touches(machine: Machine): string[] {
  const found: string[] = [];
  const T0 = 5;
  for (;;) {
    const stop = machine.run(1_000_000);
    if (stop === 'firmware') return found;
    assert.equal(stop, 'watched');
    const pc = machine.watchpoints.touched?.pc ?? 0;
    found.push(`${pc.toString(16)} ${machine.registers[T0]}`);
  }
}

/** Bytes, halfwords and words, one after the other through 64 bytes, again and again. */
const sweep = (byte: string, half: string, word: string): string => `
          li s2, ${TURNS}
          lui s0, ${SPAN >>> 12}
   again: li t0, 0
   next:  add t1, s0, t0
   byte:  ${byte}, 0(t1)
          andi t2, t0, -2
          add t2, t2, s0
   half:  ${half}, 0(t2)
          andi t2, t0, -4
          add t2, t2, s0
   word:  ${word}, 0(t2)
          addi t0, t0, 1
          addi t3, t0, -64
          bnez t3, next
          addi s2, s2, -1
          bnez s2, again
          ecall`;
const WIDTHS = { byte: 1, half: 2, word: 4 };
const STORES = sweep('sb t0', 'sh t0', 'sw t0');
const LOADS = sweep('lbu a0', 'lh a1', 'lw a2');

describe('accesses to a page that holds something watched', () => {
  const kinds = [
    ['stores', STORES, onWrites],
    ['loads', LOADS, onReads],
  ] as const;
  for (const [kind, program, on] of kinds) {
    for (const [start, length] of [
      [33, 1],
      [34, 2],
      [30, 8],
      [0, 1],
      [63, 1],
    ] as const) {
      it(`are told of ${kind} that touch bytes ${start} to ${start + length - 1}, and of no other`, () => {
        const { machine, at } = boot(program, { firmware: true });
        machine.watchpoints.set([on(SPAN + start, length)]);
        const turn: string[] = [];
        for (let offset = 0; offset < 64; offset += 1) {
          for (const [name, width] of Object.entries(WIDTHS)) {
            const from = offset & -width;
            const isTouching = from < start + length && from + width > start;
            if (isTouching) turn.push(`${at(name).toString(16)} ${offset}`);
          }
        }
        assert.ok(turn.length > 0);
        assert.deepEqual(touches(machine), Array.from({ length: TURNS }, () => turn).flat());
      });
    }
  }

  it('are told of loads here and of stores there', () => {
    const { machine, at } = boot(
      `
          li s2, ${TURNS}
          lui s0, ${SPAN >>> 12}
   next:  sw s2, 0(s0)
   store: sw s2, 4(s0)
          lw a0, 4(s0)
   load:  lw a0, 8(s0)
          addi s2, s2, -1
          bnez s2, next
          ecall`,
      { firmware: true },
    );
    machine.watchpoints.set([onWrites(SPAN + 4, 4), onReads(SPAN + 8, 4)]);
    const found = touches(machine).map(it => it.split(' ')[0]);
    const turn = [at('store'), at('load')].map(it => it.toString(16));
    assert.deepEqual(found, Array.from({ length: TURNS }, () => turn).flat());
  });

  it('are told of each of two places in it, and of places in two pages', () => {
    const { machine, at } = boot(STORES, { firmware: true });
    machine.watchpoints.set([onWrites(SPAN + 3, 1), onWrites(SPAN + 60, 1), onWrites(RAM_BASE, 1)]);
    const bytes = touches(machine).filter(it => it.startsWith(at('byte').toString(16)));
    assert.equal(bytes.length, 2 * TURNS);
  });

  it('are told once something is watched, and no more when nothing is', () => {
    const { machine } = boot(STORES, { firmware: true });
    const isTouched = () => machine.run(2000) === 'watched';
    for (let round = 0; round < 20; round += 1) {
      assert.equal(isTouched(), false);
      machine.watchpoints.set([onWrites(SPAN + 8, 4)]);
      assert.equal(isTouched(), true);
      machine.watchpoints.set([]);
    }
  });

  it('change code that is in it', () => {
    // Each turn writes an instruction anew that adds the turn's number, beside what is watched.
    const { machine, x } = boot(
      `
          lui s0, ${SPAN >>> 12}
          li s1, 0
          li s2, ${TURNS}
          lw t2, 0(s0)
    loop: sw s1, 1024(s0)
          slli t0, s1, 20
          add t0, t0, t2
          sw t0, 0(s0)
          fence.i
          jalr s0
          addi s1, s1, 1
          bne s1, s2, loop
          ecall`,
      { firmware: true },
    );
    machine.writePhysical(SPAN, assemble('addi a0, a0, 0; ret', SPAN).bytes);
    machine.watchpoints.set([onWrites(SPAN + 2048, 4)]);
    assert.equal(machine.run(1_000_000), 'firmware');
    assert.equal(x('a0'), (TURNS * (TURNS - 1)) / 2);
  });

  it('are undone by going back to a snapshot', () => {
    const { machine } = boot(STORES, { firmware: true });
    machine.watchpoints.set([onWrites(SPAN + 2048, 4)]);
    machine.run(5003);
    const page = () => Buffer.from(machine.readPhysical(SPAN, 4096) ?? []).toString('hex');
    const snapshot = machine.snapshot();
    const before = page();
    machine.run(701);
    const after = page();
    assert.notEqual(after, before);
    machine.restore(snapshot);
    assert.equal(page(), before);
    machine.run(701);
    assert.equal(page(), after);
  });
});
