/** What a stop gives conditions to speak of beside the program's own names: `old`, `new`, an event's fields. */

import type { Labels, Value } from '../../chain/abi/value';
import { formatValue } from '../../chain/abi/value';
import type { Bindings, Operand } from '../evaluate/evaluate';
import { LITERAL } from '../evaluate/integer';

export type Names = ReadonlyMap<string, Value>;

export const NO_NAMES: Names = new Map();

const NO_BINDINGS: Bindings = new Map();

export function bindingsOf(names: Names, labels: Labels): Bindings {
  if (names.size === 0) return NO_BINDINGS;
  return new Map([...names].map(([name, value]) => [name, operandOf(value, labels)]));
}

/** An integer has no type of its own here, so that it can be compared with any. */
function operandOf(value: Value, labels: Labels): Operand {
  if (typeof value === 'bigint') return integer(value);
  if (typeof value === 'boolean') return { kind: 'boolean', value };
  if (typeof value === 'string') return { kind: 'text', value };
  if ('address' in value) {
    const { address } = value;
    return { kind: 'address', address, label: labels.get(address) };
  }
  // What a slot holds that is not there: nothing to a reader, nought to who calculates.
  if ('option' in value && value.option === undefined) {
    return { kind: 'chain', object: { text: 'nothing', value: integer(0n) } };
  }
  return { kind: 'chain', object: { text: formatValue(value, labels) } };
}

function integer(value: bigint): Operand {
  return { kind: 'integer', type: LITERAL, value, isAddress: false };
}
