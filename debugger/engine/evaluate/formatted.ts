/** Rows with their integers in another base. */

import type { NumberBase, VariableView } from '../views';
import { INTEGER_TYPES } from './integer';

export type Base = NumberBase;

const PREFIXES: Readonly<Record<Base, string>> = { 2: '0b', 8: '0o', 10: '', 16: '0x' };

/** Bits that one digit stands for. */
const DIGIT_BITS: Readonly<Record<Base, number>> = { 2: 1, 8: 3, 10: 0, 16: 4 };

/** The same row and those below it: what is one integer changes, whatever else there is stays. */
export function inBase(view: VariableView, base: Base): VariableView {
  const { children } = view;
  return {
    ...view,
    value: view.valueIn?.(base) ?? integerIn(base, view.value, view.type),
    ...(children && { children: page => children(page).map(it => inBase(it, base)) }),
  };
}

function integerIn(base: Base, text: string, typeName: string | undefined): string {
  const type = INTEGER_TYPES.get(typeName ?? '');
  if (type === undefined || !/^(?:-?[\d_]+|0x[\da-f]+)$/.test(text)) return text;
  const digits = text.replaceAll('_', '');
  const value = digits.startsWith('-') ? -BigInt(digits.slice(1)) : BigInt(digits);
  if (base === 10) {
    return String(type.isSigned ? BigInt.asIntN(type.bits, value) : value);
  }
  const unsigned = BigInt.asUintN(type.bits, value);
  const width = Math.ceil(type.bits / DIGIT_BITS[base]);
  return PREFIXES[base] + unsigned.toString(base).padStart(width, '0');
}
