/** Compares a value of the chain with what a scenario's JSON says it is. */

import type { Codec } from '../abi/codec';
import { sameValue } from '../abi/codec';
import type { Value } from '../abi/value';
import { formatValue } from '../abi/value';
import type { Json } from '../abi/valueJson';
import { isRefusal, valueFromJson, valueToJson } from '../abi/valueJson';
import type { ValueType } from '../abi/valueType';
import type { Path } from '../jsonDocument';
import type { StateCheck } from './expectations';
import { describePattern, fits, nearPattern, readPattern } from './pattern';

export function compareValue(
  { resolved, labels, differ }: StateCheck,
  path: Path,
  { type, codec }: { readonly type: ValueType; readonly codec: Codec },
  json: Json,
  actual: Value,
): void {
  const shown = formatValue(actual, labels);
  const golden = valueToJson(type, actual, { labels, types: codec.types });
  const pattern = readPattern(json);
  if (pattern !== undefined) {
    // A range that is missed is a finding; the value of today would be no better a range.
    if (!fits(pattern, actual, labels)) differ(path, describePattern(pattern), shown);
    return;
  }
  const { addressOf } = resolved;
  const wanted = valueFromJson(type, json, { addressOf, types: codec.types });
  if (isRefusal(wanted)) differ(path, nearPattern(json) ?? wanted.refusal, shown, golden);
  else if (!sameValue(codec, type, wanted, actual)) {
    differ(path, formatValue(wanted, labels), shown, golden);
  }
}
