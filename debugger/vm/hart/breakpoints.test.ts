import { strict as assert } from 'node:assert';
import { EXCEPTION } from '../isa/traps';
import type { Machine } from '../machine';
import { CODE, DATA, inUserMode, map, SATP } from '../pagedMachine';
import { boot } from '../testMachine';

/** Where the next stop is, stepping off the breakpoint at pc first. */
function resume(machine: Machine): { stop: string; pc: number } {
  machine.skipBreakpointOnce = true;
  return { stop: machine.run(10_000), pc: machine.pc };
}

const LOOP = `
    start: li a0, 0
    loop:  addi a0, a0, 1
    c:     c.addi a1, 1
    next:  j loop`;

describe('breakpoints', () => {
  it('stop before their instruction, again and again', () => {
    const { machine, at, x } = boot(LOOP);
    machine.breakpoints.add(at('next'));
    assert.equal(machine.run(1000), 'breakpoint');
    assert.deepEqual([machine.pc, machine.position, x('a0')], [at('next'), 4, 1]);
    assert.equal(machine.run(1000), 'breakpoint');
    assert.deepEqual([machine.pc, machine.position, x('a0')], [at('next'), 4, 1]);
    for (let turn = 2; turn < 5; turn += 1) {
      assert.deepEqual(resume(machine), { stop: 'breakpoint', pc: at('next') });
      assert.deepEqual([machine.position, x('a0')], [1 + 3 * turn, turn]);
    }
  });

  it('stop at the instruction behind one, and in the middle of none', () => {
    const { machine, at } = boot(LOOP);
    for (const label of ['start', 'loop', 'c']) machine.breakpoints.add(at(label));
    machine.breakpoints.add(at('loop') + 2);
    machine.breakpoints.add(at('next') + 1);
    const seen = [machine.run(1000), resume(machine), resume(machine), resume(machine)];
    assert.deepEqual(seen, [
      'breakpoint',
      { stop: 'breakpoint', pc: at('loop') },
      { stop: 'breakpoint', pc: at('c') },
      { stop: 'breakpoint', pc: at('loop') },
    ]);
  });

  it('stop an instruction that jumps to itself at each turn', () => {
    const { machine, at } = boot('nop; here: j here');
    machine.breakpoints.add(at('here'));
    assert.equal(machine.run(1000), 'breakpoint');
    for (let turn = 1; turn < 4; turn += 1) {
      assert.deepEqual(resume(machine), { stop: 'breakpoint', pc: at('here') });
      assert.equal(machine.position, 1 + turn);
    }
  });

  it('are skipped once, also where there is none', () => {
    const { machine, at } = boot(LOOP);
    machine.breakpoints.add(at('loop'));
    machine.skipBreakpointOnce = true;
    assert.equal(machine.run(0), 'budget');
    assert.ok(machine.skipBreakpointOnce);
    assert.equal(machine.run(1000), 'breakpoint');
    assert.equal(machine.position, 2);
    assert.ok(!machine.skipBreakpointOnce);
    machine.skipBreakpointOnce = true;
    assert.equal(machine.run(1), 'budget');
    assert.equal(machine.pc, at('c'));
  });

  it('come and go while the code is hot', () => {
    const { machine, at, x } = boot(LOOP);
    assert.equal(machine.run(1000), 'budget');
    const { breakpoints } = machine;
    for (const label of ['loop', 'c', 'next', 'loop', 'loop']) {
      breakpoints.add(at(label));
      assert.deepEqual(resume(machine), { stop: 'breakpoint', pc: at(label) });
      assert.deepEqual(resume(machine), { stop: 'breakpoint', pc: at(label) });
      assert.deepEqual([...breakpoints.values()], [at(label)]);
      breakpoints.delete(at(label));
      const turns = x('a0');
      assert.equal(machine.run(3000), 'budget');
      assert.equal(x('a0'), turns + 1000);
    }
    breakpoints.add(at('c'));
    breakpoints.add(at('loop'));
    breakpoints.delete(at('c'));
    assert.deepEqual(resume(machine), { stop: 'breakpoint', pc: at('loop') });
    assert.deepEqual(resume(machine), { stop: 'breakpoint', pc: at('loop') });
  });

  it('are a set of unsigned addresses', () => {
    const { breakpoints } = boot(LOOP).machine;
    for (const vaddr of [0xffff_fffe, 0x1000, 0x1002, 0x1000]) breakpoints.add(vaddr);
    breakpoints.add(-4);
    assert.deepEqual([...breakpoints.values()], [0xffff_fffe, 0xffff_fffc, 0x1000, 0x1002]);
    assert.ok(breakpoints.has(-2) && !breakpoints.has(0x1004));
    breakpoints.delete(0x1004);
    breakpoints.delete(0x1000);
    assert.deepEqual([...breakpoints.values()], [0xffff_fffe, 0xffff_fffc, 0x1002]);
    breakpoints.clear();
    assert.deepEqual([...breakpoints.values()], []);
  });

  it('stop before an instruction that traps, and the trap follows', () => {
    const { machine, at } = boot('la t0, h; csrw mtvec, t0; bad: ecall; h: j h');
    machine.stopOnTrap = true;
    machine.breakpoints.add(at('bad'));
    machine.breakpoints.add(at('h'));
    assert.equal(machine.run(1000), 'breakpoint');
    assert.deepEqual(resume(machine), { stop: 'trap', pc: at('h') });
    assert.equal(machine.run(1000), 'breakpoint');
    assert.equal(machine.position, 4);
  });

  it('stop before the ecall that the firmware answers', () => {
    const { machine, at } = boot('nop; call: ecall; nop', { firmware: true });
    machine.breakpoints.add(at('call'));
    assert.equal(machine.run(1000), 'breakpoint');
    assert.deepEqual(resume(machine), { stop: 'firmware', pc: at('call') });
    machine.completeFirmwareCall(0, 0);
    assert.deepEqual([machine.pc, machine.position], [at('call') + 4, 2]);
  });
});

