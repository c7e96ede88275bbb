import { strict as assert } from 'node:assert';
import { CSR } from '../csr/addresses';
import { assemble } from '../isa/assemble';
import { Machine, RAM_BASE } from '../machine';
import { ROOT, SECOND, word } from '../pagedMachine';
import { PTE } from './sv32';

const { V, R, W, X, G, A, D } = PTE;
const OWN = 5;
const SUPERPAGE = 1 << 22;
const THIRD = SECOND + 4096;

function leaf(paddr: number, flags: number): number {
  return ((paddr / 4096) << 10) | flags;
}

/**
 * A supervisor that loads from two pages, maps other ones in their place, runs `fence`, and loads from them again.
 * s0 and s1 are the pages' addresses, s2 the ASID in force and s3 another.
 * @returns for each page, whether the second load saw the new mapping
 */
function isFresh(fence: string, flags = 0): [first: boolean, second: boolean] {
  const machine = new Machine({ ramBytes: 1 << 20, firmware: true });
  const program = `
      li s0, 0x400000
      li s1, 0x401000
      li s2, ${OWN}
      li s3, ${OWN + 1}
      li s4, ${SECOND}
      lw a0, 0(s0)
      lw a1, 0(s1)
      li t0, ${leaf(RAM_BASE + 0x22000, V | R | A | flags)}
      sw t0, 0(s4)
      li t0, ${leaf(RAM_BASE + 0x23000, V | R | A | flags)}
      sw t0, 4(s4)
      ${fence}
      lw a2, 0(s0)
      lw a3, 0(s1)
      ecall`;
  machine.writePhysical(RAM_BASE, assemble(program, RAM_BASE).bytes);
  machine.writePhysical(ROOT + 4, word(leaf(SECOND, V)));
  // The code and the tables are mapped by small pages: while there is a superpage, a fence forgets more.
  machine.writePhysical(ROOT + 4 * 0x200, word(leaf(THIRD, V)));
  for (let page = 0; page < 16; page += 1) {
    const pte = leaf(RAM_BASE + page * 4096, V | R | W | X | A | D);
    machine.writePhysical(THIRD + page * 4, word(pte));
  }
  for (const [page, value] of [0x20, 0x21, 0x22, 0x23].entries()) {
    machine.writePhysical(RAM_BASE + value * 4096, word(value));
    if (page < 2) {
      const pte = leaf(RAM_BASE + value * 4096, V | R | A | flags);
      machine.writePhysical(SECOND + page * 4, word(pte));
    }
  }
  machine.writeCsr(CSR.SATP, 0x8000_0000 + OWN * SUPERPAGE + ROOT / 4096);
  assert.equal(machine.run(100), 'firmware');
  const [a0, a1, a2, a3] = machine.registers.subarray(10, 14);
  assert.deepEqual([a0, a1], [0x20, 0x21]);
  assert.ok(a2 === 0x20 || a2 === 0x22);
  assert.ok(a3 === 0x21 || a3 === 0x23);
  return [a2 === 0x22, a3 === 0x23];
}

describe('a changed page table', () => {
  // Software must fence [Priv §4.2.1], and any form of the fence may forget more than it names: so does none at all.
  for (const [fence, flags] of [
    ['nop'],
    ['sfence.vma'],
    ['sfence.vma zero, zero'],
    ['sfence.vma s0, zero'],
    ['sfence.vma zero, s2'],
    ['sfence.vma zero, s3'],
    ['sfence.vma s0, s2'],
    ['nop', G],
    ['sfence.vma zero, s2', G],
    ['csrr t0, satp; csrw satp, t0'],
  ] as const) {
    it(`is seen at once, after ${fence}${flags === G ? ' of global pages' : ''}`, () => {
      assert.deepEqual(isFresh(fence, flags), [true, true]);
    });
  }

  it('is seen through all of a superpage', () => {
    const machine = new Machine({ ramBytes: 8 << 20, firmware: true });
    const program = `
        li s0, 0x400000
        li s2, ${ROOT}
        lw a0, 0(s0)
        li t0, ${leaf(RAM_BASE + SUPERPAGE, V | R | A)}
        sw t0, 4(s2)
        lw a1, 0(s0)
        ecall`;
    machine.writePhysical(RAM_BASE, assemble(program, RAM_BASE).bytes);
    machine.writePhysical(ROOT + 4, word(leaf(RAM_BASE, V | R | A)));
    machine.writePhysical(ROOT + 4 * 0x200, word(leaf(RAM_BASE, V | R | W | X | A | D)));
    machine.writePhysical(RAM_BASE + SUPERPAGE, word(77));
    machine.writeCsr(CSR.SATP, 0x8000_0000 + ROOT / 4096);
    assert.equal(machine.run(100), 'firmware');
    assert.notEqual(machine.registers[10], 77);
    assert.equal(machine.registers[11], 77);
  });

  it('is seen by the fetch of the next instruction', () => {
    const machine = new Machine({ ramBytes: 1 << 20, firmware: true });
    const program = `
        li s4, ${SECOND}
        li t0, ${leaf(RAM_BASE + 0x21000, V | R | X | A)}
        li s0, 0x400000
        jr s0`;
    const change = `
        sw t0, 0(s4)
        li a0, 1
        ecall`;
    machine.writePhysical(RAM_BASE, assemble(program, RAM_BASE).bytes);
    machine.writePhysical(RAM_BASE + 0x20000, assemble(change, RAM_BASE).bytes);
    const other = assemble('nop; li a0, 2; nop; ecall', RAM_BASE).bytes;
    machine.writePhysical(RAM_BASE + 0x21000, other);
    machine.writePhysical(ROOT + 4, word(leaf(SECOND, V)));
    machine.writePhysical(SECOND, word(leaf(RAM_BASE + 0x20000, V | R | X | A)));
    // The tables and the code that jumps there lie in one superpage of their own.
    machine.writePhysical(ROOT + 4 * 0x200, word(leaf(RAM_BASE, V | R | W | X | A | D)));
    machine.writeCsr(CSR.SATP, 0x8000_0000 + ROOT / 4096);
    assert.equal(machine.run(100), 'firmware');
    assert.equal(machine.registers[10], 2);
  });

  it('is seen when the debugger changes it', () => {
    const machine = new Machine({ ramBytes: 1 << 20, firmware: true });
    const program = 'li s0, 0x400000; lw a0, 0(s0); ecall; lw a1, 0(s0); ecall';
    machine.writePhysical(RAM_BASE, assemble(program, RAM_BASE).bytes);
    machine.writePhysical(ROOT + 4, word(leaf(SECOND, V)));
    machine.writePhysical(ROOT + 4 * 0x200, word(leaf(RAM_BASE, V | R | W | X | A | D)));
    machine.writePhysical(RAM_BASE + 0x21000, word(77));
    machine.writePhysical(SECOND, word(leaf(RAM_BASE + 0x20000, V | R | A)));
    machine.writeCsr(CSR.SATP, 0x8000_0000 + ROOT / 4096);
    assert.equal(machine.run(100), 'firmware');
    machine.completeFirmwareCall(0, 0);
    machine.writePhysical(SECOND, word(leaf(RAM_BASE + 0x21000, V | R | A)));
    assert.equal(machine.run(100), 'firmware');
    assert.equal(machine.registers[11], 77);
  });
});
