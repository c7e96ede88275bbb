/** CODE_CHANGED: what a transaction deploys before it is committed, for a debugger. It changes no result. */

import { MAX_IMAGE_STRICT } from '../abi.generated';
import { hashCode } from '../codeHash';
import type { FirmwareContext } from './context';
import type { Answer, FirmwareArguments } from './sbi';
import { SBI, addressIn, copyIn, refused, returned } from './sbi';

/** a0: address, a1: code, a2: its length. */
export function rememberCode(
  { memory, state }: FirmwareContext,
  [addressAt, codeAt, length]: FirmwareArguments,
): Answer {
  if (length > MAX_IMAGE_STRICT) return refused(SBI.ERR_INVALID_PARAM);
  const owner = addressIn(memory, addressAt);
  const code = copyIn(memory, codeAt, length);
  if (owner === undefined || code === undefined) return refused(SBI.ERR_INVALID_ADDRESS);
  state.pendingCode.set(owner, hashCode(code));
  return returned();
}
