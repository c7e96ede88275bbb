import { strict as assert } from 'node:assert';
import { CSR, STATUS } from '../csr/addresses';
import { EXCEPTION } from '../isa/traps';
import { PRIVILEGE, RAM_BASE, type Privilege } from '../machine';
import { ROOT, SATP, SECOND, word } from '../pagedMachine';
import { boot } from '../testMachine';
import { PTE } from './sv32';

const { V, R, W, X, U, A, D } = PTE;
const { USER, SUPERVISOR, MACHINE } = PRIVILEGE;
const { MPRV, SUM, MXR } = STATUS;
const { LOAD_PAGE_FAULT, STORE_PAGE_FAULT, LOAD_ACCESS_FAULT, STORE_ACCESS_FAULT } = EXCEPTION;

/** A virtual page, and the physical one that holds the code and is mapped at its own address. */
const PAGE = 0x5000;
const OWN_DATA = (RAM_BASE / 4096 + 2) << 10;

interface Case {
  readonly name: string;
  /** The mode that MPP names; with MPRV, machine mode accesses memory as that one. */
  readonly as: Privilege;
  readonly status?: number;
  readonly pte: number;
  /** At s0, which is PAGE. */
  readonly access: string;
  /** Undefined where the access succeeds. */
  readonly cause?: number;
}

const cases: readonly Case[] = [
  { name: 'a user page for U', as: USER, pte: U | R | A, access: 'lw a0, 0(s0)' },
  {
    name: 'a supervisor page for U',
    as: USER,
    pte: R | A,
    access: 'lw a0, 0(s0)',
    cause: LOAD_PAGE_FAULT,
  },
  {
    name: 'a user page for S',
    as: SUPERVISOR,
    pte: U | R | A,
    access: 'lw a0, 0(s0)',
    cause: LOAD_PAGE_FAULT,
  },
  {
    name: 'a user page for S with SUM',
    as: SUPERVISOR,
    status: SUM,
    pte: U | R | W | A | D,
    access: 'sw a0, 0(s0)',
  },
  {
    name: 'a page of code for S',
    as: SUPERVISOR,
    pte: X | A,
    access: 'lw a0, 0(s0)',
    cause: LOAD_PAGE_FAULT,
  },
  {
    name: 'a page of code for S with MXR',
    as: SUPERVISOR,
    status: MXR,
    pte: X | A,
    access: 'lw a0, 0(s0)',
  },
  {
    name: 'a load-reserved from a page not accessed',
    as: SUPERVISOR,
    pte: R | W | D,
    access: 'lr.w a0, (s0)',
    cause: LOAD_PAGE_FAULT,
  },
  {
    name: 'an atomic on a page not dirty',
    as: SUPERVISOR,
    pte: R | W | A,
    access: 'amoadd.w a0, a0, (s0)',
    cause: STORE_PAGE_FAULT,
  },
  {
    name: 'a store-conditional without reservation on a page not dirty',
    as: SUPERVISOR,
    pte: R | W | A,
    access: 'sc.w a0, a0, (s0)',
    cause: STORE_PAGE_FAULT,
  },
  {
    name: 'an atomic on a page that is not writable',
    as: SUPERVISOR,
    pte: R | A | D,
    access: 'amoor.w a0, zero, (s0)',
    cause: STORE_PAGE_FAULT,
  },
  { name: 'the machine’s own accesses', as: MACHINE, pte: 0, access: 'lw a0, 0(s1)' },
];

/** `there` runs in machine mode with MPRV; paging is on. */
function prepare(body: string, as: Privilege, status: number, pte: number) {
  const booted = boot(`li s0, ${PAGE}\n li s1, ${RAM_BASE + 0x2000}\n bad: ${body}\n ecall`);
  const { machine } = booted;
  machine.writePhysical(ROOT, word(((SECOND / 4096) << 10) | V));
  machine.writePhysical(SECOND + 4 * (PAGE / 4096), word(pte));
  machine.writeCsr(CSR.SATP, SATP);
  machine.writeCsr(CSR.MSTATUS, MPRV | (as << 11) | status);
  machine.stopOnTrap = true;
  return booted;
}

