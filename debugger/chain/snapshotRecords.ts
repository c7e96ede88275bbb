/** Layouts of what the host remembers of a run, in the file of a snapshot. Field order is wire order. */

import type { Codec } from './codec/combinators';
import {
  address,
  bool,
  bytes,
  list,
  mapped,
  oneOf,
  optional,
  optionalIndex,
  struct,
  text,
  u128,
  u32,
  u64,
} from './codec/combinators';
import { accountRecord } from './database/keys';
import type { FirmwareState, PlacedEvent } from './firmware/firmwareState';
import { FIRED_KINDS } from './firmware/firmwareState';
import { accountWrite, callBody, callHead, callTail, slotWrite, task } from './firmware/records';
import { slotId } from './firmware/slots';
import type { CallRecord, Emission, Receipt, Trap } from './receipt';
import { STATUSES } from './receipt';
import type { Transaction } from './transaction';
import { TRANSACTION_KINDS } from './transaction';

/** Machine positions need more than 32 bits and fit a double. */
const position: Codec<number> = mapped(
  u64,
  value => BigInt(value),
  (value, r) => {
    const near = Number(value);
    return Number.isSafeInteger(near) ? near : r.fail('snapshot-position', `${value}`);
  },
);

const place = struct({ path: text, line: u32, column: u32 });

const placedEvent = struct<PlacedEvent>({
  ordinal: u32,
  kind: oneOf(...FIRED_KINDS),
  pc: u32,
  position,
  task: optional(task),
  place: optional(place),
});

const firmwareFields = struct({
  transactionIndex: optionalIndex,
  committed: bool,
  exhausted: bool,
  tasks: list(task),
  fired: list(placedEvent),
  pendingSlots: list(slotWrite),
  pendingCode: list(struct({ address, hash: text })),
  consoleTail: bytes(),
});

export const firmwareState: Codec<FirmwareState> = mapped(
  firmwareFields,
  it => ({
    ...it,
    pendingSlots: [...it.pendingSlots.values()],
    pendingCode: [...it.pendingCode].map(([address, hash]) => ({ address, hash })),
    consoleTail: Uint8Array.from(it.consoleTail),
  }),
  it => ({
    ...it,
    fired: [...it.fired],
    pendingSlots: new Map(it.pendingSlots.map(slot => [slotId(slot), slot])),
    pendingCode: new Map(it.pendingCode.map(({ address, hash }) => [address, hash])),
    consoleTail: [...it.consoleTail],
  }),
);

const emission = struct<Emission>({
  call: u32,
  emitter: address,
  depth: u32,
  pc: u32,
  position: optional(position),
  place: optional(place),
  data: bytes(),
});

const trap = optional(struct<Trap>({ cause: u32, pc: u32, value: u32, contract: address }));

const call = struct<CallRecord>({
  ...callHead,
  position: optional(position),
  place: optional(place),
  ...callBody,
  reason: optional(text),
  trap,
  ...callTail,
});

/** Without its transaction and its index, which its place in the list says. */
export const outcome = struct<Omit<Receipt, 'index' | 'transaction'>>({
  status: oneOf(...STATUSES),
  errorCode: u32,
  gasUsed: u64,
  data: bytes(),
  reason: optional(text),
  trap,
  failedIn: optional(address),
  events: list(emission),
  logs: list(emission),
  calls: list(call),
  writes: struct({ accounts: list(accountWrite), slots: list(slotWrite) }),
  before: struct({ accounts: list(optional(accountRecord)), slots: list(optional(bytes())) }),
});

/** The receipts of the first transactions of a bundle. */
export function receiptsOf(bundle: readonly Transaction[]): Codec<readonly Receipt[]> {
  return mapped(
    list(outcome),
    receipts => receipts,
    (outcomes, r) =>
      outcomes.map((it, index) => {
        const transaction = bundle[index];
        return transaction === undefined
          ? r.fail('snapshot-receipts', `${outcomes.length} for ${bundle.length} transactions`)
          : { index, transaction, ...it };
      }),
  );
}

/** What of a transaction decides about a run: all of it, where aVM's own form lacks the limit. */
export const transaction: Codec<Transaction> = mapped(
  struct({
    kind: oneOf(...TRANSACTION_KINDS),
    from: address,
    to: address,
    value: u128,
    nonce: optional(u64),
    data: bytes(),
    gasLimit: u64,
  }),
  it => ({ ...it, nonce: it.nonce === 'next' ? undefined : it.nonce }),
  it => ({ ...it, nonce: it.nonce ?? 'next' }),
);

export const transactions = list(transaction);

/** A key of the state's database above its store; undefined where it was deleted. */
export const writtenKeys = list(struct({ key: text, value: optional(bytes()) }));
