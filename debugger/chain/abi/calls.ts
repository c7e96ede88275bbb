/** Calls in router form and what they return. [avm.md 5.2: selector u8, length u8, arguments] */

import type { FunctionAbi } from './contractAbi';
import type { Labels, Value } from './value';
import { formatValue, valueFromBytes, valueToBytes } from './value';
import { typeSize } from './valueType';

/** The router's length is one byte. */
export const MAX_ARGUMENT_BYTES = 255;

/** Bytes of one call; undefined if the arguments take more than the router can say or their types are unknown. */
export function encodeCall(called: FunctionAbi, values: readonly Value[]): Uint8Array | undefined {
  const parts: Uint8Array[] = [];
  for (const [at, { type }] of called.inputs.entries()) {
    const value = values[at];
    if (type === undefined || value === undefined) return undefined;
    parts.push(valueToBytes(type, value));
  }
  const length = parts.reduce((sum, it) => sum + it.length, 0);
  if (length > MAX_ARGUMENT_BYTES) return undefined;
  return Uint8Array.from([called.selector, length, ...parts.flatMap(it => [...it])]);
}

export interface DecodedCall {
  readonly called: FunctionAbi;
  /** undefined where the bytes do not fit the declared inputs. */
  readonly values: readonly Value[] | undefined;
}

/** The calls in a router input, in order; undefined if it is not one, or names a selector nobody declared. */
export function decodeCalls(
  functions: readonly FunctionAbi[],
  input: Uint8Array,
): readonly DecodedCall[] | undefined {
  const calls: DecodedCall[] = [];
  for (let at = 0; at < input.length;) {
    const length = input[at + 1];
    const called = functions.find(it => it.selector === input[at]);
    if (called === undefined || length === undefined || at + 2 + length > input.length) {
      return undefined;
    }
    calls.push({
      called,
      values: decodeArguments(called, input.subarray(at + 2, at + 2 + length)),
    });
    at += 2 + length;
  }
  return calls.length === 0 ? undefined : calls;
}

/** What a function returned; undefined if it declares nothing that these bytes can be. */
export function decodeReturn(called: FunctionAbi, data: Uint8Array): Value | undefined {
  return called.output === undefined ? undefined : valueFromBytes(called.output, data);
}

/** `transfer(to: bob, amount: 50000000)`. */
export function formatCall({ called, values }: DecodedCall, labels?: Labels): string {
  const args = called.inputs.map((it, at) => {
    const value = values?.[at];
    return value === undefined ? it.name : `${it.name}: ${formatValue(value, labels)}`;
  });
  return `${called.name}(${args.join(', ')})`;
}

function decodeArguments(called: FunctionAbi, bytes: Uint8Array): readonly Value[] | undefined {
  const values: Value[] = [];
  let at = 0;
  for (const { type } of called.inputs) {
    if (type === undefined) return undefined;
    const end = at + (typeSize(type) ?? bytes.length - at);
    const value = end > bytes.length ? undefined : valueFromBytes(type, bytes.subarray(at, end));
    if (value === undefined) return undefined;
    values.push(value);
    at = end;
  }
  return at === bytes.length ? values : undefined;
}
