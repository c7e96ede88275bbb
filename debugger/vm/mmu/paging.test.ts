import { strict as assert } from 'node:assert';
import { CSR } from '../csr/addresses';
import { EXCEPTION } from '../isa/traps';
import { assemble } from '../isa/assemble';
import { Machine, PRIVILEGE, RAM_BASE } from '../machine';
import {
  CODE,
  DATA,
  map,
  ROOT,
  SATP,
  SECOND,
  word,
  inUserMode,
  type Mapping,
} from '../pagedMachine';
import { PTE } from './sv32';

const { V, R, W, X, A, D } = PTE;

function trapOf(machine: Machine) {
  assert.equal(machine.run(10_000), 'trap');
  const { cause, epc, tval } = machine.lastTrap;
  return { cause, epc, tval };
}

describe('paging', () => {
  it('faults in the middle of a program, and goes on when the page is there', () => {
    const machine = inUserMode(
      [[1, 16, CODE]],
      [[16, 'li s0, 0x5678; li a0, 7; sw a0, 0(s0); lw a1, 0(s0); ecall']],
    );
    assert.deepEqual(trapOf(machine), {
      cause: EXCEPTION.STORE_PAGE_FAULT,
      epc: 0x1010,
      tval: 0x5678,
    });

    // Svade: the first store after mapping the page clean faults once more.
    for (const flags of [DATA & ~D, DATA]) {
      map(machine, [[5, 17, flags]]);
      machine.pc = RAM_BASE;
      machine.writeCsr(CSR.SEPC, 0x1010);
      const { cause } = trapOf(machine);
      assert.equal(cause, flags === DATA ? EXCEPTION.ECALL_FROM_U : EXCEPTION.STORE_PAGE_FAULT);
    }
    assert.equal(machine.registers[11], 7);
    assert.deepEqual(machine.readPhysical(RAM_BASE + 17 * 4096 + 0x678, 4), word(7));
  });

  it('fetches instructions that straddle two pages, wherever those are', () => {
    const straddling = 'j over; .space 4086; over: c.nop; c.nop; addi a0, a0, 5; ecall';
    const { bytes } = assemble(straddling, 0x1000);
    assert.equal(bytes.length, 4102);
    const machine = inUserMode(
      [
        [1, 20, CODE],
        [2, 18, CODE],
      ],
      [],
    );
    machine.writeVirtual(0x1000, bytes, SATP);
    assert.deepEqual(trapOf(machine), { cause: EXCEPTION.ECALL_FROM_U, epc: 0x2002, tval: 0 });
    assert.equal(machine.registers[10], 5);

    // The other half of the instruction changes, and then is gone.
    machine.writeVirtual(0x2000, Uint8Array.of(0x75, 0x00), SATP);
    machine.pc = RAM_BASE;
    machine.writeCsr(CSR.SEPC, 0x1000);
    assert.equal(trapOf(machine).cause, EXCEPTION.ECALL_FROM_U);
    assert.equal(machine.registers[10], 12);
    map(machine, [[2, 18, 0]]);
    machine.writeCsr(CSR.SATP, SATP);
    machine.pc = RAM_BASE;
    machine.writeCsr(CSR.SEPC, 0x1000);
    assert.deepEqual(trapOf(machine), {
      cause: EXCEPTION.INSTRUCTION_PAGE_FAULT,
      epc: 0x1ffe,
      tval: 0x2000,
    });
  });

  it('splits accesses that straddle two pages, and stores nothing if one half faults', () => {
    const machine = inUserMode(
      [
        [1, 16, CODE],
        [5, 17, DATA],
        [6, 19, DATA],
      ],
      [
        [
          16,
          'li s0, 0x5ffe; li a0, 0x44332211; sw a0, 0(s0); lw a1, 0(s0); li s0, 0x6fff; bad: sh a0, 0(s0)',
        ],
      ],
    );
    assert.deepEqual(trapOf(machine), {
      cause: EXCEPTION.STORE_PAGE_FAULT,
      epc: 0x1020,
      tval: 0x7000,
    });
    assert.equal(machine.registers[11], 0x44332211);
    assert.deepEqual(machine.readPhysical(RAM_BASE + 18 * 4096 - 2, 2), Uint8Array.of(0x11, 0x22));
    assert.deepEqual(machine.readPhysical(RAM_BASE + 19 * 4096, 2), Uint8Array.of(0x33, 0x44));
    assert.deepEqual(machine.readPhysical(RAM_BASE + 20 * 4096 - 1, 1), Uint8Array.of(0));
  });

  it('lets nobody execute data, or store to code', () => {
    const mapping: Mapping = [
      [1, 16, CODE],
      [5, 17, DATA],
    ];
    const jump = inUserMode(mapping, [[16, 'li s0, 0x5000; jr s0']]);
    assert.deepEqual(trapOf(jump), {
      cause: EXCEPTION.INSTRUCTION_PAGE_FAULT,
      epc: 0x5000,
      tval: 0x5000,
    });
    const write = inUserMode(mapping, [[16, 'li s0, 0x1000; sw s0, 0(s0)']]);
    assert.deepEqual(trapOf(write), {
      cause: EXCEPTION.STORE_PAGE_FAULT,
      epc: 0x1008,
      tval: 0x1000,
    });
  });

  it('forgets a mapping when it is fenced', () => {
    const program = (fence: string) => `
          li s0, 0x400000
          lw a0, 0(s0)
          li s1, ${SECOND}
          li s2, ${(((RAM_BASE / 4096 + 33) << 10) | V | R | A | D) >>> 0}
          sw s2, 0(s1)
          ${fence}
          lw a1, 0(s0)
          ecall`;
    for (const fence of ['sfence.vma', 'sfence.vma s0', 'sfence.vma s0, zero']) {
      const machine = new Machine({ ramBytes: 1 << 20, firmware: true });
      machine.writePhysical(RAM_BASE, assemble(program(fence), RAM_BASE).bytes);
      machine.writePhysical(ROOT + 4, word(((SECOND / 4096) << 10) | V));
      machine.writePhysical(SECOND, word(((RAM_BASE / 4096 + 32) << 10) | V | R | A));
      machine.writePhysical(
        ROOT + 4 * 0x200,
        word(((RAM_BASE / 4096) << 10) | V | R | W | X | A | D),
      );
      machine.writePhysical(RAM_BASE + 32 * 4096, word(1));
      machine.writePhysical(RAM_BASE + 33 * 4096, word(2));
      machine.writeCsr(CSR.SATP, SATP);
      assert.equal(machine.run(100), 'firmware');
      assert.deepEqual([machine.registers[10], machine.registers[11]], [1, 2], fence);
    }
  });
});

