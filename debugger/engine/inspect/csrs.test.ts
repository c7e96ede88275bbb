import { strict as assert } from 'node:assert';
import { CSR } from '../../vm/csr/addresses';
import { Machine } from '../../vm/machine';
import { readCsrs } from './csrs';

/** A field's text where it has one, its number otherwise, after a write of the register. */
function shown(address: number, value: number, csr: string, field: string): string | number {
  const machine = new Machine();
  machine.writeCsr(address, value);
  const row = readCsrs({ machine }).find(it => it.name === csr);
  const found = row?.fields.find(it => it.name === field);
  assert.ok(found, `${csr}.${field}`);
  return found.text ?? found.value;
}

describe('control and status registers', () => {
  const rows: readonly [
    csr: string,
    field: string,
    address: number,
    value: number,
    shown: string | number,
  ][] = [
    ['scause', 'Code', CSR.SCAUSE, 15, 'Store/AMO page fault'],
    ['scause', 'Interrupt', CSR.SCAUSE, 15, 'Exception'],
    ['scause', 'Code', CSR.SCAUSE, 0x8000_0005, 'Supervisor timer interrupt'],
    ['scause', 'Interrupt', CSR.SCAUSE, 0x8000_0005, 'Interrupt'],
    ['mcause', 'Code', CSR.MCAUSE, 2, 'Illegal instruction'],
    ['satp', 'MODE', CSR.SATP, 0x8048_101d, 'Sv32'],
    ['satp', 'ASID', CSR.SATP, 0x8048_101d, 1],
    ['satp', 'PPN', CSR.SATP, 0x8048_101d, '0x8101d000'],
    ['satp', 'PPN', CSR.SATP, 0x803f_ffff, '0x3fffff000'],
    ['satp', 'MODE', CSR.SATP, 0, 'Bare'],
    ['sstatus', 'SPP', CSR.SSTATUS, 0x100, 'Supervisor'],
    ['mstatus', 'SPP', CSR.MSTATUS, 0, 'User'],
    ['mstatus', 'MPP', CSR.MSTATUS, 0x1800, 'Machine'],
    ['mstatus', 'MPP', CSR.MSTATUS, 0x0800, 'Supervisor'],
    ['mstatus', 'SUM', CSR.MSTATUS, 0x4_0000, 1],
    ['stvec', 'MODE', CSR.STVEC, 0x8000_0101, 'Vectored'],
    ['stvec', 'BASE', CSR.STVEC, 0x8000_0101, '0x80000100'],
    ['mtvec', 'MODE', CSR.MTVEC, 0x8000_0100, 'Direct'],
    ['misa', 'MXL', CSR.MISA, 0, '32'],
    ['misa', 'C', CSR.MISA, 0, 'Compressed extension'],
  ];
  for (const [csr, field, address, value, text] of rows) {
    it(`show ${csr}.${field} of 0x${value.toString(16)} as ${text}`, () => {
      assert.equal(shown(address, value, csr, field), text);
    });
  }

  it('cover every bit that a field names and no other', () => {
    const machine = new Machine();
    for (const { name, value, fields } of readCsrs({ machine })) {
      const definition = machine.csrs().find(it => it.name === name);
      const sum = fields.reduce((whole, field) => {
        const low = definition?.fields.find(it => it.name === field.name)?.low ?? NaN;
        return whole + field.value * 2 ** low;
      }, 0);
      if (fields.length > 0) assert.equal(sum, value, name);
    }
  });

  it('leave out the event counters, and nothing else', () => {
    const machine = new Machine();
    const names = readCsrs({ machine }).map(it => it.name);
    const left = machine.csrs().filter(it => !names.includes(it.name));
    // An event, a counter of two halves, and the view of both halves that U-mode has.
    assert.equal(left.length, 29 * 5);
    for (const name of ['cycle', 'timeh', 'minstret', 'stimecmp', 'mideleg', 'sscratch']) {
      assert.ok(names.includes(name), name);
    }
  });
});
