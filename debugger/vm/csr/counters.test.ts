import { strict as assert } from 'node:assert';
import { EXCEPTION } from '../isa/traps';
import { PRIVILEGE, type Privilege } from '../machine';
import { boot } from '../testMachine';
import { CSR } from './addresses';

const { USER, SUPERVISOR, MACHINE } = PRIVILEGE;

/** Runs `body` in a mode until it traps; the cause, and the machine. */
function runIn(mode: Privilege, body: string, setUp: readonly (readonly [number, number])[] = []) {
  const booted = boot(`
        la t0, there
        csrw mepc, t0
        li t0, ${mode << 11}
        csrw mstatus, t0
        mret
  there: ${body}
        ecall`);
  for (const [csr, value] of setUp) booted.machine.writeCsr(csr, value);
  booted.machine.stopOnTrap = true;
  assert.equal(booted.machine.run(100), 'trap');
  return { ...booted, cause: booted.machine.lastTrap.cause };
}

describe('counters', () => {
  const leaves: readonly [mode: Privilege, machine: boolean, supervisor: boolean, may: boolean][] =
    [
      [MACHINE, false, false, true],
      [SUPERVISOR, false, true, false],
      [SUPERVISOR, true, false, true],
      [USER, true, false, false],
      [USER, false, true, false],
      [USER, true, true, true],
    ];
  for (const [mode, machine, supervisor, may] of leaves) {
    const given = [machine && 'mcounteren', supervisor && 'scounteren'].filter(it => it !== false);
    it(`may ${may ? '' : 'not '}be read in mode ${mode} with leave of ${given.join(', ') || 'none'}`, () => {
      for (const [bit, name] of [
        [0, 'cycle'],
        [1, 'timeh'],
        [2, 'instret'],
        [3, '0xc03'],
        [31, '0xc9f'],
      ] as const) {
        // Leave for all the others makes no difference.
        const { cause } = runIn(mode, `csrr a0, ${name}`, [
          [CSR.MCOUNTEREN, machine ? 1 << bit : ~(1 << bit)],
          [CSR.SCOUNTEREN, supervisor ? 1 << bit : ~(1 << bit)],
        ]);
        const allowed = EXCEPTION.ECALL_FROM_U + mode;
        assert.equal(cause, may ? allowed : EXCEPTION.ILLEGAL_INSTRUCTION, name);
      }
    });
  }

  it('count instructions that retire and steps that are taken', () => {
    const { machine, x } = boot(`
          la t0, handler
          csrw mtvec, t0
          csrr a0, minstret
          csrr a1, mcycle
          .word 0
    back: csrr a2, minstret
          csrr a3, mcycle
     end: j end
          .balign 4
 handler: la t0, back
          csrw mepc, t0
          mret`);
    machine.run(100);
    // Between the two reads: two reads, the handler's four, and for cycles the illegal instruction.
    assert.deepEqual([x('a2') - x('a0'), x('a3') - x('a1')], [6, 7]);
  });

  it('are written with what the next instruction reads', () => {
    const { x } = runIn(
      MACHINE,
      `
        li t0, -1
        csrw minstreth, zero
        csrw minstret, t0
        csrr a0, minstret
        csrr a1, minstreth
        csrr a2, minstret
        csrw mcycleh, t0
        csrw mcycle, t0
        csrr a3, mcycle
        csrr a4, mcycleh
        csrr a5, mcycleh`,
    );
    assert.deepEqual([x('a0'), x('a1'), x('a2')], [-1, 1, 1]);
    // 2^64 - 1 and one more is zero.
    assert.deepEqual([x('a3'), x('a4'), x('a5')], [-1, 0, 0]);
  });

  it('stand still while mcountinhibit says so, and go on from there', () => {
    const { x } = runIn(
      MACHINE,
      `
        csrwi mcountinhibit, 5
        csrr a0, minstret
        csrr a1, mcycle
        nop
        csrr a2, minstret
        csrr a3, mcycle
        csrwi minstret, 9
        csrr a4, minstret
        csrwi mcountinhibit, 0
        csrr a5, minstret
        csrr a6, minstret`,
    );
    assert.deepEqual([x('a2') - x('a0'), x('a3') - x('a1')], [0, 0]);
    assert.deepEqual([x('a4'), x('a5'), x('a6')], [9, 9, 10]);
  });

  it('lose nothing where mcountinhibit is written and does not change', () => {
    const { x } = runIn(
      MACHINE,
      `
        csrr a0, minstret
        csrr a1, mcycle
        csrwi mcountinhibit, 0
        csrr a2, minstret
        csrwi mcountinhibit, 4
        csrr a3, mcycle`,
    );
    assert.deepEqual([x('a2') - x('a0'), x('a3') - x('a1')], [3, 4]);
  });

  /** As BigInts they made the compiler of Node.js 20 fail, and the process with it, after half a second of this. */
  it('can be stopped, read and written for long', () => {
    const { machine, at } = boot(`
          li t1, 5
    loop: csrr a0, minstret
          csrr a1, mcycleh
          csrw mcycle, a0
          csrw minstreth, a1
          xori t1, t1, 5
          csrw mcountinhibit, t1
          csrw mcycleh, a0
          csrw minstret, a1
          rdtime a2
          j loop`);
    for (let slice = 0; slice < 50; slice += 1) assert.equal(machine.run(10_000), 'budget');
    assert.ok(machine.pc >= at('loop'));
    assert.equal(machine.position, 500_000);
  });

  it('of events are zero, whatever is written', () => {
    const { x, cause } = runIn(
      MACHINE,
      `
        li t0, -1
        csrw 0x323, t0
        csrw 0xb03, t0
        csrw 0xb9f, t0
        csrr a0, 0x323
        csrr a1, 0xb03
        csrr a2, 0xb9f
        csrr a3, 0xc1f`,
    );
    assert.equal(cause, EXCEPTION.ECALL_FROM_M);
    assert.deepEqual([x('a0'), x('a1'), x('a2'), x('a3')], [0, 0, 0, 0]);
  });
});

describe('stimecmp', () => {
  const STCE: readonly [number, number] = [CSR.MENVCFGH, 0x8000_0000];
  const TM: readonly [number, number] = [CSR.MCOUNTEREN, 2];
  for (const [name, setUp, may] of [
    ['neither', [], false],
    ['STCE alone', [STCE], false],
    ['TM alone', [TM], false],
    ['STCE and TM', [STCE, TM], true],
  ] as const) {
    it(`is ${may ? 'the supervisor’s' : 'illegal for a supervisor'} with ${name}`, () => {
      for (const csr of ['stimecmp', 'stimecmph']) {
        const { cause } = runIn(SUPERVISOR, `csrr a0, ${csr}`, setUp);
        assert.equal(cause, may ? EXCEPTION.ECALL_FROM_S : EXCEPTION.ILLEGAL_INSTRUCTION);
      }
    });
  }

  it('is no user’s, and always the machine’s', () => {
    assert.equal(runIn(USER, 'csrr a0, stimecmp', [STCE, TM]).cause, 2);
    assert.equal(runIn(MACHINE, 'csrr a0, stimecmp').cause, EXCEPTION.ECALL_FROM_M);
  });
});
