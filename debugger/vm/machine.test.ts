import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { INTERRUPT } from './isa/traps';
import { PRIVILEGE, type Machine } from './machine';
import { boot, type Booted } from './testMachine';

const { USER, SUPERVISOR, MACHINE } = PRIVILEGE;

/** Traps, timer interrupts, wfi, counters, atomics, code that changes itself, and jumps between pages; without end. */
const RESTLESS = `
           la t0, handler
           csrw mtvec, t0
           li s11, 0x2004000
           sw zero, 4(s11)
           li t0, 57
           sw t0, 0(s11)
           li t0, 0x80
           csrw mie, t0
           csrsi mstatus, 8
           la s10, data
    loop:  addi s0, s0, 1
           ecall
           la t0, patch
           lw t1, 0(t0)
           lui t2, 0x100
           add t1, t1, t2
           sw t1, 0(t0)
           fence.i
    patch: addi s1, s1, 0
           amoadd.w s2, s0, (s10)
           lr.w t0, (s10)
           sc.w t1, s1, (s10)
           csrr t0, mcycle
           add s3, s3, t0
           csrr t0, minstret
           xor s4, s4, t0
           andi t0, s0, 15
           beqz t0, wait
           call far
           j loop
    wait:  wfi
           rdtime t0
           add s3, s3, t0
           j loop
 handler:  csrr t3, mcause
           xor s5, s5, t3
           bltz t3, timer
           csrr t4, mepc
           addi t4, t4, 4
           csrw mepc, t4
           mret
   timer:  rdtime t5
           addi t5, t5, 57
           sw t5, 0(s11)
           mret
    data:  .word 1
           .balign 4096
           .space 4078
    far:   addi s6, s6, 3
           c.addi s6, 5
           csrr t0, mcycle
           sw t0, 4(s10)
           xor s6, s6, t0
           ret`;

/** Everything that one can see of a machine. */
function stateOf(machine: Machine) {
  const { pc, position, retired, privilege } = machine;
  const csrs = machine.csrs().map(({ name, address }) => `${name} ${machine.readCsr(address)}`);
  const memory = machine.readPhysical(0x8000_0000, 0x3000);
  return { pc, position, retired, privilege, registers: [...machine.registers], csrs, memory };
}

/** The restless program as far as `position`, in one run. */
function afterSteps(position: number) {
  const { machine } = boot(RESTLESS);
  assert.equal(machine.run(position), 'budget');
  return stateOf(machine);
}

/** A supervisor that sends user mode to `user` whenever it comes back. */
const SUPERVISED = `
           la t0, trap
           csrw stvec, t0
           la t0, user
           csrw sepc, t0
    enter: sret
    trap:  csrr t0, sepc
           addi t0, t0, 4
           csrw sepc, t0
           j enter
    user:  addi a0, a0, 1
    first: ecall
           addi a0, a0, 1
    other: ecall
           j user`;

function supervised(): Booted {
  return boot(SUPERVISED, { firmware: true });
}

describe('Machine', () => {
  it('runs a program to the test finisher', () => {
    const { machine } = boot(`
          li a0, 10
          li a1, 0
    loop: add a1, a1, a0
          addi a0, a0, -1
          bnez a0, loop
          li t0, 0x100000
          li t1, 0x5555
          sw t1, 0(t0)
    `);
    assert.equal(machine.run(1000), 'finished');
    assert.equal(machine.exitCode, 0);
    assert.equal(machine.registers[11], 55);
    assert.equal(machine.position, 4 + 30 + 5);
    assert.equal(machine.retired, machine.position);
  });

  it('has the code of a program that failed', () => {
    const { machine } = boot('li t0, 0x100000; li t1, 0x33333; sw t1, 0(t0)');
    assert.equal(machine.run(1000), 'finished');
    assert.equal(machine.exitCode, 3);
  });

  it('stops at an ecall to the firmware until it is answered', () => {
    const { machine, at, x } = boot('li a0, 5; call: ecall; after: j after', { firmware: true });
    for (let turn = 0; turn < 2; turn += 1) {
      assert.equal(machine.run(1000), 'firmware');
      assert.deepEqual([machine.pc, machine.position], [at('call'), 2]);
    }
    machine.completeFirmwareCall(-2, 7);
    assert.deepEqual([x('a0'), x('a1'), machine.pc], [-2, 7, at('after')]);
    assert.deepEqual([machine.position, machine.retired], [3, 2]);
    assert.equal(machine.run(10), 'budget');
  });
});

