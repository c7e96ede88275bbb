/** What a transaction changed, entry by entry with what was there before; what it wrote as it was is left out. */

import { bytesToHex } from '../../shared/hex';
import type { Address } from '../address';
import { hashCode } from '../codeHash';
import type { CallWrite, Receipt } from '../receipt';
import type { AccountWrite } from '../state';

export interface AccountImage {
  readonly balance: bigint;
  readonly nonce: bigint;
  readonly isContract: boolean;
  /** Empty without code. */
  readonly codeHash: string;
}

/** undefined: there was no account. */
export interface AccountChange {
  readonly address: Address;
  readonly before: AccountImage | undefined;
  readonly after: AccountImage;
}

export interface SlotChange extends CallWrite {
  readonly address: Address;
}

export function accountChanges({ writes, before }: Receipt): AccountChange[] {
  return writes.accounts
    .map((it, at) => {
      const record = before.accounts[at];
      const old = record && {
        balance: record.balance,
        nonce: record.nonce,
        isContract: record.isContract,
        codeHash: record.codeLength === 0 ? '' : bytesToHex(record.codeHash),
      };
      return { address: it.address, before: old, after: imageAfter(it, old?.codeHash ?? '') };
    })
    .filter(({ before: old, after }) => old === undefined || !isSameAccount(old, after));
}

export function slotChanges({ writes, before }: Receipt): SlotChange[] {
  return writes.slots
    .map(({ address, key, value }, at) => ({
      address,
      key,
      before: before.slots[at],
      after: value,
    }))
    .filter(isChange);
}

/** The slots that one call changed, whether or not that was taken back. */
export function changesOf(address: Address, writes: readonly CallWrite[]): SlotChange[] {
  return writes.filter(isChange).map(it => ({ address, ...it }));
}

function imageAfter({ balance, nonce, isContract, code }: AccountWrite, old: string): AccountImage {
  return { balance, nonce, isContract, codeHash: code === undefined ? old : hashCode(code) };
}

function isSameAccount(a: AccountImage, b: AccountImage): boolean {
  return (
    a.balance === b.balance &&
    a.nonce === b.nonce &&
    a.isContract === b.isContract &&
    a.codeHash === b.codeHash
  );
}

function isChange({ before, after }: Pick<CallWrite, 'before' | 'after'>): boolean {
  if (before === undefined || after === undefined) return before !== after;
  return before.length !== after.length || before.some((it, at) => it !== after[at]);
}
