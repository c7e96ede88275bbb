/** aVM's bytes of a receipt and of a receipt list. [aVM types: TransactionReceipt] */

import { RESULT_DATA_BYTES } from '../abi.generated';
import type { Receipt } from '../receipt';
import type { TypeOf } from './combinators';
import { bool, bytes, decode, encode, list, sized, struct, u32 } from './combinators';
import { transaction } from './transaction';

const receipt = struct({
  transaction,
  success: bool,
  errorCode: u32,
  data: bytes(RESULT_DATA_BYTES),
  events: list(bytes()),
});

/** What aVM keeps of a receipt: no gas, no reason, no emitter of an event. */
export type AvmReceipt = TypeOf<typeof receipt>;

const receipts = list(sized(receipt));

export function encodeReceipts(all: readonly AvmReceipt[]): Uint8Array {
  return encode(receipts, all);
}

export function decodeReceipts(encoded: Uint8Array, source: string): readonly AvmReceipt[] {
  return decode(receipts, encoded, source);
}

/** Narrows one of our receipts to what aVM can say. */
export function toAvmReceipt(it: Omit<Receipt, 'index'>): AvmReceipt {
  return {
    transaction: it.transaction,
    success: it.status === 'success',
    errorCode: it.errorCode,
    data: it.data.slice(0, RESULT_DATA_BYTES),
    events: it.events.map(event => event.data),
  };
}
