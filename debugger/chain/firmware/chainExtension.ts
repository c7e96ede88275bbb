/** The firmware-specific extension through which the kernel reaches the chain: all of its functions, one row each. */

import * as abi from '../abi.generated';
import { readAccount, readCode, readStorage } from './accounts';
import { commit } from './commit';
import type { FirmwareContext } from './context';
import type { FirmwareExtension } from './sbi';
import { rememberSlot } from './slots';
import { endTask, rememberEvent, startTask } from './tasks';
import { copyTransactionData, nextTransaction } from './transactions';

export const chainExtension: FirmwareExtension<FirmwareContext> = {
  eid: abi.EID_CHAIN,
  name: 'CHAIN',
  functions: [
    { fid: abi.TRANSACTION_NEXT, name: 'TRANSACTION_NEXT', call: nextTransaction },
    { fid: abi.TRANSACTION_DATA, name: 'TRANSACTION_DATA', call: copyTransactionData },
    { fid: abi.ACCOUNT_READ, name: 'ACCOUNT_READ', call: readAccount },
    { fid: abi.CODE_READ, name: 'CODE_READ', call: readCode },
    { fid: abi.STORAGE_READ, name: 'STORAGE_READ', call: readStorage },
    { fid: abi.COMMIT, name: 'COMMIT', call: commit },
    { fid: abi.TASK_STARTED, name: 'TASK_STARTED', call: startTask },
    { fid: abi.TASK_ENDED, name: 'TASK_ENDED', call: endTask },
    { fid: abi.EVENT_FIRED, name: 'EVENT_FIRED', call: rememberEvent },
    { fid: abi.SLOT_CHANGED, name: 'SLOT_CHANGED', call: rememberSlot },
  ],
};
