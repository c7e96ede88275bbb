/** Values of the ABI as rows: keys and values of storage, arguments of calls, what a contract hands back. */

import type { Labels, Value } from '../../chain/abi/value';
import { formatValue } from '../../chain/abi/value';
import { integerText } from '../../dwarf/values/integers';
import type { VariableView } from '../views';

/** Widths in the ABI's names of types, as `uint128` and `i64`. */
const WIDTH = /^u?i(?:nt)?(\d+)$/;
const AMOUNT_BITS = 128;

export function abiRow(
  name: string,
  value: Value,
  type: string | undefined,
  labels: Labels,
): VariableView {
  const children = childrenOf(value, labels);
  const row = {
    name,
    value: formatValue(value, labels),
    ...(type !== undefined && { type }),
    ...(children.length > 0 && { children: () => children.map(it => it()) }),
    readOnly: true,
  };
  return typeof value === 'bigint' ? { ...row, ...integerRow(value, type) } : row;
}

/** An amount of the chain's own currency, or any other number without a type. */
export function amountRow(name: string, value: bigint): VariableView {
  return { name, ...integerRow(value, undefined), readOnly: true };
}

function integerRow(
  value: bigint,
  type: string | undefined,
): Pick<VariableView, 'value' | 'valueIn'> {
  const bits = Number(WIDTH.exec(type ?? '')?.[1] ?? AMOUNT_BITS);
  return { value: integerText(value, bits, 10), valueIn: base => integerText(value, bits, base) };
}

type Child = () => VariableView;

function childrenOf(value: Value, labels: Labels): readonly Child[] {
  if (typeof value !== 'object' || value instanceof Uint8Array || 'address' in value) return [];
  const child = (name: string, it: Value): Child => {
    return () => abiRow(name, it, undefined, labels);
  };
  if ('items' in value) return value.items.map((it, at) => child(`[${at}]`, it));
  if ('tuple' in value) return value.tuple.map((it, at) => child(String(at), it));
  if ('option' in value) return value.option === undefined ? [] : [child('0', value.option)];
  return value.fields.map(it => child(it.name, it.value));
}
