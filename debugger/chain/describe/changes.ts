/** What a transaction changed, in words: balances, nonces and code by the account's name, slots by what the ABI calls them. */

import type { ChangeView } from '../../protocol';
import { decodeStorage } from '../abi/storage';
import type { Address } from '../address';
import { formatAddress } from '../address';
import type { Receipt } from '../receipt';
import type { AccountImage, SlotChange } from '../receipts/changes';
import { accountChanges, slotChanges } from '../receipts/changes';
import type { DescribeContext } from './context';
import { abiAt } from './context';

const NOTHING = 'nothing';

/** Nonces of senders are left out: they change with every transaction. */
export function describeChanges(context: DescribeContext, receipt: Receipt): ChangeView[] {
  const accounts = accountChanges(receipt).flatMap(({ address, before, after }) => {
    const name = formatAddress(address, context.labels);
    const change = (what: string, of: (it: AccountImage) => string): ChangeView => ({
      label: `${name}: ${what}`,
      before: before === undefined ? NOTHING : of(before),
      after: of(after),
    });
    const all = [
      change('balance', it => String(it.balance)),
      change('code', it => (it.codeHash === '' ? 'none' : it.codeHash)),
    ];
    return all.filter(it => it.before !== it.after && !(it.before === NOTHING && isEmpty(it)));
  });
  return [...accounts, ...slotChanges(receipt).map(it => describeSlotChange(context, it))];
}

export function describeSlotChange(context: DescribeContext, it: SlotChange): ChangeView {
  const name = formatAddress(it.address, context.labels);
  return {
    label: `${name}.${labelOf(context, it)}`,
    before: textOf(context, it.address, it.key, it.before),
    after: textOf(context, it.address, it.key, it.after),
  };
}

function labelOf(context: DescribeContext, { address, key, before, after }: SlotChange): string {
  const value = after ?? before ?? new Uint8Array();
  return decodeStorage(abiAt(context, address), key, value, context.labels).label;
}

function textOf(
  context: DescribeContext,
  address: Address,
  key: string,
  value: Uint8Array | undefined,
): string {
  if (value === undefined) return NOTHING;
  return decodeStorage(abiAt(context, address), key, value, context.labels).text;
}

const isEmpty = ({ after }: ChangeView): boolean => after === '0' || after === 'none';
