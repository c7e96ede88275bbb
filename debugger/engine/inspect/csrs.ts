/** Control and status registers, their fields in the specification's words. [Priv §2, §3.1, §4.1] */

import { hex, hex32 } from '../../shared/hex';
import { trapName } from '../../vm/isa/traps';
import type { CsrDefinition, CsrField } from '../../vm/machine';
import { PAGE_SIZE } from '../../vm/mmu/sv32';
import type { Target } from '../target';
import type { CsrFieldView, CsrView } from '../views';

/** Zihpm's counters and their events: this machine has them, and they count nothing. */
const EVENT_COUNTER = /^m?hpm/;

/** All privilege levels', by address. */
export function readCsrs({ machine }: Pick<Target, 'machine'>): CsrView[] {
  return machine
    .csrs()
    .filter(it => !EVENT_COUNTER.test(it.name))
    .map(it => {
      const value = machine.readCsr(it.address);
      return { name: it.name, value, fields: it.fields.map(field => readField(it, field, value)) };
    });
}

function readField(csr: CsrDefinition, field: CsrField, whole: number): CsrFieldView {
  const width = field.high - field.low + 1;
  const value = Math.floor(whole / 2 ** field.low) % 2 ** width;
  const text = WORDS[`${csr.name}.${field.name}`]?.(value, whole);
  return { name: field.name, value, ...(text !== undefined && { text }) };
}

/** What a field's value means; undefined for a value that is reserved. */
type Words = (value: number, whole: number) => string | undefined;

const named =
  (...names: readonly (string | undefined)[]): Words =>
  value =>
    names[value];

const isImplemented =
  (what: string): Words =>
  value =>
    value === 1 ? what : undefined;

/** [Priv §1.2 table 1.1] */
const mode = named('User', 'Supervisor', undefined, 'Machine');

/** [Priv §3.1.15, §4.1.8] */
const interrupt = named('Exception', 'Interrupt');
const cause: Words = (code, whole) => trapName(code, whole >>> 31 === 1);

/** [Priv §3.1.7, §4.1.2] */
const vectorBase: Words = base => hex32(base * 4);
const vectorMode = named('Direct', 'Vectored');

const WORDS: Readonly<Record<string, Words>> = {
  'mstatus.MPP': mode,
  'mstatus.SPP': mode,
  'sstatus.SPP': mode,
  'mcause.Interrupt': interrupt,
  'mcause.Code': cause,
  'scause.Interrupt': interrupt,
  'scause.Code': cause,
  'mtvec.BASE': vectorBase,
  'mtvec.MODE': vectorMode,
  'stvec.BASE': vectorBase,
  'stvec.MODE': vectorMode,
  // [Priv §4.1.11]
  'satp.MODE': named('Bare', 'Sv32'),
  'satp.PPN': ppn => hex(ppn * PAGE_SIZE, 8),
  // [Priv §3.1.1 tables 3.1 and 3.2]
  'misa.MXL': named(undefined, '32', '64', '128'),
  'misa.A': isImplemented('Atomic extension'),
  'misa.C': isImplemented('Compressed extension'),
  'misa.I': isImplemented('RV32I/64I/128I base ISA'),
  'misa.M': isImplemented('Integer Multiply/Divide extension'),
  'misa.S': isImplemented('Supervisor mode implemented'),
  'misa.U': isImplemented('User mode implemented'),
};
