/**
 * The hart has no triggers. Software looks for them by selecting one and reading its type: these registers answer that
 * there is none to select, and none of any type. [Debug §5.2]
 */

import { CSR } from './addresses';
import { constant } from './csr';

export const triggerCsrs = [
  constant('tselect', CSR.TSELECT),
  constant('tdata1', CSR.TDATA1),
  constant('tdata2', CSR.TDATA2),
  constant('tdata3', CSR.TDATA3),
];
