/**
 * A chain's snapshot as bytes, for another process that runs the same bundle over the same store. Little-endian:
 *
 *   "aVMc"  version  keccak-256 of the bundle  machine                  firmware, ended, epitaph, receipts, written keys
 *   u32     u32      32 bytes                  length u32, see vm/      see snapshotRecords.ts
 *
 * The kernel is in the machine's memory. The bundle and the store, which a run does not change, stay outside.
 */

import { keccak_256 } from '@noble/hashes/sha3.js';
import { ByteReader } from '../shared/byteReader';
import { ByteWriter } from '../shared/byteWriter';
import type { MachineSnapshot } from '../vm/machine';
import { readSnapshot, writeSnapshot } from '../vm/snapshotFile';
import type { Codec } from './codec/combinators';
import { encode, mapped, oneOf, optional, struct, text } from './codec/combinators';
import { Overlay } from './database/overlay';
import type { ChainSnapshot } from './snapshot';
import { firmwareState, receiptsOf, transactions, writtenKeys } from './snapshotRecords';
import { ChainState, memoryStore } from './state';
import type { Transaction } from './transaction';

const MAGIC = 0x634d_5661;
const VERSION = 1;
const HASH_BYTES = 32;

const machine: Codec<MachineSnapshot> = {
  write: (w, snapshot) => w.counted(writeSnapshot(snapshot)),
  read: r => {
    const length = r.u32();
    const base = r.base + r.offset;
    return readSnapshot(r.slice(length), r.source, base);
  },
};

const state: Codec<ChainState> = mapped(
  writtenKeys,
  it => [...it.written()].map(([key, value]) => ({ key, value: value ?? undefined })),
  entries => {
    const written = new Map(entries.map(({ key, value }) => [key, value ?? null]));
    return new ChainState(memoryStore(), new Overlay([written]));
  },
);

function snapshotOf(bundle: readonly Transaction[]): Codec<ChainSnapshot> {
  return struct<ChainSnapshot>({
    machine,
    firmware: firmwareState,
    ended: optional(oneOf('complete', 'kernelDied')),
    epitaph: optional(text),
    receipts: receiptsOf(bundle),
    state,
  });
}

export function writeChainSnapshot(
  snapshot: ChainSnapshot,
  bundle: readonly Transaction[],
): Uint8Array {
  const w = new ByteWriter().u32(MAGIC).u32(VERSION).raw(hashBundle(bundle));
  snapshotOf(bundle).write(w, snapshot);
  return w.finish();
}

/**
 * @param bundle what the run that goes on will be given; it has to be what the other one was given
 * @throws MalformedInput, with the place
 */
export function readChainSnapshot(
  bytes: Uint8Array,
  source: string,
  bundle: readonly Transaction[],
): ChainSnapshot {
  // A Buffer's slices would be views, and Buffers; what is read has to stand by itself.
  const plain = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
  const r = new ByteReader(plain, source);
  if (r.u32() !== MAGIC) r.fail('not-a-chain-snapshot');
  const version = r.u32();
  if (version !== VERSION) r.fail('snapshot-version', `${version}, this is ${VERSION}`);
  const hash = hashBundle(bundle);
  if (r.slice(HASH_BYTES).some((byte, at) => byte !== hash[at])) r.fail('snapshot-other-bundle');
  const snapshot = snapshotOf(bundle).read(r);
  const { transactionIndex } = snapshot.firmware;
  if (transactionIndex !== undefined && transactionIndex >= bundle.length) {
    r.fail('snapshot-transaction', `${transactionIndex} of ${bundle.length}`);
  }
  if (!r.atEnd) r.fail('snapshot-longer-than-its-parts');
  return snapshot;
}

function hashBundle(bundle: readonly Transaction[]): Uint8Array {
  return keccak_256(encode(transactions, bundle));
}
