import { strict as assert } from 'node:assert';
import { CSR, STATUS } from '../csr/addresses';
import { EXCEPTION } from '../isa/traps';
import { PRIVILEGE, RAM_BASE, type Privilege } from '../machine';
import { boot } from '../testMachine';

const { USER, SUPERVISOR, MACHINE } = PRIVILEGE;

/** Goes to `mode` by mret and runs `body` there; `bad` labels the instruction that traps. */
function inMode(mode: Privilege, body: string): string {
  return `
        la t0, handler
        csrw mtvec, t0
        la t0, there
        csrw mepc, t0
        li t0, ${3 << 11}
        csrc mstatus, t0
        li t0, ${mode << 11}
        csrs mstatus, t0
        mret
  handler: j handler
  there: ${body}`;
}

interface Case {
  readonly name: string;
  readonly mode: Privilege;
  readonly body: string;
  readonly cause: number;
  readonly tval: number | string;
}

const cases: readonly Case[] = [
  { name: 'ecall from U', mode: USER, body: 'bad: ecall', cause: EXCEPTION.ECALL_FROM_U, tval: 0 },
  {
    name: 'ecall from S',
    mode: SUPERVISOR,
    body: 'bad: ecall',
    cause: EXCEPTION.ECALL_FROM_S,
    tval: 0,
  },
  {
    name: 'ecall from M',
    mode: MACHINE,
    body: 'bad: ecall',
    cause: EXCEPTION.ECALL_FROM_M,
    tval: 0,
  },
  { name: 'ebreak', mode: USER, body: 'bad: ebreak', cause: EXCEPTION.BREAKPOINT, tval: 'bad' },
  { name: 'c.ebreak', mode: USER, body: 'bad: c.ebreak', cause: EXCEPTION.BREAKPOINT, tval: 'bad' },
  {
    name: 'an unknown word',
    mode: USER,
    body: 'bad: .word 0xfffffff7',
    cause: 2,
    tval: 0xfffffff7,
  },
  { name: 'an unknown halfword', mode: USER, body: 'bad: .half 0x8000, 1', cause: 2, tval: 0x8000 },
  { name: 'zeros', mode: USER, body: 'bad: .half 0, 0', cause: 2, tval: 0 },
  { name: 'mret in S', mode: SUPERVISOR, body: 'bad: mret', cause: 2, tval: 0x30200073 },
  { name: 'sret in U', mode: USER, body: 'bad: sret', cause: 2, tval: 0x10200073 },
  { name: 'wfi in U', mode: USER, body: 'bad: wfi', cause: 2, tval: 0x10500073 },
  { name: 'sfence.vma in U', mode: USER, body: 'bad: sfence.vma', cause: 2, tval: 0x12000073 },
  {
    name: 'a machine CSR in S',
    mode: SUPERVISOR,
    body: 'bad: csrr a0, mstatus',
    cause: 2,
    tval: 0x30002573,
  },
  {
    name: 'a supervisor CSR in U',
    mode: USER,
    body: 'bad: csrr a0, satp',
    cause: 2,
    tval: 0x18002573,
  },
  {
    name: 'a CSR that is not there',
    mode: MACHINE,
    body: 'bad: csrr a0, 0x7c0',
    cause: 2,
    tval: 0x7c002573,
  },
  {
    name: 'a write of a read-only CSR',
    mode: MACHINE,
    body: 'bad: csrwi mhartid, 1',
    cause: 2,
    tval: 0xf140d073,
  },
  { name: 'time without leave', mode: USER, body: 'bad: rdtime a0', cause: 2, tval: 0xc0102573 },
  {
    name: 'a load from nowhere',
    mode: MACHINE,
    body: 'li s0, 0x1234; bad: lw a0, 4(s0)',
    cause: 5,
    tval: 0x1238,
  },
  {
    name: 'a store to nowhere',
    mode: USER,
    body: 'li s0, 0x1234; bad: sb a0, 0(s0)',
    cause: 7,
    tval: 0x1234,
  },
  {
    name: 'a load over the end of RAM',
    mode: MACHINE,
    body: 'li s0, 0x800ffffe; bad: lw a0, 0(s0)',
    cause: 5,
    tval: 0x80100000,
  },
  {
    name: 'a store over the end of RAM',
    mode: MACHINE,
    body: 'li s0, 0x800fffff; bad: sh a0, 0(s0)',
    cause: 7,
    tval: 0x80100000,
  },
  {
    name: 'a misaligned LR',
    mode: USER,
    body: 'li s0, 0x80000802; bad: lr.w a0, (s0)',
    cause: 4,
    tval: 0x80000802,
  },
  {
    name: 'a misaligned atomic',
    mode: USER,
    body: 'li s0, 0x80000802; bad: amoadd.w a0, a0, (s0)',
    cause: 6,
    tval: 0x80000802,
  },
  {
    name: 'an atomic on a device',
    mode: USER,
    body: 'li s0, 0x10000000; bad: amoadd.w a0, a0, (s0)',
    cause: 7,
    tval: 0x10000000,
  },
  {
    name: 'a misaligned device access',
    mode: MACHINE,
    body: 'li s0, 0x2000002; bad: lw a0, 0(s0)',
    cause: 5,
    tval: 0x2000002,
  },
];

