/** Identity, environment configuration and address translation. [Priv §3.1.1–§3.1.5, §3.1.18, §4.1.10, §4.1.11] */

import { STATUS, CSR, STCE } from './addresses';
import { PRIVILEGE } from '../hart/privilege';
import { bit, bits, constant, csr } from './csr';

/** MXL 1 is 32 bits; then a letter per bit. */
const MISA = [...'ACIMSU'].reduce((value, it) => value | (1 << (it.charCodeAt(0) - 65)), 1 << 30);

const FIOM = 1;

export const configurationCsrs = [
  constant('mvendorid', CSR.MVENDORID),
  constant('marchid', CSR.MARCHID),
  constant('mimpid', CSR.MIMPID),
  constant('mhartid', CSR.MHARTID),
  constant('mconfigptr', CSR.MCONFIGPTR),
  {
    ...constant('misa', CSR.MISA, MISA),
    fields: [bits('MXL', 31, 30), ...[...'ACIMSU'].map(it => bit(it, it.charCodeAt(0) - 65))],
  },
  csr({
    name: 'menvcfg',
    address: CSR.MENVCFG,
    fields: [bit('FIOM', 0)],
    writable: FIOM,
  }),
  csr({
    name: 'menvcfgh',
    address: CSR.MENVCFGH,
    fields: [bit('STCE', 31)],
    writable: STCE,
    affects: 'timers',
  }),
  csr({
    name: 'senvcfg',
    address: CSR.SENVCFG,
    fields: [bit('FIOM', 0)],
    writable: FIOM,
  }),
  csr({
    name: 'satp',
    address: CSR.SATP,
    fields: [bit('MODE', 31), bits('ASID', 30, 22), bits('PPN', 21, 0)],
    gates: [
      { modes: [PRIVILEGE.SUPERVISOR], csr: CSR.MSTATUS, mask: STATUS.TVM, isOpenWhen: 'clear' },
    ],
    affects: 'space',
  }),
];
