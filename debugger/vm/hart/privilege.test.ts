import { strict as assert } from 'node:assert';
import { CSR, STATUS } from '../csr/addresses';
import { EXCEPTION, INTERRUPT } from '../isa/traps';
import { PRIVILEGE, type Machine, type Privilege } from '../machine';
import { boot, type Booted } from '../testMachine';

const { USER, SUPERVISOR, MACHINE } = PRIVILEGE;
const { SIE, MIE, SPIE, MPIE, SPP, MPP, MPRV, TW } = STATUS;
const { SUPERVISOR_SOFTWARE, SUPERVISOR_TIMER, SUPERVISOR_EXTERNAL } = INTERRUPT;
const SSIP = 1 << SUPERVISOR_SOFTWARE;
const STIP = 1 << SUPERVISOR_TIMER;
const SEIP = 1 << SUPERVISOR_EXTERNAL;

type Csrs = readonly (readonly [csr: number, value: number])[];

function write(machine: Machine, csrs: Csrs): void {
  for (const [csr, value] of csrs) machine.writeCsr(csr, value);
}

/** At `there`, in a mode, with these bits of mstatus beside MPP when mret is done. */
function enter(mode: Privilege, body: string, csrs: Csrs = []): Booted {
  const booted = boot(`mret\n there: ${body}`);
  write(booted.machine, csrs);
  const others = booted.machine.readCsr(CSR.MSTATUS) & ~MPP;
  write(booted.machine, [
    [CSR.MSTATUS, others | (mode << 11)],
    [CSR.MEPC, booted.at('there')],
  ]);
  assert.equal(booted.machine.run(1), 'budget');
  assert.equal(booted.machine.privilege, mode);
  booted.machine.stopOnTrap = true;
  return booted;
}

describe('a return from a trap', () => {
  for (const [name, instruction, before, after, to] of [
    ['mret to U', 'mret', MPIE, MIE | MPIE, USER],
    ['mret to S', 'mret', SUPERVISOR << 11, MPIE, SUPERVISOR],
    ['mret to M', 'mret', (MACHINE << 11) | MIE, MPIE, MACHINE],
    ['sret to U', 'sret', SPIE | MIE, SIE | SPIE | MIE, USER],
    ['sret to S', 'sret', SPP | SIE, SPIE, SUPERVISOR],
    ['mret to M keeps MPRV', 'mret', (MACHINE << 11) | MPRV, MPIE | MPRV, MACHINE],
    ['mret to S drops MPRV', 'mret', (SUPERVISOR << 11) | MPRV, MPIE, SUPERVISOR],
    ['sret to S drops MPRV', 'sret', SPP | MPRV, SPIE, SUPERVISOR],
  ] as const) {
    it(name, () => {
      const { machine, at } = boot(`${instruction}\n nop\n there: j there`);
      write(machine, [
        [CSR.MSTATUS, before],
        [CSR.MEPC, at('there') + 1], // The lowest bit does not exist.
        [CSR.SEPC, at('there') + 1],
      ]);
      assert.equal(machine.run(1), 'budget');
      assert.equal(machine.readCsr(CSR.MSTATUS).toString(16), after.toString(16));
      assert.equal(machine.privilege, to);
      assert.equal(machine.pc, at('there'));
    });
  }
});

describe('a trap', () => {
  for (const [name, mode, before, after] of [
    ['from U to M', USER, MIE, (USER << 11) | MPIE],
    ['from S to M', SUPERVISOR, SIE, (SUPERVISOR << 11) | SIE],
    ['from M to M', MACHINE, SPIE | SPP, (MACHINE << 11) | SPIE | SPP],
  ] as const) {
    it(`${name} keeps mode and interrupt enable`, () => {
      const { machine } = enter(mode, 'ecall');
      machine.writeCsr(CSR.MSTATUS, before | (MACHINE << 11));
      assert.equal(machine.run(1), 'trap');
      assert.equal(machine.readCsr(CSR.MSTATUS).toString(16), after.toString(16));
    });
  }

  for (const [name, mode, before, after] of [
    ['U', USER, SIE | MIE | SPP, SPIE | MIE],
    ['S', SUPERVISOR, MPIE, SPP | MPIE],
  ] as const) {
    it(`from ${name} to S leaves what is the machine’s alone`, () => {
      const { machine, at } = enter(mode, 'bad: ebreak\n .balign 4\n handler: nop', [
        [CSR.MEDELEG, 1 << EXCEPTION.BREAKPOINT],
        [CSR.MTVAL, 99],
      ]);
      machine.writeCsr(CSR.STVEC, at('handler') + 1); // Vectored: exceptions go to the base.
      machine.writeCsr(CSR.MSTATUS, before);
      assert.equal(machine.run(1), 'trap');
      assert.equal(machine.pc, at('handler'));
      assert.equal(machine.readCsr(CSR.MSTATUS).toString(16), after.toString(16));
      const supervisor = [CSR.SCAUSE, CSR.SEPC, CSR.STVAL].map(it => machine.readCsr(it));
      assert.deepEqual(supervisor, [EXCEPTION.BREAKPOINT, at('bad'), at('bad')]);
      assert.deepEqual([machine.readCsr(CSR.MCAUSE), machine.readCsr(CSR.MTVAL)], [0, 99]);
    });
  }
});