describe('exceptions', () => {
  for (const { name, mode, body, cause, tval } of cases) {
    it(`${name} has its cause, epc and tval`, () => {
      const { machine, at } = boot(inMode(mode, body));
      machine.stopOnTrap = true;
      assert.equal(machine.run(100), 'trap');
      assert.deepEqual(machine.lastTrap, {
        cause,
        interrupt: false,
        epc: at('bad'),
        tval: typeof tval === 'string' ? at(tval) : tval,
        from: mode,
        to: MACHINE,
      });
      assert.equal(machine.pc, at('handler'));
      assert.equal(machine.readCsr(CSR.MCAUSE), cause);
      assert.equal(machine.readCsr(CSR.MEPC), at('bad'));
      assert.equal((machine.readCsr(CSR.MSTATUS) & STATUS.MPP) >> 11, mode);
      assert.equal(machine.retired, machine.position - 1);
    });
  }

  it('a jump to nowhere faults at its target', () => {
    const { machine } = boot(inMode(USER, 'li a0, 0x4000; jr a0'));
    machine.stopOnTrap = true;
    assert.equal(machine.run(100), 'trap');
    const { cause, epc, tval } = machine.lastTrap;
    assert.deepEqual([cause, epc, tval], [EXCEPTION.INSTRUCTION_ACCESS_FAULT, 0x4000, 0x4000]);
  });

  it('an instruction over the end of RAM faults at its second half', () => {
    const end = RAM_BASE + (1 << 20);
    const { machine } = boot(inMode(USER, `li a0, ${end - 2}; jr a0`));
    // First the lower half of an addi, then a c.nop, which has no second half to fetch.
    for (const [half, expected] of [
      [0x13, [EXCEPTION.INSTRUCTION_ACCESS_FAULT, end - 2, end]],
      [0x01, [EXCEPTION.INSTRUCTION_ACCESS_FAULT, end, end]],
    ] as const) {
      machine.writePhysical(end - 2, Uint8Array.of(half, 0));
      machine.pc = RAM_BASE;
      machine.stopOnTrap = true;
      assert.equal(machine.run(100), 'trap');
      const { cause, epc, tval } = machine.lastTrap;
      assert.deepEqual([cause, epc, tval], expected);
    }
  });

  /** Two things are wrong with `bad`: the first decides. [Priv §3.1.15 table 3.7] */
  for (const [name, body, cause] of [
    ['a misaligned atomic before one from nowhere', 'li s0, 0x1233; bad: lr.w a0, (s0)', 4],
    ['a CSR that is not there before a write that is not allowed', 'bad: csrwi 0xfff, 1', 2],
    ['an instruction that is not allowed before what it does', 'bad: sfence.vma a0', 2],
    ['a load’s first page before its second', 'li s0, 0x1fff; bad: lw a0, 0(s0)', 5],
  ] as const) {
    it(`raise by priority ${name}`, () => {
      const { machine, at } = boot(inMode(USER, body));
      machine.stopOnTrap = true;
      assert.equal(machine.run(100), 'trap');
      const { lastTrap } = machine;
      assert.deepEqual([lastTrap.cause, lastTrap.epc], [cause, at('bad')]);
      if (cause === 5) assert.equal(lastTrap.tval, 0x1fff);
    });
  }

  it('a handler that traps itself neither hangs nor ends the run', () => {
    const { machine } = boot('li t0, 0x1000; csrw mtvec, t0; .word 0');
    assert.equal(machine.run(5000), 'budget');
    assert.equal(machine.position, 5000);
  });

  it('delegated ones go to the supervisor, but never down', () => {
    const setUp = `
        la t0, supervisor
        csrw stvec, t0
        li t0, ${1 << EXCEPTION.ILLEGAL_INSTRUCTION}
        csrw medeleg, t0`;
    for (const [mode, to] of [
      [USER, SUPERVISOR],
      [SUPERVISOR, SUPERVISOR],
      [MACHINE, MACHINE],
    ] as const) {
      const { machine, at } = boot(
        `${setUp}\n${inMode(mode, 'bad: .word 0\n supervisor: j supervisor')}`,
      );
      machine.stopOnTrap = true;
      assert.equal(machine.run(100), 'trap');
      assert.equal(machine.lastTrap.to, to);
      if (to !== SUPERVISOR) continue;
      assert.equal(machine.pc, at('supervisor'));
      assert.equal(machine.readCsr(CSR.SEPC), at('bad'));
      assert.equal(machine.readCsr(CSR.SSTATUS) & STATUS.SPP, mode === SUPERVISOR ? STATUS.SPP : 0);
    }
  });

  it('nest: mret and sret bring back mode and interrupt enable', () => {
    const { machine } = boot(`
        la t0, there
        csrw mepc, t0
        li t0, ${(1 << 11) | STATUS.MPIE | STATUS.MPRV}
        csrw mstatus, t0
        mret
  there: csrwi sstatus, 0
        la t0, user
        csrw sepc, t0
        sret
  user: j user`);
    machine.stopOnUserEntry = true;
    assert.equal(machine.run(100), 'userEntry');
    const status = machine.readCsr(CSR.MSTATUS);
    assert.equal(status & (STATUS.MIE | STATUS.MPIE | STATUS.MPP), STATUS.MIE | STATUS.MPIE);
    assert.equal(status & STATUS.MPRV, 0);
    assert.equal(status & (STATUS.SIE | STATUS.SPIE), STATUS.SPIE);
    assert.equal(machine.privilege, USER);
  });

  for (const [bit, instruction] of [
    [STATUS.TSR, 'sret'],
    [STATUS.TW, 'wfi'],
    [STATUS.TVM, 'sfence.vma'],
    [STATUS.TVM, 'csrr a0, satp'],
  ] as const) {
    it(`${instruction} is illegal in S when its bit of mstatus says so`, () => {
      const { machine, at } = boot(
        `li t0, ${bit}; csrs mstatus, t0; ${inMode(SUPERVISOR, `bad: ${instruction}`)}`,
      );
      machine.stopOnTrap = true;
      assert.equal(machine.run(100), 'trap');
      assert.deepEqual([machine.lastTrap.cause, machine.lastTrap.epc], [2, at('bad')]);
    });
  }

  it('count a step each, and no state has the position of another', () => {
    const { machine } = boot(inMode(USER, 'bad: ecall; j bad'));
    machine.stopOnTrap = true;
    const seen = new Set<number>();
    for (let stop = 0; stop < 30; stop += 1) {
      const before = machine.position;
      assert.ok(!seen.has(before));
      seen.add(before);
      machine.run(1);
      assert.equal(machine.position, before + 1);
    }
  });
});
