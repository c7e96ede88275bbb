/** mstatus, and sstatus which is mstatus seen through a mask. [Priv §3.1.6, §4.1.1] */

import { CSR, MPP_SHIFT, STATUS } from './addresses';
import { bit, bits, constant, csr } from './csr';

const RESERVED_MODE = 2;

/** FS, VS and XS are absent: there is no floating-point or vector state. UBE, MBE, SBE: always little-endian. */
const WRITABLE = Object.values(STATUS).reduce((mask, it) => mask | it, 0);
const SUPERVISOR_VIEW = STATUS.SIE | STATUS.SPIE | STATUS.SPP | STATUS.SUM | STATUS.MXR;

const supervisorFields = [
  bit('SIE', 1),
  bit('SPIE', 5),
  bit('SPP', 8),
  bit('SUM', 18),
  bit('MXR', 19),
];

/** MPP keeps its value when a mode that does not exist is written. */
function legalize(next: number, old: number): number {
  const isReserved = (next & STATUS.MPP) >>> MPP_SHIFT === RESERVED_MODE;
  const mask = isReserved ? WRITABLE & ~STATUS.MPP : WRITABLE;
  return (next & mask) | (old & ~mask);
}

export const statusCsrs = [
  csr({
    name: 'mstatus',
    address: CSR.MSTATUS,
    fields: [
      ...supervisorFields.slice(0, 1),
      bit('MIE', 3),
      ...supervisorFields.slice(1, 2),
      bit('MPIE', 7),
      ...supervisorFields.slice(2, 3),
      bits('MPP', 12, 11),
      bit('MPRV', 17),
      ...supervisorFields.slice(3),
      bit('TVM', 20),
      bit('TW', 21),
      bit('TSR', 22),
    ],
    legalize,
    affects: 'modes',
  }),
  constant('mstatush', CSR.MSTATUSH),
  csr({
    name: 'sstatus',
    address: CSR.SSTATUS,
    fields: supervisorFields,
    read: hart => hart.csr(CSR.MSTATUS) & SUPERVISOR_VIEW,
    write(hart, value) {
      const old = hart.csr(CSR.MSTATUS);
      hart.setCsr(CSR.MSTATUS, (old & ~SUPERVISOR_VIEW) | (value & SUPERVISOR_VIEW));
    },
    affects: 'modes',
  }),
];
