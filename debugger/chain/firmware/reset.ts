/** The system reset extension: how the kernel ends the run. [SBI §10] */

import { EID_SRST } from '../abi.generated';
import type { FirmwareContext } from './context';
import type { FirmwareExtension } from './sbi';
import { SBI, refused } from './sbi';

const SHUTDOWN = 0;
const WARM_REBOOT = 2;
const NO_REASON = 0;
const SYSTEM_FAILURE = 1;

export const resetExtension: FirmwareExtension<FirmwareContext> = {
  eid: EID_SRST,
  name: 'SRST',
  functions: [
    {
      fid: 0,
      name: 'SYSTEM_RESET',
      call: (_context, [type, reason]) => {
        // The rest is reserved, or some platform's own. [SBI §10.1]
        if (type > WARM_REBOOT || reason > SYSTEM_FAILURE) return refused(SBI.ERR_INVALID_PARAM);
        // A reboot is absent by design: a run is one boot.
        if (type !== SHUTDOWN) return refused(SBI.ERR_NOT_SUPPORTED);
        return { kind: 'shutdown', failed: reason !== NO_REASON };
      },
    },
  ],
};
