/** The firmware-specific extension through which the kernel reaches the chain: all of its functions, one row each. */

import { readAccount, readCode, readStorage } from './accounts';
import { commit } from './commit';
import type { FirmwareContext } from './context';
import type { FirmwareExtension } from './sbi';
import { endTask, rememberEvent, startTask } from './tasks';
import { copyTransactionData, nextTransaction } from './transactions';

export const chainExtension: FirmwareExtension<FirmwareContext> = {
  eid: 0x0a61564d,
  name: 'CHAIN',
  functions: [
    { fid: 0, name: 'TRANSACTION_NEXT', call: nextTransaction },
    { fid: 1, name: 'TRANSACTION_DATA', call: copyTransactionData },
    { fid: 2, name: 'ACCOUNT_READ', call: readAccount },
    { fid: 3, name: 'CODE_READ', call: readCode },
    { fid: 4, name: 'STORAGE_READ', call: readStorage },
    { fid: 5, name: 'COMMIT', call: commit },
    { fid: 6, name: 'TASK_STARTED', call: startTask },
    { fid: 7, name: 'TASK_ENDED', call: endTask },
    { fid: 8, name: 'EVENT_FIRED', call: rememberEvent },
  ],
};
