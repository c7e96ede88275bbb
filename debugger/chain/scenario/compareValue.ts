/** Compares a value of the chain with what a scenario's JSON says it is. */

import type { Codec } from '../abi/codec';
import { sameValue } from '../abi/codec';
import type { Value } from '../abi/value';
import { formatValue } from '../abi/value';
import type { Json } from '../abi/valueJson';
import { isRefusal, valueFromJson } from '../abi/valueJson';
import type { ValueType } from '../abi/valueType';
import type { Path } from './document';
import type { Check } from './expectations';

export function compareValue(
  { resolved, labels, differ }: Check,
  path: Path,
  { type, codec }: { readonly type: ValueType; readonly codec: Codec },
  json: Json,
  actual: Value,
): void {
  const { addressOf } = resolved;
  const wanted = valueFromJson(type, json, { addressOf, types: codec.types });
  const shown = formatValue(actual, labels);
  if (isRefusal(wanted)) differ(path, wanted.refusal, shown);
  else if (!sameValue(codec, type, wanted, actual))
    differ(path, formatValue(wanted, labels), shown);
}
