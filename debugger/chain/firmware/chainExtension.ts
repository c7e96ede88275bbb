/** The firmware-specific extension through which the kernel reaches the chain: all of its functions, one row each. */

import * as abi from '../abi.generated';
import { readAccount, readCode, readStorage } from './accounts';
import { readBlock } from './block';
import { rememberCode } from './code';
import { commit } from './commit';
import type { FirmwareContext } from './context';
import { hashKeccak256, hashSha256, recoverKey, verifySignature } from './crypto';
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
    { fid: abi.BLOCK_READ, name: 'BLOCK_READ', call: readBlock },
    { fid: abi.HASH_KECCAK_256, name: 'HASH_KECCAK_256', call: hashKeccak256 },
    { fid: abi.HASH_SHA_256, name: 'HASH_SHA_256', call: hashSha256 },
    { fid: abi.SIGNATURE_VERIFY, name: 'SIGNATURE_VERIFY', call: verifySignature },
    { fid: abi.SIGNATURE_RECOVER, name: 'SIGNATURE_RECOVER', call: recoverKey },
    { fid: abi.CODE_CHANGED, name: 'CODE_CHANGED', call: rememberCode },
  ],
};