describe('rights of data accesses', () => {
  for (const { name, as, status, pte, access, cause } of cases) {
    it(`${cause === undefined ? 'allow' : 'refuse'} ${name}`, () => {
      const { machine, at } = prepare(access, as, status ?? 0, OWN_DATA | V | pte);
      assert.equal(machine.run(100), 'trap');
      const { lastTrap } = machine;
      if (cause === undefined) assert.equal(lastTrap.cause, EXCEPTION.ECALL_FROM_M);
      else
        assert.deepEqual([lastTrap.cause, lastTrap.epc, lastTrap.tval], [cause, at('bad'), PAGE]);
    });
  }

  it('change at once with SUM, MXR, MPP and MPRV', () => {
    const { machine, at } = prepare(
      `
          lw a0, 0(s0)
          li t0, ${SUM}
          csrc mstatus, t0
    sum:  lw a1, 0(s0)`,
      SUPERVISOR,
      SUM,
      OWN_DATA | V | U | R | A,
    );
    assert.equal(machine.run(100), 'trap');
    assert.deepEqual([machine.lastTrap.cause, machine.lastTrap.epc], [LOAD_PAGE_FAULT, at('sum')]);
    const { machine: other, at: otherAt } = prepare(
      `
          lw a0, 0(s0)
          li t0, ${STATUS.MPP}
          csrs mstatus, t0
          lw a1, 0(s1)
          csrc mstatus, t0
    mpp:  lw a1, 0(s1)`,
      USER,
      0,
      OWN_DATA | V | U | R | A,
    );
    assert.equal(other.run(100), 'trap');
    assert.deepEqual([other.lastTrap.cause, other.lastTrap.epc], [LOAD_PAGE_FAULT, otherAt('mpp')]);
  });

  it('of a page with a 34-bit address are not those of the page 2^32 below', () => {
    const far = (1 << 20) + RAM_BASE / 4096;
    for (const [access, cause] of [
      ['lw a0, 0(s0)', LOAD_ACCESS_FAULT],
      ['sb a0, 0(s0)', STORE_ACCESS_FAULT],
      ['amoadd.w a0, a0, (s0)', STORE_ACCESS_FAULT],
    ] as const) {
      const { machine } = prepare(access, SUPERVISOR, 0, (far << 10) | V | R | W | A | D);
      assert.equal(machine.run(100), 'trap');
      assert.deepEqual([machine.lastTrap.cause, machine.lastTrap.tval], [cause, PAGE]);
    }
    // The UART, and 4 GiB above it.
    for (const [ppn, cause] of [
      [0x1_0000, EXCEPTION.ECALL_FROM_M],
      [0x11_0000, LOAD_ACCESS_FAULT],
    ] as const) {
      const { machine } = prepare('lbu a0, 5(s0)', SUPERVISOR, 0, (ppn << 10) | V | R | A);
      assert.equal(machine.run(100), 'trap');
      assert.equal(machine.lastTrap.cause, cause);
    }
  });

  it('through a table outside memory are an access fault', () => {
    const { machine } = prepare('lw a0, 0(s0)', SUPERVISOR, 0, 0);
    machine.writePhysical(ROOT, word((0x10 << 10) | V));
    assert.equal(machine.run(100), 'trap');
    assert.deepEqual([machine.lastTrap.cause, machine.lastTrap.tval], [LOAD_ACCESS_FAULT, PAGE]);
  });

  it('do not concern fetches: MPRV leaves those alone', () => {
    const { machine } = prepare('nop; nop', USER, 0, 0);
    assert.equal(machine.run(100), 'trap');
    assert.equal(machine.lastTrap.cause, EXCEPTION.ECALL_FROM_M);
  });
});
