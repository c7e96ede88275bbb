import { strict as assert } from 'node:assert';
import { CSR, STATUS } from '../csr/addresses';
import { EXCEPTION, INTERRUPT } from '../isa/traps';
import { boot } from '../testMachine';

describe('interrupts', () => {
  /** All of them pending and enabled: taken in the order of the specification. */
  it('come by priority', () => {
    const { machine } = boot(`
          la t0, vector
          addi t0, t0, 1
          csrw mtvec, t0
          li t0, 0x2000000
          li t1, 1
          sw t1, 0(t0)
          li t0, 0x2004000
          sw zero, 0(t0)
          sw zero, 4(t0)
          li t0, 0x222
          csrw mip, t0
          li t0, 0xaaa
          csrw mie, t0
          csrsi mstatus, 8
    here: j here
          .balign 4
  vector: j vector`);
    machine.stopOnTrap = true;
    const order: number[] = [];
    for (let stop = 0; stop < 5; stop += 1) {
      assert.equal(machine.run(100), 'trap');
      const { cause, interrupt, epc } = machine.lastTrap;
      assert.ok(interrupt);
      order.push(cause);
      machine.writeCsr(CSR.MIE, machine.readCsr(CSR.MIE) & ~(1 << cause));
      assert.equal(machine.pc, ((machine.readCsr(CSR.MTVEC) & ~3) >>> 0) + 4 * cause);
      machine.pc = epc;
      machine.writeCsr(CSR.MSTATUS, STATUS.MIE | STATUS.MPP);
    }
    const {
      MACHINE_SOFTWARE,
      MACHINE_TIMER,
      SUPERVISOR_EXTERNAL,
      SUPERVISOR_SOFTWARE,
      SUPERVISOR_TIMER,
    } = INTERRUPT;
    assert.deepEqual(order, [
      MACHINE_SOFTWARE,
      MACHINE_TIMER,
      SUPERVISOR_EXTERNAL,
      SUPERVISOR_SOFTWARE,
      SUPERVISOR_TIMER,
    ]);
  });

  it('of the machine timer come at their instruction', () => {
    const { machine, at } = boot(`
          la t0, handler
          csrw mtvec, t0
          li t0, 0x2004000
          sw zero, 4(t0)
          li t1, 100
          sw t1, 0(t0)
          li t1, 0x80
          csrw mie, t1
          csrsi mstatus, 8
    loop: j loop
 handler: j handler`);
    machine.stopOnTrap = true;
    assert.equal(machine.run(1000), 'trap');
    assert.equal(machine.retired, 100);
    assert.equal(machine.position, 101);
    assert.deepEqual(
      [machine.lastTrap.cause, machine.lastTrap.epc],
      [INTERRUPT.MACHINE_TIMER, at('loop')],
    );
  });

  it('wake wfi: the clock moves on to the timer', () => {
    const { machine, at } = boot(`
          la t0, handler
          csrw mtvec, t0
          li t0, 0x2004000
          sw zero, 4(t0)
          li t1, 1000000
          sw t1, 0(t0)
          li t1, 0x80
          csrw mie, t1
          csrsi mstatus, 8
          wfi
   after: j after
 handler: j handler`);
    machine.stopOnTrap = true;
    assert.equal(machine.run(1000), 'trap');
    assert.equal(machine.lastTrap.epc, at('after'));
    assert.equal(machine.readCsr(CSR.TIME), 1000000);
  });

  it('that cannot come leave the hart idle behind wfi', () => {
    const { machine, at } = boot('nop; wfi; end: j end');
    assert.equal(machine.run(1000), 'idle');
    assert.equal(machine.pc, at('end'));
    assert.equal(machine.run(1000), 'budget');
  });
});

describe('gas clock', () => {
  /** A supervisor that gives user mode a budget of `gas` instructions and gets the timer interrupt. */
  const kernel = (gas: number, user: string) => `
          la t0, trap
          csrw stvec, t0
          li t0, 0x20
          csrw sie, t0
          rdtime t0
          li t1, ${gas}
          add t0, t0, t1
          csrw stimecmp, t0
          csrw stimecmph, zero
          la t0, user
          csrw sepc, t0
          li t0, 0x100
          csrc sstatus, t0
          sret
    trap: csrr s0, scause
          csrr s1, sepc
          rdtime s2
          ecall
          csrw sepc, s1
          rdtime t0
          li t1, ${gas}
          add t0, t0, t1
          csrw stimecmp, t0
          sret
          .balign 4096
    user: ${user}`;

  for (const gas of [1, 2, 3, 10, 1000, 4097]) {
    it(`stops user mode after exactly ${gas} instructions`, () => {
      const { machine, x, at } = boot(
        kernel(gas, 'li a0, 0; loop: addi a0, a0, 1; c.addi a0, 1; j loop'),
        {
          firmware: true,
          time: 'userInstructions',
        },
      );
      assert.equal(machine.run(100_000), 'firmware');
      assert.equal(machine.userInstructions, gas);
      assert.equal(x('s0'), INTERRUPT.SUPERVISOR_TIMER | 0x80000000 | 0);
      assert.equal(x('s2'), gas);
      const offsets = [4, 6, 0]; // Where the loop stands after each of its instructions.
      const expected = gas <= 2 ? gas * 4 : 8 + (offsets[(gas - 3) % 3] ?? 0);
      assert.equal((x('s1') >>> 0) - at('user'), expected);

      machine.completeFirmwareCall(0, 0);
      assert.equal(machine.run(100_000), 'firmware');
      assert.equal(machine.userInstructions, gas * 2);
    });
  }

  it('stands still in the supervisor, and a trapping instruction costs nothing', () => {
    const { machine, x } = boot(kernel(100, 'nop; nop; ebreak'), {
      firmware: true,
      time: 'userInstructions',
    });
    assert.equal(machine.run(1000), 'firmware');
    assert.equal(x('s0'), EXCEPTION.BREAKPOINT);
    assert.equal(x('s2'), 2);
  });

  it('runs the same in slices of any size', () => {
    const program = kernel(50, 'loop: addi a0, a0, 1; j loop');
    const whole = boot(program, { firmware: true, time: 'userInstructions' });
    const sliced = boot(program, { firmware: true, time: 'userInstructions' });
    assert.equal(whole.machine.run(10_000), 'firmware');
    let stop = sliced.machine.run(1);
    while (stop === 'budget') stop = sliced.machine.run(3);
    assert.equal(stop, 'firmware');
    assert.equal(sliced.machine.position, whole.machine.position);
    assert.deepEqual([...sliced.machine.registers], [...whole.machine.registers]);
  });
});
