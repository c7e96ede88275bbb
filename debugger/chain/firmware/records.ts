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
  readBy,
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
export const task = readBy(
  struct<Task>({
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
  }),
  r => ({
    id: r.u32(),
    callerId: optionalIndex.read(r),
    satp: r.u32(),
    trapFrame: r.u32(),
    to: address.read(r),
    from: address.read(r),
    inputAddress: r.u32(),
    inputLength: r.u32(),
    value: r.u128(),
    depth: r.u32(),
    gasLimit: r.u64(),
  }),
);

export const TASK_ANNOUNCEMENT_BYTES = 96;
export const taskAnnouncement = padded(task, 4);

const data = bytes();
const optionalData = optional(data);

const emission = readBy(
  struct({
    call: u32,
    emitter: address,
    depth: u32,
    pc: u32,
    /** What EVENT_FIRED answered when it happened. */
    ordinal: u32,
    data,
  }),
  r => ({
    call: r.u32(),
    emitter: address.read(r),
    depth: r.u32(),
    pc: r.u32(),
    ordinal: r.u32(),
    data: data.read(r),
  }),
);

/** All zero where there is none. */
const fault = readBy(struct({ cause: u32, pc: u32, value: u32 }), r => ({
  cause: r.u32(),
  pc: r.u32(),
  value: r.u32(),
}));

/** A call before and after what tells its place. */
export const callHead = { index: u32, parent: optionalIndex, depth: u32, pc: u32 };
export const callBody = {
  from: address,
  to: address,
  value: u128,
  input: data,
  isKept: bool32,
  status: oneOf32(...STATUSES),
  errorCode: u32,
  data,
};
export const callTail = {
  gasLimit: u64,
  gasUsed: u64,
  instructions: u64,
  syscalls: list(
    readBy(struct({ number: u32, count: u32, gas: u64 }), r => ({
      number: r.u32(),
      count: r.u32(),
      gas: r.u64(),
    })),
  ),
  payments: list(struct({ from: address, to: address, value: u128 })),
  created: list(address),
  writes: list(
    readBy(struct({ key: text, before: optionalData, after: optionalData }), r => ({
      key: text.read(r),
      before: optionalData.read(r),
      after: optionalData.read(r),
    })),
  ),
};
const call = readBy(
  struct({ ...callHead, ordinal: u32, ...callBody, reason: lenientText, fault, ...callTail }),
  r => ({
    index: r.u32(),
    parent: optionalIndex.read(r),
    depth: r.u32(),
    pc: r.u32(),
    ordinal: r.u32(),
    from: address.read(r),
    to: address.read(r),
    value: r.u128(),
    input: data.read(r),
    isKept: bool32.read(r),
    status: callBody.status.read(r),
    errorCode: r.u32(),
    data: data.read(r),
    reason: lenientText.read(r),
    fault: fault.read(r),
    gasLimit: r.u64(),
    gasUsed: r.u64(),
    instructions: r.u64(),
    syscalls: callTail.syscalls.read(r),
    payments: callTail.payments.read(r),
    created: callTail.created.read(r),
    writes: callTail.writes.read(r),
  }),
);

const accountHead = readBy(
  struct({ address, balance: u128, nonce: u64, codeChanges: bool32, isContract: bool32 }),
  r => ({
    address: address.read(r),
    balance: r.u128(),
    nonce: r.u64(),
    codeChanges: bool32.read(r),
    isContract: bool32.read(r),
  }),
);

/** The code follows the fixed part only if it changed. */
export const accountWrite: Codec<AccountWrite> = {
  write: (w, { code, ...kept }) => {
    accountHead.write(w, { ...kept, codeChanges: code !== undefined });
    if (code !== undefined) w.counted(code);
  },
  read: r => {
    const { address, balance, nonce, codeChanges, isContract } = accountHead.read(r);
    const code = codeChanges ? data.read(r) : undefined;
    return { address, balance, nonce, isContract, code };
  },
};

export const slotWrite = readBy(struct({ address, key: text, value: optionalData }), r => ({
  address: address.read(r),
  key: text.read(r),
  value: optionalData.read(r),
}));

/** The receipt of the current transaction and all that it changed, in one record. */
const commitFields = {
  version: constant32(2),
  status: oneOf32(...STATUSES),
  errorCode: u32,
  gasUsed: u64,
  data,
  reason: lenientText, // A contract chose it.
  fault,
  failedIn: address,
  events: list(emission),
  logs: list(emission),
  calls: list(call),
  accounts: list(accountWrite),
  slots: list(slotWrite),
};
export const commitRecord = readBy(struct(commitFields), r => ({
  version: commitFields.version.read(r),
  status: commitFields.status.read(r),
  errorCode: r.u32(),
  gasUsed: r.u64(),
  data: data.read(r),
  reason: lenientText.read(r),
  fault: fault.read(r),
  failedIn: address.read(r),
  events: commitFields.events.read(r),
  logs: commitFields.logs.read(r),
  calls: commitFields.calls.read(r),
  accounts: commitFields.accounts.read(r),
  slots: commitFields.slots.read(r),
}));
export type CommitRecord = TypeOf<typeof commitRecord>;
