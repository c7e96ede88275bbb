import { strict as assert } from 'node:assert';
import { CSR, STATUS, STCE } from '../csr/addresses';
import type { TimeSource } from '../hart/hart';
import { EXCEPTION, INTERRUPT } from '../isa/traps';
import { PRIVILEGE, type Machine, type Privilege } from '../machine';
import { boot } from '../testMachine';
import { EAGER, INTERPRETER, type EngineChoice } from './choice';

const { USER, SUPERVISOR, MACHINE } = PRIVILEGE;
const NAMES = new Map<Privilege, string>([
  [USER, 'user'],
  [SUPERVISOR, 'supervisor'],
  [MACHINE, 'machine'],
]);

/** Sums up what it reads; each turn has nine instructions. */
const READS = `
  loop: csrr a0, time
  csrr a1, timeh
  add a2, a2, a0
  xor a3, a3, a1
  csrr a4, time
  sub a5, a4, a0
  add a6, a6, a5
  addi a7, a7, 1
  j loop`;

interface Place {
  readonly mode: Privilege;
  readonly engine: EngineChoice;
  readonly time?: TimeSource;
}

/** A machine that has entered the loop in a mode, with leave to read the clock. */
function inLoop(program: string, { mode, engine, time = 'instructions' }: Place) {
  const booted = boot(
    `la t0, loop; csrw mepc, t0; li t0, ${mode << 11}; csrw mstatus, t0; mret\n${program}`,
    { engine, time },
  );
  for (const csr of [CSR.MCOUNTEREN, CSR.SCOUNTEREN]) booted.machine.writeCsr(csr, 1 << 1);
  booted.machine.stopOnTrap = true;
  return booted;
}

const seen = (machine: Machine) => [machine.position, machine.pc, ...machine.registers];

describe('the clock in translated code', () => {
  for (const mode of [USER, SUPERVISOR, MACHINE]) {
    for (const time of ['instructions', 'userInstructions'] as const) {
      it(`is exact in ${NAMES.get(mode)} mode where time is ${time}, however the run is divided`, () => {
        const [plain, translated] = [INTERPRETER, EAGER].map(engine => {
          const { machine } = inLoop(READS, { mode, engine, time });
          // Soon it carries into the high half.
          machine.writePhysical(0x0200_bffc, Uint8Array.of(0, 0, 0, 0));
          machine.writePhysical(0x0200_bff8, Uint8Array.of(0, 0xf0, 0xff, 0xff));
          const states = [];
          for (const steps of [1000, 1, 77, 64, 9999, 300_000]) {
            machine.run(steps);
            states.push(seen(machine));
          }
          return { machine, states };
        });
        assert.deepEqual(translated?.states, plain?.states);
        assert.ok((translated?.machine.translation?.translated ?? 0) > 300_000);
        const runs = time === 'instructions' || mode === USER;
        assert.equal(translated?.machine.registers[15], runs ? 4 : 0);
      });
    }
  }

  const gates: readonly [name: string, mode: Privilege, csr: number, shut: number][] = [
    ['time', SUPERVISOR, CSR.MCOUNTEREN, 0],
    ['timeh', USER, CSR.MCOUNTEREN, ~(1 << 1)],
    ['time', USER, CSR.SCOUNTEREN, 0],
    ['satp', SUPERVISOR, CSR.MSTATUS, STATUS.TVM],
  ];
  for (const [name, mode, csr, shut] of gates) {
    it(`and its like: ${name} is illegal in ${NAMES.get(mode)} mode once CSR 0x${csr.toString(16)} forbids it`, () => {
      const { machine, at } = inLoop(`loop: addi a0, a0, 1; back: csrr a1, ${name}; j loop`, {
        mode,
        engine: EAGER,
      });
      assert.equal(machine.run(100_000), 'budget');
      assert.ok((machine.translation?.translated ?? 0) > 90_000);
      machine.writeCsr(csr, shut);
      const before = machine.registers[10] ?? 0;
      assert.equal(machine.run(10_000), 'trap');
      assert.equal(machine.lastTrap.cause, EXCEPTION.ILLEGAL_INSTRUCTION);
      assert.equal(machine.lastTrap.epc >>> 0, at('back'));
      assert.ok((machine.registers[10] ?? 0) - before <= 1);
    });
  }

  it('may be forbidden by the very code that reads it', () => {
    const program = `
      loop: csrr a0, time
      addi a1, a1, 1
      li t0, 5000
      bne a1, t0, loop
      csrw scounteren, zero
      j loop`;
    const [plain, translated] = [INTERPRETER, EAGER].map(engine => {
      const { machine } = inLoop(program, { mode: SUPERVISOR, engine });
      machine.run(100_000);
      return seen(machine);
    });
    assert.deepEqual(translated, plain);
  });
});

