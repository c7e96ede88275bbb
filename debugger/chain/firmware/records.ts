/** Layouts of what kernel and firmware hand each other; the Rust side is in guest/abi. Field order is wire order. */

import type { Codec, TypeOf } from '../codec/combinators';
import {
  address,
  bool32,
  bytes,
  constant32,
  fixedBytes,
  lenientText,
  list,
  oneOf32,
  optional,
  optionalIndex,
  padded,
  struct,
  text,
  u128,
  u32,
  u64,
} from '../codec/combinators';
import { STATUSES } from '../receipt';
import type { AccountWrite } from '../state';
import { RULES, TRANSACTION_KINDS } from '../transaction';
import type { Task } from './firmwareState';

export const transactionHeader = padded(
  struct({
    kind: oneOf32(...TRANSACTION_KINDS),
    rules: oneOf32(...RULES),
    to: address,
    from: address,
    value: u128,
    nonce: u64,
    gasLimit: u64,
    dataLength: u32,
    index: u32,
  }),
  8,
);

export const accountRecord = struct({
  balance: u128,
  nonce: u64,
  codeLength: u32,
  isContract: bool32,
  codeHash: fixedBytes(32), // Zero where there is no code.
});

/** As the kernel announces it and a snapshot keeps it. */
export const task = struct<Task>({
  id: u32,
  callerId: optionalIndex,
  satp: u32,
  trapFrame: u32,
  to: address,
  from: address,
  inputAddress: u32,
  inputLength: u32,
  value: u128,
  depth: u32,
  gasLimit: u64,
});

export const TASK_ANNOUNCEMENT_BYTES = 96;
export const taskAnnouncement = padded(task, 4);

const emission = struct({
  call: u32,
  emitter: address,
  depth: u32,
  pc: u32,
  /** What EVENT_FIRED answered when it happened. */
  ordinal: u32,
  data: bytes(),
});

const fault = struct({ cause: u32, pc: u32, value: u32 }); // All zero where there is none.

/** A call before and after what tells its place. */
export const callHead = { index: u32, parent: optionalIndex, depth: u32, pc: u32 };
export const callBody = {
  from: address,
  to: address,
  value: u128,
  input: bytes(),
  isKept: bool32,
  status: oneOf32(...STATUSES),
  errorCode: u32,
  data: bytes(),
};
export const callTail = {
  gasLimit: u64,
  gasUsed: u64,
  instructions: u64,
  syscalls: list(struct({ number: u32, count: u32, gas: u64 })),
  payments: list(struct({ from: address, to: address, value: u128 })),
  created: list(address),
  writes: list(struct({ key: text, before: optional(bytes()), after: optional(bytes()) })),
};
const call = struct({
  ...callHead,
  ordinal: u32,
  ...callBody,
  reason: lenientText,
  fault,
  ...callTail,
});

const accountHead = struct({
  address,
  balance: u128,
  nonce: u64,
  codeChanges: bool32,
  isContract: bool32,
});

/** The code follows the fixed part only if it changed. */
export const accountWrite: Codec<AccountWrite> = {
  write: (w, { code, ...kept }) => {
    accountHead.write(w, { ...kept, codeChanges: code !== undefined });
    if (code !== undefined) w.counted(code);
  },
  read: r => {
    const { address, balance, nonce, codeChanges, isContract } = accountHead.read(r);
    const code = codeChanges ? bytes().read(r) : undefined;
    return { address, balance, nonce, isContract, code };
  },
};

export const slotWrite = struct({ address, key: text, value: optional(bytes()) });

/** The receipt of the current transaction and all that it changed, in one record. */
export const commitRecord = struct({
  version: constant32(2),
  status: oneOf32(...STATUSES),
  errorCode: u32,
  gasUsed: u64,
  data: bytes(),
  reason: lenientText, // A contract chose it.
  fault,
  failedIn: address,
  events: list(emission),
  logs: list(emission),
  calls: list(call),
  accounts: list(accountWrite),
  slots: list(slotWrite),
});
export type CommitRecord = TypeOf<typeof commitRecord>;
