/** Accounts as plain JSON for views, with storage decoded. */

import type { AccountView, SlotView } from '../../protocol';
import { bytesToHex } from '../../shared/hex';
import { decodeStorage } from '../abi/storage';
import type { Address } from '../address';
import type { AccountState } from '../state';
import type { DescribeContext } from './context';
import { abiAt, programAt } from './context';

/** Every account that the run has touched, in ascending order of addresses. */
export function describeAccounts(context: DescribeContext): AccountView[] {
  return [...context.state.accounts()].map(([address, it]) =>
    describeAccount(context, address, it),
  );
}

function describeAccount(
  context: DescribeContext,
  address: Address,
  account: AccountState,
): AccountView {
  const label = context.labels.get(address);
  const program = programAt(context, address);
  return {
    address,
    ...(label !== undefined && { label }),
    balance: account.balance.toString(),
    nonce: account.nonce.toString(),
    isContract: account.isContract,
    codeSize: account.code.length,
    ...(account.codeHash !== '' && { codeHash: account.codeHash }),
    ...(program && { program: program.name }),
    storage: describeStorage(context, address, account.storage),
  };
}

/** The slots of one account, in ascending order of their keys. */
export function describeStorage(
  context: DescribeContext,
  address: Address,
  storage: ReadonlyMap<string, Uint8Array>,
): SlotView[] {
  const abi = abiAt(context, address);
  return [...storage].map(([key, value]) => {
    const { domain, label, text } = decodeStorage(abi, key, value, context.labels);
    return { key, domain, label, value: bytesToHex(value), text };
  });
}
