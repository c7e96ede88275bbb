/** Looks up what a scenario takes from earlier receipts. */

import type { ContractAbi, FunctionAbi } from '../abi/contractAbi';
import type { Address } from '../address';
import type { Receipt } from '../receipt';
import { receiptValues } from './receiptValues';
import type { Lookup } from './references';
import { valueAt } from './references';
import type { Scenario } from './scenario';

export interface Interfaces {
  readonly abiOf: (address: Address) => ContractAbi;
  /** By index of the transaction. */
  readonly functionAt: (index: number) => FunctionAbi | undefined;
}

export function earlierValues(
  { transactions }: Scenario,
  { abiOf, functionAt }: Interfaces,
  receipts: readonly Receipt[],
): Lookup {
  return reference => {
    const index = transactions.findIndex(it => it.as === reference.name);
    const receipt = receipts.find(it => it.index === index);
    if (receipt === undefined) {
      return { why: `${reference.text}: ${reference.name} has no receipt yet` };
    }
    return valueAt(receiptValues(receipt, { called: functionAt(index), abiOf }), reference);
  };
}
