/** What a contract of aVM's binary form has written for whoever called it, as far as it has. [aVM types: result bytes] */

import { RESULT_ADDRESS, RESULT_BYTES, RESULT_DATA_BYTES } from '../../chain/abi.generated';
import type { Task } from '../../chain/run';
import { bytesToHex, hex32 } from '../../shared/hex';
import type { Target } from '../target';
import type { VariableView } from '../views';

/** success, error_code and data_len come before the data. */
const ERROR_CODE = 1;
const DATA_LENGTH = 5;
const DATA = RESULT_BYTES - RESULT_DATA_BYTES;

/** undefined where the block's page is not mapped: other contracts hand their result to the kernel. */
export function resultBlock(target: Target, { satp }: Task): VariableView | undefined {
  const bytes = target.machine.readVirtual(RESULT_ADDRESS, RESULT_BYTES, satp);
  if (bytes.length < RESULT_BYTES) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const success = bytes[0] === 1;
  const error = view.getUint32(ERROR_CODE, true);
  const length = view.getUint32(DATA_LENGTH, true);
  const isSane = length <= RESULT_DATA_BYTES && (bytes[0] ?? 0) <= 1;
  const data = `0x${bytesToHex(bytes.subarray(DATA, DATA + Math.min(length, RESULT_DATA_BYTES)))}`;
  const reference = { memoryReference: hex32(RESULT_ADDRESS), readOnly: true };
  // The kernel hands out zeroed pages: a failure without a code is not told apart from that.
  if (!isSane || bytes.every(it => it === 0)) {
    return { name: 'result', value: '<nothing yet>', ...reference };
  }
  const outcome = success ? 'success' : `failure, error ${error}`;
  return {
    name: 'result',
    value: length === 0 ? outcome : `${outcome}, ${data}`,
    ...reference,
    children: () => [
      { name: 'success', value: String(success), type: 'bool', readOnly: true },
      { name: 'error_code', value: String(error), type: 'u32', readOnly: true },
      { name: 'data', value: data, type: `[u8; ${length}]`, readOnly: true },
    ],
  };
}