describe('breakpoints on virtual pages', () => {
  it('are of the address, not of the memory behind it', () => {
    const machine = inUserMode(
      [
        [1, 16, CODE],
        [3, 16, CODE],
      ],
      [[16, 'li t0, 0x3000; addi a0, a0, 1; jr t0']],
    );
    machine.breakpoints.add(0x3008);
    assert.equal(machine.run(1000), 'breakpoint');
    assert.deepEqual([machine.pc, machine.registers[10]], [0x3008, 1]);
    machine.breakpoints.delete(0x3008);
    machine.breakpoints.add(0x1008);
    assert.equal(machine.run(1000), 'budget');
  });

  it('stop in every address space, whatever lies there', () => {
    const machine = inUserMode(
      [[1, 16, CODE]],
      [
        [16, 'nop; nop; nop; ecall'],
        [17, 'c.nop; c.nop; c.nop; c.nop; ecall'],
      ],
    );
    machine.breakpoints.add(0x1004);
    assert.equal(machine.run(1000), 'breakpoint');
    assert.equal(machine.position, 2);
    // Another address space: the same page is elsewhere.
    map(machine, [[1, 17, CODE]]);
    machine.writeCsr(0x180, SATP);
    machine.pc = 0x1000;
    assert.equal(machine.run(1000), 'breakpoint');
    assert.deepEqual([machine.pc, machine.position], [0x1004, 4]);
    assert.deepEqual(resume(machine).stop, 'trap');
    assert.equal(machine.lastTrap.epc, 0x1008);
  });

  it('stop an instruction that straddles two pages', () => {
    const machine = inUserMode(
      [
        [1, 16, CODE],
        [2, 18, CODE],
      ],
      [[16, 'li t0, 0x1ffe; jr t0']],
    );
    machine.writeVirtual(0x1ffe, Uint8Array.of(0x13, 0x05, 0x75, 0x00, 0x73), SATP); // addi a0, a0, 7; ecall
    machine.breakpoints.add(0x2000);
    machine.breakpoints.add(0x1ffe);
    assert.equal(machine.run(1000), 'breakpoint');
    assert.equal(machine.pc, 0x1ffe);
    const { stop } = resume(machine);
    assert.deepEqual([stop, machine.registers[10]], ['trap', 7]);
    assert.equal(machine.lastTrap.cause, EXCEPTION.ECALL_FROM_U);
  });

  it('where nothing is mapped are met by nobody', () => {
    const machine = inUserMode(
      [
        [1, 16, CODE],
        [5, 17, DATA],
      ],
      [[16, 'li t0, 0x5000; jr t0']],
    );
    machine.breakpoints.add(0x5000);
    machine.breakpoints.add(0x7000);
    assert.equal(machine.run(1000), 'trap');
    assert.equal(machine.lastTrap.cause, EXCEPTION.INSTRUCTION_PAGE_FAULT);
  });
});
