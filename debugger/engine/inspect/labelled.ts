/** Addresses of the chain with the scenario's names for them, wherever a value shows one. */

import type { Address } from '../../chain/address';
import type { VariableView } from '../views';

/** An account's address as clibc's type is shown: 20 bytes, without a gap. */
const ADDRESS = /\b0x([0-9a-f]{40})\b/g;

/** The same row; its value and those below it say whose address they are. */
export function labelled(view: VariableView, labels: ReadonlyMap<Address, string>): VariableView {
  const named = (text: string): string =>
    text.replace(ADDRESS, (digits, hex: string) => {
      const label = labels.get(hex as Address);
      return label === undefined ? digits : `${label} (${digits})`;
    });
  const { value, valueIn, children } = view;
  return {
    ...view,
    name: named(view.name),
    value: named(value),
    ...(valueIn && { valueIn: base => named(valueIn(base)) }),
    ...(children && { children: page => children(page).map(it => labelled(it, labels)) }),
  };
}
