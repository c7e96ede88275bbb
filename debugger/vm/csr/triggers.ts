/**
 * The hart has no triggers. Software looks for them by selecting one and reading its type: these registers answer that
 * there is none to select, and none of any type. [Debug §5.2]
 */

import { CSR } from './addresses';
import { bits, constant } from './csr';

export const triggerCsrs = [
  constant('tselect', CSR.TSELECT),
  { ...constant('tdata1', CSR.TDATA1), fields: [bits('type', 31, 28)] },
  constant('tdata2', CSR.TDATA2),
  constant('tdata3', CSR.TDATA3),
];
