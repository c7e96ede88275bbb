/**
 * Zicsr in WebAssembly, for CSRs that are words of the memory and no more. [Unpriv §9.1]
 * With x0, or zero in its place, a bit operation only reads.
 */

import { csr, type Lowerings } from './lowering';

const WRITES_ZERO = true;

export const zicsr: Lowerings = {
  csrrw: csr(WRITES_ZERO, 'a'),
  csrrs: csr(!WRITES_ZERO, 'old', 'a', 'i32.or'),
  csrrc: csr(!WRITES_ZERO, 'old', 'a', -1, 'i32.xor', 'i32.and'),
  csrrwi: csr(WRITES_ZERO, 'uimm'),
  csrrsi: csr(!WRITES_ZERO, 'old', 'uimm', 'i32.or'),
  csrrci: csr(!WRITES_ZERO, 'old', 'uimm', -1, 'i32.xor', 'i32.and'),
};
