/** Compares a value of the chain with what a scenario's JSON says it is. */

import type { Json, Value } from '../abi/value';
import { formatValue, isRefusal, sameValue, valueFromJson } from '../abi/value';
import type { ValueType } from '../abi/valueType';
import type { Path } from './document';
import type { Check } from './expectations';

export function compareValue(
  { resolved, labels, differ }: Check,
  path: Path,
  type: ValueType,
  json: Json,
  actual: Value,
): void {
  const wanted = valueFromJson(type, json, resolved.addressOf);
  const shown = formatValue(actual, labels);
  if (isRefusal(wanted)) differ(path, wanted.refusal, shown);
  else if (!sameValue(type, wanted, actual)) differ(path, formatValue(wanted, labels), shown);
}
