/** The base extension, without which nothing is an SBI implementation. [SBI §4] */

import { EID_BASE } from '../abi.generated';
import type { FirmwareContext } from './context';
import type { FirmwareExtension } from './sbi';
import { returned } from './sbi';

const SPECIFICATION_VERSION = 0x02000000; // 2.0: major in bits 30:24, minor in 23:0.

/** @param isPresent whether an extension answers at all */
export function baseExtension(
  isPresent: (eid: number) => boolean,
): FirmwareExtension<FirmwareContext> {
  return {
    eid: EID_BASE,
    name: 'BASE',
    functions: [
      { fid: 0, name: 'GET_SPEC_VERSION', call: () => returned(SPECIFICATION_VERSION) },
      { fid: 1, name: 'GET_IMPL_ID', call: () => returned(0x61564d) }, // Not a registered number.
      { fid: 2, name: 'GET_IMPL_VERSION', call: () => returned(1) },
      {
        fid: 3,
        name: 'PROBE_EXTENSION',
        call: (_context, [eid]) => returned(eid === EID_BASE || isPresent(eid) ? 1 : 0),
      },
      { fid: 4, name: 'GET_MVENDORID', call: () => returned(0) },
      { fid: 5, name: 'GET_MARCHID', call: () => returned(0) },
      { fid: 6, name: 'GET_MIMPID', call: () => returned(0) },
    ],
  };
}