describe('an interrupt', () => {
  const ALL = SSIP | STIP | SEIP;
  const VECTORS = 'here: j here; .balign 4; machine: .space 64; supervisor: .space 64';
  interface Row {
    readonly name: string;
    readonly mode: Privilege;
    readonly status: number;
    readonly mideleg: number;
    /** All three of the supervisor, unless given. */
    readonly pending?: number;
    /** Undefined where none is taken. */
    readonly taken?: readonly [cause: number, to: Privilege];
  }
  const rows: readonly Row[] = [
    {
      name: 'of the machine waits for MIE in M',
      mode: MACHINE,
      status: SIE,
      mideleg: 0,
    },
    {
      name: 'of the machine comes in M with MIE',
      mode: MACHINE,
      status: MIE,
      mideleg: 0,
      taken: [SUPERVISOR_EXTERNAL, MACHINE],
    },
    {
      name: 'of the machine comes in S without MIE',
      mode: SUPERVISOR,
      status: 0,
      mideleg: 0,
      taken: [SUPERVISOR_EXTERNAL, MACHINE],
    },
    {
      name: 'of the supervisor never comes in M',
      mode: MACHINE,
      status: MIE | SIE,
      mideleg: -1,
    },
    {
      name: 'of the supervisor waits for SIE in S',
      mode: SUPERVISOR,
      status: MIE,
      mideleg: -1,
    },
    {
      name: 'of the supervisor comes in S with SIE',
      mode: SUPERVISOR,
      status: SIE,
      mideleg: -1,
      taken: [SUPERVISOR_EXTERNAL, SUPERVISOR],
    },
    {
      name: 'of the supervisor comes in U without SIE',
      mode: USER,
      status: 0,
      mideleg: ALL,
      taken: [SUPERVISOR_EXTERNAL, SUPERVISOR],
    },
    {
      name: 'of the machine comes before any of the supervisor',
      mode: USER,
      status: SIE,
      mideleg: SEIP | SSIP,
      taken: [SUPERVISOR_TIMER, MACHINE],
    },
    {
      name: 'by software comes before one by the timer',
      mode: SUPERVISOR,
      status: SIE,
      mideleg: -1,
      pending: SSIP | STIP,
      taken: [SUPERVISOR_SOFTWARE, SUPERVISOR],
    },
  ];
  for (const { name, mode, status, mideleg, pending, taken } of rows) {
    it(name, () => {
      const { machine, at } = enter(mode, VECTORS);
      write(machine, [
        [CSR.MIE, ALL],
        [CSR.MIP, pending ?? ALL],
        [CSR.MTVEC, at('machine') + 1],
        [CSR.STVEC, at('supervisor') + 1],
        [CSR.MIDELEG, mideleg],
        [CSR.MSTATUS, status],
      ]);
      const stop = machine.run(3);
      if (taken === undefined) {
        assert.equal(stop, 'budget');
        assert.equal(machine.privilege, mode);
        return;
      }
      assert.equal(stop, 'trap');
      const [cause, to] = taken;
      assert.deepEqual(
        { ...machine.lastTrap },
        {
          cause,
          interrupt: true,
          epc: at('here'),
          tval: 0,
          from: mode,
          to,
        },
      );
      const base = at(to === MACHINE ? 'machine' : 'supervisor');
      assert.equal(machine.pc, base + cause * 4);
      const register = to === MACHINE ? CSR.MCAUSE : CSR.SCAUSE;
      assert.equal(machine.readCsr(register), 0x8000_0000 + cause);
    });
  }
});

describe('wfi', () => {
  it('goes on at once while an enabled interrupt is pending, though none is taken', () => {
    for (const mode of [SUPERVISOR, MACHINE] as const) {
      const { machine, at } = enter(mode, 'wfi; end: j end', [
        [CSR.MIDELEG, -1],
        [CSR.MIE, SSIP],
        [CSR.MIP, SSIP],
      ]);
      assert.equal(machine.run(1), 'budget');
      assert.equal(machine.pc, at('end'));
      assert.equal(machine.privilege, mode);
    }
  });

  it('waits for one that is pending and not enabled', () => {
    const { machine } = enter(MACHINE, 'wfi; end: j end', [[CSR.MIP, SSIP]]);
    assert.equal(machine.run(10), 'idle');
  });

  it('waits for ever for a timer that is set to never, whatever the clock says', () => {
    // MTIE; mtimecmp is all ones at reset, as software leaves it that wants no timer.
    for (const steps of [1, 1500, 5000]) {
      const { machine } = enter(
        MACHINE,
        `li t0, ${steps}; wait: addi t0, t0, -1; bgtz t0, wait; wfi`,
        [[CSR.MIE, 0x80]],
      );
      assert.equal(machine.run(20_000), 'idle');
      assert.equal(machine.readCsr(CSR.TIMEH), 0);
    }
  });

  it('is illegal for a supervisor while TW is set, and never for the machine', () => {
    const { machine } = enter(SUPERVISOR, 'wfi', [[CSR.MSTATUS, TW]]);
    assert.equal(machine.run(10), 'trap');
    assert.equal(machine.lastTrap.cause, EXCEPTION.ILLEGAL_INSTRUCTION);
    assert.equal(enter(MACHINE, 'wfi', [[CSR.MSTATUS, TW]]).machine.run(10), 'idle');
  });
});
