/** The block in which a contract leaves its result, 265 bytes. [aVM types: Result] */

import { RESULT_DATA_BYTES } from '../abi.generated';
import type { Codec, TypeOf } from './combinators';
import { bool, fixedBytes, mapped, struct, u32 } from './combinators';

/*
 *   0        1            5           9
 *   +--------+------------+-----------+----------------------------+
 *   | success| error_code | data_len  | data[256], zero after len  |
 *   +--------+------------+-----------+----------------------------+
 */
const wire = struct({
  success: bool,
  errorCode: u32,
  dataLength: u32,
  data: fixedBytes(RESULT_DATA_BYTES),
});

export interface Result {
  readonly success: boolean;
  readonly errorCode: number;
  /** At most 256 bytes. */
  readonly data: Uint8Array;
}

export const result: Codec<Result> = mapped(
  wire,
  ({ success, errorCode, data }): TypeOf<typeof wire> => {
    const block = new Uint8Array(Math.max(RESULT_DATA_BYTES, data.length));
    block.set(data);
    return { success, errorCode, dataLength: data.length, data: block };
  },
  ({ success, errorCode, dataLength, data }, r) => {
    if (dataLength > RESULT_DATA_BYTES) r.fail('too-long', `${dataLength} bytes, at most 256`);
    if (data.subarray(dataLength).some(it => it !== 0)) r.fail('not-zero-after-data');
    return { success, errorCode, data: data.slice(0, dataLength) };
  },
);
