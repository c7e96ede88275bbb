import { strict as assert } from 'node:assert';
import { CSR, STATUS } from '../csr/addresses';
import { EXCEPTION } from '../isa/traps';
import { PRIVILEGE, RAM_BASE, type Machine, type Privilege } from '../machine';
import { PMP, PMP_MODE } from '../mmu/pmp';
import { PTE } from '../mmu/sv32';
import { boot } from '../testMachine';

const { R, W, X, L } = PMP;
const { TOR, NA4, NAPOT } = PMP_MODE;
const { USER, SUPERVISOR, MACHINE } = PRIVILEGE;

/** Where the programs keep their data: inside the page behind the code's. */
const DATA = RAM_BASE + 0x1800;

type Entry = readonly [config: number, address: number];

/** The entries first to last, and behind them one that allows everything else. */
function protect(machine: Machine, entries: readonly Entry[]): void {
  for (const [entry, [config, address]] of [
    ...entries,
    [NAPOT | R | W | X, 2 ** 34 - 4] as const,
  ].entries()) {
    const register = CSR.PMPCFG0 + (entry >> 2);
    const shift = (entry & 3) * 8;
    machine.writeCsr(CSR.PMPADDR0 + entry, address / 4);
    const others = machine.readCsr(register) & ~(0xff << shift);
    machine.writeCsr(register, others | (config << shift));
  }
}

/** The word `address` of a naturally aligned region of `size` bytes, times four. */
function napot(start: number, size: number): number {
  return start + size / 2 - 4;
}

function start(body: string, mode: Privilege, entries: readonly Entry[]) {
  const booted = boot(`
        la t0, there
        csrw mepc, t0
        li t0, ${mode << 11}
        csrw mstatus, t0
        li s0, ${DATA}
        mret
  there: ${body}`);
  protect(booted.machine, entries);
  booted.machine.stopOnTrap = true;
  return booted;
}

interface Case {
  readonly name: string;
  readonly mode: Privilege;
  readonly entries: readonly Entry[];
  /** `bad` labels the instruction that traps; s0 is DATA. */
  readonly body: string;
  readonly cause: number;
  /** From DATA. */
  readonly tval: number;
}

const cases: readonly Case[] = [
  {
    name: 'a load where nothing is allowed',
    mode: USER,
    entries: [[NA4, DATA]],
    body: 'lw a0, -4(s0); lw a0, 4(s0); bad: lbu a0, 3(s0)',
    cause: EXCEPTION.LOAD_ACCESS_FAULT,
    tval: 3,
  },
  {
    name: 'a store where only loads are allowed',
    mode: SUPERVISOR,
    entries: [[NAPOT | R, napot(DATA, 16)]],
    body: 'lw a0, 12(s0); sw a0, 16(s0); bad: sw a0, 12(s0)',
    cause: EXCEPTION.STORE_ACCESS_FAULT,
    tval: 12,
  },
  {
    name: 'an access that two regions share, though each allows it',
    mode: USER,
    entries: [[NA4 | R, DATA]],
    body: 'lw a0, 0(s0); lw a0, 4(s0); bad: lw a0, 2(s0)',
    cause: EXCEPTION.LOAD_ACCESS_FAULT,
    tval: 2,
  },
  {
    name: 'a store over the end of a page into a region that forbids it',
    mode: USER,
    entries: [[NA4 | R, DATA + 0x800]],
    body: 'li a0, -1; sh a0, 0x7fe(s0); addi s0, s0, 0x400; bad: sw a0, 0x3fe(s0)',
    cause: EXCEPTION.STORE_ACCESS_FAULT,
    tval: 0x800,
  },
  {
    name: 'an atomic where only loads are allowed',
    mode: USER,
    entries: [[NA4 | R, DATA]],
    body: 'lr.w a0, (s0); bad: amoadd.w a0, a0, (s0)',
    cause: EXCEPTION.STORE_ACCESS_FAULT,
    tval: 0,
  },
  {
    name: 'a load-reserved from code',
    mode: USER,
    entries: [[NA4 | X, DATA]],
    body: 'bad: lr.w a0, (s0)',
    cause: EXCEPTION.LOAD_ACCESS_FAULT,
    tval: 0,
  },
  {
    name: 'a store in machine mode to a locked region',
    mode: MACHINE,
    entries: [[NA4 | R | L, DATA]],
    body: 'lw a0, 0(s0); bad: sw a0, 0(s0)',
    cause: EXCEPTION.STORE_ACCESS_FAULT,
    tval: 0,
  },
  {
    name: 'an access of machine mode with a foot in a region, even one not locked',
    mode: MACHINE,
    entries: [[NA4, DATA]],
    body: 'sw a0, 0(s0); bad: sw a0, 2(s0)',
    cause: EXCEPTION.STORE_ACCESS_FAULT,
    tval: 2,
  },
  {
    name: 'an access of machine mode in the name of user mode',
    mode: MACHINE,
    entries: [[NA4, DATA]],
    body: `lw a0, 0(s0); li t0, ${STATUS.MPRV}; csrw mstatus, t0; bad: lw a0, 0(s0)`,
    cause: EXCEPTION.LOAD_ACCESS_FAULT,
    tval: 0,
  },
];

