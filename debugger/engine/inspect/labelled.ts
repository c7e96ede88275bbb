/** Addresses of the chain with the scenario's names for them, wherever a value shows one. */

import type { Address } from '../../chain/address';
import type { VariableView } from '../views';

/** An account's address as clibc's type is shown: 20 bytes, without a gap. */
const ADDRESS = /\b0x([0-9a-f]{40})\b/g;

/** The same row; its value and those below it say whose address they are. */
export function labelled(view: VariableView, labels: ReadonlyMap<Address, string>): VariableView {
  const value = view.value.replace(ADDRESS, (text, digits: string) => {
    const label = labels.get(digits as Address);
    return label === undefined ? text : `${text} (${label})`;
  });
  const { children } = view;
  if (children === undefined) return value === view.value ? view : { ...view, value };
  return { ...view, value, children: () => children().map(it => labelled(it, labels)) };
}
