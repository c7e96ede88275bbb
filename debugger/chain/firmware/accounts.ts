/** ACCOUNT_READ, CODE_READ and STORAGE_READ: committed state, read when it is first asked for. */

import { SLOT_ABSENT } from '../abi.generated';
import type { FirmwareContext } from './context';
import { accountRecord } from './records';
import type { Answer, FirmwareArguments } from './sbi';
import { SBI, addressIn, copyOut, refused, returned, waiting, writeRecord } from './sbi';
import { slotName } from './slotName';

/** a0: address, a1: where the record goes. Answers 1, or 0 if there is no such account. */
export function readAccount(
  { memory, chain }: FirmwareContext,
  [addressAt, destination]: FirmwareArguments,
): Answer {
  const owner = addressIn(memory, addressAt);
  if (owner === undefined) return refused(SBI.ERR_INVALID_ADDRESS);
  const account = chain.readAccount(owner);
  if ('wait' in account) return waiting(account.wait);
  if (account.value === undefined) return returned(0);
  return writeRecord(memory, accountRecord, destination, account.value)
    ? returned(1)
    : refused(SBI.ERR_INVALID_ADDRESS);
}

/** a0: address, a1: offset, a2: destination, a3: length. Answers the bytes copied. */
export function readCode(
  { memory, chain }: FirmwareContext,
  [addressAt, offset, destination, length]: FirmwareArguments,
): Answer {
  const owner = addressIn(memory, addressAt);
  if (owner === undefined) return refused(SBI.ERR_INVALID_ADDRESS);
  const code = chain.readCode(owner);
  if ('wait' in code) return waiting(code.wait);
  const part = code.value.subarray(offset, offset + length);
  return copyOut(memory, destination, part);
}

/** a0: address, a1: key, a2: its length, a3: destination, a4: capacity. Answers the value's length, or all ones. */
export function readStorage(
  { memory, chain }: FirmwareContext,
  [addressAt, keyAt, keyLength, destination, capacity]: FirmwareArguments,
): Answer {
  const named = slotName(memory, addressAt, keyAt, keyLength);
  if ('error' in named) return refused(named.error);
  const { owner, key } = named;
  const slot = chain.readSlot(owner, key);
  if ('wait' in slot) return waiting(slot.wait);
  if (slot.value === undefined) return returned(SLOT_ABSENT);
  if (slot.value.length > capacity) return returned(slot.value.length);
  return copyOut(memory, destination, slot.value);
}