describe('physical memory protection of a running hart', () => {
  for (const { name, mode, entries, body, cause, tval } of cases) {
    it(`stops ${name}`, () => {
      const { machine, at } = start(body, mode, entries);
      assert.equal(machine.run(100), 'trap');
      const { lastTrap } = machine;
      assert.deepEqual(
        [lastTrap.cause, lastTrap.epc, lastTrap.tval],
        [cause, at('bad'), DATA + tval],
      );
      assert.deepEqual(machine.readPhysical(DATA + 0x7fc, 2), Uint8Array.of(0, 0));
    });
  }

  it('stops a jump to data at its target', () => {
    const { machine } = start('jalr zero, 4(s0)', USER, [
      [0, DATA],
      [TOR | R | W, DATA + 8],
    ]);
    assert.equal(machine.run(100), 'trap');
    const { cause, epc, tval } = machine.lastTrap;
    assert.deepEqual([cause, epc, tval], [EXCEPTION.INSTRUCTION_ACCESS_FAULT, DATA + 4, DATA + 4]);
  });

  it('stops an instruction whose second half may not be fetched, at that half', () => {
    const { machine, at } = start('j over; .balign 4; c.nop; over: addi a0, a0, 1', USER, []);
    const bound = at('over') + 2;
    assert.equal(bound % 4, 0);
    protect(machine, [[NA4 | R, bound]]);
    assert.equal(machine.run(100), 'trap');
    const { cause, epc, tval } = machine.lastTrap;
    assert.deepEqual([cause, epc, tval], [EXCEPTION.INSTRUCTION_ACCESS_FAULT, at('over'), bound]);
  });

  for (const [access, body, cause] of [
    ['load', 'lw a0, 0(s0)', EXCEPTION.LOAD_ACCESS_FAULT],
    ['store', 'sw a0, 0(s0)', EXCEPTION.STORE_ACCESS_FAULT],
    ['fetch', 'jr s0', EXCEPTION.INSTRUCTION_ACCESS_FAULT],
  ] as const) {
    it(`makes a ${access} through a forbidden page table an access fault`, () => {
      const root = RAM_BASE + 0x3000;
      const second = RAM_BASE + 0x4000;
      const { machine, at } = start(`li s0, 0x400000; bad: ${body}`, SUPERVISOR, [
        [NA4 | W | R, second],
        [NAPOT | X, napot(second, 4096)],
      ]);
      const { V, A, D, ...letters } = PTE;
      const flags = V | A | D | letters.R | letters.W | letters.X;
      const entries = [
        [root + 0x200 * 4, ((RAM_BASE / 4096) << 10) | flags],
        [root + 4, ((second / 4096) << 10) | V],
        [root + 8, ((second / 4096) << 10) | V],
        [second, ((RAM_BASE / 4096 + 5) << 10) | flags],
        [second + 4, ((RAM_BASE / 4096 + 5) << 10) | flags],
      ] as const;
      for (const [address, entry] of entries) {
        machine.writePhysical(address, new Uint8Array(Int32Array.of(entry).buffer));
      }
      machine.writeCsr(CSR.SATP, 0x8000_0000 + root / 4096);
      // The table's first word may be read, and its second may not.
      assert.equal(machine.translate(0x40_0000, access, undefined, SUPERVISOR), RAM_BASE + 0x5000);
      assert.equal(machine.translate(0x40_1000, access, undefined, SUPERVISOR), undefined);
      machine.writeCsr(CSR.PMPADDR0, 0);
      assert.equal(machine.run(100), 'trap');
      const { lastTrap } = machine;
      assert.deepEqual(
        [lastTrap.cause, lastTrap.epc, lastTrap.tval],
        [cause, access === 'fetch' ? 0x40_0000 : at('bad'), 0x40_0000],
      );
    });
  }

  it('takes effect with the next instruction', () => {
    const { machine, at } = start(
      `
          lw a0, 0(s0)
          li t0, ${DATA / 4}
          csrw pmpaddr0, t0
          li t0, ${NA4 | L}
          csrw pmpcfg0, t0
     bad: lw a0, 0(s0)`,
      MACHINE,
      [],
    );
    assert.equal(machine.run(100), 'trap');
    assert.deepEqual(
      [machine.lastTrap.cause, machine.lastTrap.epc],
      [EXCEPTION.LOAD_ACCESS_FAULT, at('bad')],
    );
  });

  /** Calls, loops, instructions of both lengths, and code that changes itself. */
  const PROGRAM = `
          li a0, 0
          li a1, 50
    loop: c.addi a0, 3
          jal ra, twice
          addi a1, a1, -1
          bnez a1, loop
          la t0, patch
          lw t1, 0(s0)
          sw t1, 0(t0)
          fence.i
          j patch
          .balign 4
   patch: addi a0, a0, 1
          ecall
   twice: c.add a0, a0
          xori a0, a0, 0x55
          ret`;

  it('changes nothing of a program in a page that it divides, but its rights', () => {
    const runWith = (entries: readonly Entry[]) => {
      const { machine } = start(PROGRAM, USER, entries);
      machine.writePhysical(DATA, Uint8Array.of(0x13, 0x05, 0x75, 0x00)); // addi a0, a0, 7
      assert.equal(machine.run(10_000), 'trap');
      const { cause, epc } = machine.lastTrap;
      return { cause, epc, registers: [...machine.registers], position: machine.position };
    };
    const whole = runWith([]);
    assert.equal(whole.cause, EXCEPTION.ECALL_FROM_U);
    for (let bound = RAM_BASE + 0x20; bound < RAM_BASE + 0x60; bound += 4) {
      assert.deepEqual(runWith([[NAPOT | R | W | X, napot(bound & -8, 8)]]), whole);
      assert.deepEqual(runWith([[NA4 | R | W | X, bound]]), whole);
    }
  });

  it('hides no breakpoint', () => {
    const { machine, at } = start(PROGRAM, USER, [[NA4, RAM_BASE + 0x800]]);
    machine.breakpoints.add(at('twice'));
    for (let round = 1; round <= 3; round += 1) {
      assert.equal(machine.run(1000), 'breakpoint');
      assert.equal(machine.pc, at('twice'));
      machine.skipBreakpointOnce = true;
    }
    machine.breakpoints.clear();
    assert.equal(machine.run(10_000), 'trap');
  });
});
