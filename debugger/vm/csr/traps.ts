/** Trap set-up, handling and delegation, of machine and supervisor mode. [Priv §3.1.7–§3.1.16, §4.1.2–§4.1.9] */

import { INTERRUPT } from '../isa/traps';
import { hasSupervisorTimer, pendingBits } from '../hart/interrupts';
import { CSR } from './addresses';
import { bit, bits, csr, type CsrField } from './csr';

/** Exceptions 10 and 14 are reserved, and a machine's own ecall never goes down. [Priv §3.1.8] */
const DELEGABLE_EXCEPTIONS = 0xb3ff;
const SSIP = 1 << INTERRUPT.SUPERVISOR_SOFTWARE;
const STIP = 1 << INTERRUPT.SUPERVISOR_TIMER;
const SEIP = 1 << INTERRUPT.SUPERVISOR_EXTERNAL;
const SUPERVISOR_INTERRUPTS = SSIP | STIP | SEIP;
const MACHINE_INTERRUPTS =
  (1 << INTERRUPT.MACHINE_SOFTWARE) |
  (1 << INTERRUPT.MACHINE_TIMER) |
  (1 << INTERRUPT.MACHINE_EXTERNAL);

/** IALIGN is 16. */
const EVEN = ~1;
const CAUSE_FIELDS = [bit('Interrupt', 31), bits('Code', 30, 0)];
const VECTOR_FIELDS = [bits('BASE', 31, 2), bits('MODE', 1, 0)];

function interruptFields(suffix: 'IE' | 'IP', modes: readonly ('S' | 'M')[]): CsrField[] {
  const kinds = [
    ['S', INTERRUPT.SUPERVISOR_SOFTWARE],
    ['T', INTERRUPT.SUPERVISOR_TIMER],
    ['E', INTERRUPT.SUPERVISOR_EXTERNAL],
  ] as const;
  return kinds.flatMap(([kind, number]) =>
    modes.map(mode => bit(`${mode}${kind}${suffix}`, mode === 'S' ? number : number + 2)),
  );
}

/** Direct and vectored are the modes there are; a write of another changes nothing. */
function legalizeVector(next: number, old: number): number {
  return (next & 2) === 0 ? next : old;
}

export const trapCsrs = [
  csr({
    name: 'medeleg',
    address: CSR.MEDELEG,
    writable: DELEGABLE_EXCEPTIONS,
    affects: 'interrupts',
  }),
  csr({
    name: 'mideleg',
    address: CSR.MIDELEG,
    fields: interruptFields('IP', ['S']),
    writable: SUPERVISOR_INTERRUPTS,
    affects: 'interrupts',
  }),
  csr({
    name: 'mie',
    address: CSR.MIE,
    fields: interruptFields('IE', ['S', 'M']),
    writable: SUPERVISOR_INTERRUPTS | MACHINE_INTERRUPTS,
    affects: 'interrupts',
  }),
  csr({
    name: 'mip',
    address: CSR.MIP,
    fields: interruptFields('IP', ['S', 'M']),
    read: pendingBits,
    // The machine's own bits come from the CLINT, and the supervisor's timer bit from stimecmp if there is one.
    legalize(next, old, hart) {
      const mask = hasSupervisorTimer(hart) ? SSIP | SEIP : SUPERVISOR_INTERRUPTS;
      return (next & mask) | (old & ~mask);
    },
    affects: 'interrupts',
  }),
  csr({ name: 'mtvec', address: CSR.MTVEC, fields: VECTOR_FIELDS, legalize: legalizeVector }),
  csr({ name: 'mscratch', address: CSR.MSCRATCH }),
  csr({ name: 'mepc', address: CSR.MEPC, writable: EVEN }),
  csr({ name: 'mcause', address: CSR.MCAUSE, fields: CAUSE_FIELDS }),
  csr({ name: 'mtval', address: CSR.MTVAL }),

  // sie and sip show what is delegated. [Priv §4.1.3]
  csr({
    name: 'sie',
    address: CSR.SIE,
    fields: interruptFields('IE', ['S']),
    read: hart => hart.csr(CSR.MIE) & hart.csr(CSR.MIDELEG),
    write(hart, value) {
      const mask = hart.csr(CSR.MIDELEG);
      hart.setCsr(CSR.MIE, (hart.csr(CSR.MIE) & ~mask) | (value & mask));
    },
    affects: 'interrupts',
  }),
  csr({
    name: 'sip',
    address: CSR.SIP,
    fields: interruptFields('IP', ['S']),
    read: hart => pendingBits(hart) & hart.csr(CSR.MIDELEG),
    write(hart, value) {
      const mask = hart.csr(CSR.MIDELEG) & SSIP;
      hart.setCsr(CSR.MIP, (hart.csr(CSR.MIP) & ~mask) | (value & mask));
    },
    affects: 'interrupts',
  }),
  csr({ name: 'stvec', address: CSR.STVEC, fields: VECTOR_FIELDS, legalize: legalizeVector }),
  csr({ name: 'sscratch', address: CSR.SSCRATCH }),
  csr({ name: 'sepc', address: CSR.SEPC, writable: EVEN }),
  csr({ name: 'scause', address: CSR.SCAUSE, fields: CAUSE_FIELDS }),
  csr({ name: 'stval', address: CSR.STVAL }),
];
