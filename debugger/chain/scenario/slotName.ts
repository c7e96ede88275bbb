/** A slot as a person names it: `supply`, `balances[alice]`, `allowances[alice, bob]`, or its raw key, `supply:`. */

import type { Labels } from '../abi/value';
import type { Address } from '../address';
import { formatAddress } from '../address';

export interface SlotName {
  readonly name: string;
  /** What is between the brackets; undefined where there are none. */
  readonly keys: readonly string[] | undefined;
}

export function readSlotName(text: string): SlotName {
  const [, name, keys] = /^([^[]*)\[(.*)\]$/s.exec(text) ?? [];
  if (name === undefined || keys === undefined) return { name: text, keys: undefined };
  return { name, keys: keys.split(',').map(it => it.trim()) };
}

/** As State shows it: with labels in the places of addresses that have one. */
export function shownSlotName(
  text: string,
  addressOf: (text: string) => Address | undefined,
  labels: Labels,
): string {
  const { name, keys } = readSlotName(text);
  if (keys === undefined) return text;
  const shown = keys.map(it => {
    const address = addressOf(it);
    return address === undefined ? it : formatAddress(address, labels);
  });
  return `${name}[${shown.join(', ')}]`;
}