describe('access from outside', () => {
  it('translates with the rights asked about, without any effect', () => {
    const machine = inUserMode(
      [
        [1, 16, CODE],
        [5, 17, V | R | W],
      ],
      [],
    );
    const { USER, SUPERVISOR, MACHINE } = PRIVILEGE;
    assert.equal(machine.translate(0x1234, 'fetch'), RAM_BASE + 0x10234);
    assert.equal(machine.translate(0x1234, 'store'), undefined);
    assert.equal(machine.translate(0x1234, 'load', SATP, SUPERVISOR), undefined);
    assert.equal(machine.translate(0x1234, 'load', 0, USER), 0x1234);
    assert.equal(machine.translate(0x1234, 'load', SATP, MACHINE), 0x1234);
  });

  it('reads and writes what is mapped, up to where it ends', () => {
    const machine = inUserMode(
      [
        [1, 16, CODE],
        [2, 30, V | R],
      ],
      [],
    );
    const bytes = Uint8Array.from({ length: 0x2000 }, (_, at) => at * 7);
    assert.equal(machine.writeVirtual(0x1800, bytes), 0x1800);
    assert.deepEqual(machine.readVirtual(0x1800, 0x2000), bytes.slice(0, 0x1800));
    assert.equal(machine.readVirtual(0x7000, 16).length, 0);
    assert.deepEqual(machine.readVirtual(RAM_BASE + 0x10800, 4, 0), bytes.slice(0, 4));
    assert.equal(machine.readVirtual(0xffff_fff0, 32, 0).length, 0);
  });
});