/** Puts the timer off at each turn; at every eighth asks what is pending, lets interrupts in, and has one at once. */
const TIMER = `
  loop: csrr t0, time
  addi t0, t0, 60
  csrw stimecmp, t0
  csrw stimecmph, zero
  addi a0, a0, 1
  andi t1, a0, 7
  bnez t1, loop
  li t2, 40
  wait: addi t2, t2, -1
  bnez t2, wait
  csrr t3, sip
  add a1, a1, t3
  csrsi sstatus, 2
  addi a2, a2, 1
  csrw stimecmp, zero
  csrw stimecmph, zero
  addi a2, a2, 1
  addi a2, a2, 1
  csrci sstatus, 2
  j loop
  handler: addi a3, a3, 1
  csrr t4, sepc
  add a4, a4, t4
  li t4, -1
  csrw stimecmph, t4
  sret
  above: addi a5, a5, 1
  csrr t4, mepc
  add a6, a6, t4
  li t4, -1
  csrw stimecmph, t4
  mret`;

describe('a timer that translated code sets', () => {
  const timers = 1 << INTERRUPT.SUPERVISOR_TIMER;
  for (const [to, delegated] of [
    ['supervisor', timers],
    ['machine', 0],
  ] as const) {
    it(`interrupts where it does for the interpreter, in ${to} mode, however the run is divided`, () => {
      const runs = [INTERPRETER, EAGER].map(engine => {
        const { machine, at } = inLoop(TIMER, { mode: SUPERVISOR, engine });
        machine.stopOnTrap = false;
        machine.writeCsr(CSR.MENVCFGH, STCE);
        machine.writeCsr(CSR.MIDELEG, delegated);
        machine.writeCsr(CSR.MIE, timers);
        machine.writeCsr(CSR.STVEC, at('handler'));
        machine.writeCsr(CSR.MTVEC, at('above'));
        const states = [];
        for (const steps of [1000, 1, 77, 13, 9999, 100_000]) {
          machine.run(steps);
          states.push(seen(machine));
          const kept = machine.snapshot();
          machine.run(steps);
          states.push(seen(machine));
          machine.restore(kept);
        }
        return { machine, states };
      });
      const [plain, translated] = runs;
      assert.deepEqual(translated?.states, plain?.states);
      const taken = translated?.machine.registers[to === 'machine' ? 15 : 13] ?? 0;
      assert.ok(taken > 500, `${taken} interrupts`);
    });
  }

  it('does not end the run of translated code while interrupts wait', () => {
    const { machine } = inLoop('loop: csrw stimecmp, a0; addi a0, a0, 1; j loop', {
      mode: SUPERVISOR,
      engine: EAGER,
    });
    machine.writeCsr(CSR.MENVCFGH, STCE);
    machine.writeCsr(CSR.MIDELEG, timers);
    machine.run(90_000);
    assert.ok((machine.translation?.translated ?? 0) > 80_000);
    machine.writeCsr(CSR.MSTATUS, machine.readCsr(CSR.MSTATUS) | STATUS.SIE);
    const before = machine.translation?.interpreted ?? 0;
    machine.run(90_000);
    assert.ok((machine.translation?.interpreted ?? 0) - before > 20_000);
  });
});
