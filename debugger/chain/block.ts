/** What a contract may ask about the block that it runs in. The same for all transactions of a bundle. */

export interface BlockContext {
  /** u64. */
  readonly number: bigint;
  /** Seconds since 1970, u64. Part of the bundle, so that every run says the same. */
  readonly timestamp: bigint;
  /** u64. */
  readonly chainId: bigint;
}

/** Where a bundle does not say: the first block of a chain for development, at the beginning of 2026. */
export const DEFAULT_BLOCK: BlockContext = {
  number: 1n,
  timestamp: 1_767_225_600n,
  chainId: 1337n,
};