describe('a budget', () => {
  it('is used up to the step, whatever runs', () => {
    const { machine } = boot(RESTLESS);
    for (let steps = 0; steps < 200; steps += 1) {
      const before = machine.position;
      assert.equal(machine.run(steps), 'budget');
      assert.equal(machine.position, before + steps);
    }
    assert.ok(machine.retired < machine.position);
  });

  it('of nothing changes nothing', () => {
    const { machine } = boot(RESTLESS);
    machine.run(500);
    const before = stateOf(machine);
    assert.equal(machine.run(0), 'budget');
    assert.equal(machine.run(-1), 'budget');
    assert.deepEqual(stateOf(machine), before);
  });

  it('split in any way leads to the same state', () => {
    const total = 4000;
    const whole = afterSteps(total);
    const sizes = fc.array(fc.integer({ min: 1, max: 97 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(sizes, cycle => {
        const { machine } = boot(RESTLESS);
        for (let turn = 0; machine.position < total; turn += 1) {
          machine.run(Math.min(cycle[turn % cycle.length] ?? 1, total - machine.position));
        }
        assert.deepEqual(stateOf(machine), whole);
      }),
      { numRuns: 20, seed: 1 },
    );
  });

  it('with stops on the way leads to the same state', () => {
    const total = 4000;
    const { machine, at } = boot(RESTLESS);
    for (const label of ['loop', 'patch', 'handler', 'timer', 'far']) {
      machine.breakpoints.add(at(label));
    }
    machine.stopOnTrap = true;
    const stops = new Map<string, number>();
    while (machine.position < total) {
      const stop = machine.run(total - machine.position);
      stops.set(stop, (stops.get(stop) ?? 0) + 1);
      machine.skipBreakpointOnce = stop === 'breakpoint';
    }
    assert.deepEqual(stateOf(machine), afterSteps(total));
    assert.ok((stops.get('breakpoint') ?? 0) > 300 && (stops.get('trap') ?? 0) > 100);
  });
});

describe('stopOnTrap', () => {
  it('tells of every trap and interrupt, and only while it is set', () => {
    const { machine, at } = boot(RESTLESS);
    assert.equal(machine.run(1000), 'budget');
    machine.stopOnTrap = true;
    const causes = new Set<number>();
    for (let stop = 0; stop < 20; stop += 1) {
      assert.equal(machine.run(1000), 'trap');
      const { cause, interrupt, epc, tval, from, to } = machine.lastTrap;
      causes.add(cause);
      assert.equal(machine.pc, at('handler'));
      assert.deepEqual([tval, from, to], [0, MACHINE, MACHINE]);
      assert.equal(interrupt, cause === INTERRUPT.MACHINE_TIMER);
      if (!interrupt) assert.equal(epc, at('loop') + 4);
      assert.equal(machine.readCsr(0x341), epc);
    }
    assert.deepEqual(causes.size, 2);
    machine.stopOnTrap = false;
    assert.equal(machine.run(1000), 'budget');
  });

  it('tells of one at the last step of a budget', () => {
    const { machine, at } = supervised();
    machine.stopOnTrap = true;
    machine.stopOnUserEntry = true;
    assert.equal(machine.run(7), 'userEntry');
    assert.equal(machine.run(1), 'budget');
    assert.equal(machine.run(1), 'trap');
    assert.deepEqual(machine.lastTrap, {
      cause: 8,
      interrupt: false,
      epc: at('first'),
      tval: 0,
      from: USER,
      to: SUPERVISOR,
    });
  });
});

describe('stopOnUserEntry', () => {
  it('stops before the first instruction, each time', () => {
    const { machine, at } = supervised();
    machine.stopOnUserEntry = true;
    for (const place of [at('user'), at('first') + 4, at('other') + 4, at('first') + 4]) {
      assert.equal(machine.run(1000), 'userEntry');
      assert.deepEqual([machine.pc, machine.privilege], [place, USER]);
    }
    machine.stopOnUserEntry = false;
    assert.equal(machine.run(1000), 'budget');
  });

  it('comes before a breakpoint at the same place', () => {
    const { machine, at } = supervised();
    machine.stopOnUserEntry = true;
    machine.breakpoints.add(at('enter'));
    machine.breakpoints.add(at('user'));
    assert.equal(machine.run(1000), 'breakpoint');
    machine.skipBreakpointOnce = true;
    assert.equal(machine.run(1000), 'userEntry');
    assert.equal(machine.run(1000), 'breakpoint');
    assert.deepEqual([machine.pc, machine.position], [at('user'), 7]);
  });
});
