/** The system reset extension: how the kernel ends the run. [SBI §10] */

import { EID_SRST } from '../abi.generated';
import type { FirmwareContext } from './context';
import type { FirmwareExtension } from './sbi';
import { SBI, refused } from './sbi';

const SHUTDOWN = 0;
const NO_REASON = 0;

export const resetExtension: FirmwareExtension<FirmwareContext> = {
  eid: EID_SRST,
  name: 'SRST',
  functions: [
    {
      fid: 0,
      name: 'SYSTEM_RESET',
      // A reboot is absent by design: a run is one boot.
      call: (_context, [type, reason]) =>
        type === SHUTDOWN
          ? { kind: 'shutdown', failed: reason !== NO_REASON }
          : refused(SBI.ERR_NOT_SUPPORTED),
    },
  ],
};
