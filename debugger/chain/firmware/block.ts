/** BLOCK_READ: what the bundle says of the block that the transaction is in. */

import type { Codec } from '../codec/combinators';
import { struct, u64 } from '../codec/combinators';
import type { BlockContext } from '../block';
import type { FirmwareContext } from './context';
import type { Answer, FirmwareArguments } from './sbi';
import { SBI, refused, returned, writeRecord } from './sbi';

const blockContext: Codec<BlockContext> = struct<BlockContext>({
  number: u64,
  timestamp: u64,
  chainId: u64,
});

/** a0: where it goes, 24 bytes. */
export function readBlock(
  { memory, block, bundle, state }: FirmwareContext,
  [destination]: FirmwareArguments,
): Answer {
  const own = bundle.blockAt?.(state.transactionIndex ?? 0);
  return writeRecord(memory, blockContext, destination, own ?? block)
    ? returned()
    : refused(SBI.ERR_INVALID_ADDRESS);
}
