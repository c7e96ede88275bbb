/** Calls of a contract's functions and what they return, in the form that its ABI says. */

import { decodeValue, decodeValues, encodeValue } from './codec';
import type { Codec } from './codec';
import type { ContractAbi, Field, FunctionAbi } from './contractAbi';
import { layoutOf, selectorWidth } from './contractAbi';
import type { Labels, Value } from './value';
import { formatValue } from './value';
import type { Refusal } from './valueJson';
import { typeName } from './valueType';

/** The router's length is one byte. */
export const MAX_ARGUMENT_BYTES = 255;

/** How values of a contract become bytes in its calls and returns. */
export function codecOf(abi: ContractAbi): Codec {
  return { layout: layoutOf(abi.calls), types: abi.types };
}

/** Bytes of one call, or why there are none. */
export function encodeCall(
  abi: ContractAbi,
  called: FunctionAbi,
  values: readonly Value[],
): Uint8Array | Refusal {
  const parts: Uint8Array[] = [];
  for (const [at, input] of called.inputs.entries()) {
    const part = encodeArgument(abi, called, input, values[at]);
    if ('refusal' in part) return part;
    parts.push(part);
  }
  const bytes = Uint8Array.from(parts.flatMap(it => [...it]));
  if (abi.calls === 'raw') return bytes;
  if (abi.calls === 'typed') return Uint8Array.from([...selectorBytes(abi, called), ...bytes]);
  return bytes.length > MAX_ARGUMENT_BYTES
    ? {
        refusal: `the arguments of ${called.name} take more than the router's ${MAX_ARGUMENT_BYTES} bytes`,
      }
    : Uint8Array.from([called.selector, bytes.length, ...bytes]);
}

function encodeArgument(
  abi: ContractAbi,
  { name, inputs }: FunctionAbi,
  input: Field,
  value: Value | undefined,
): Uint8Array | Refusal {
  const { type } = input;
  const isOpen = type?.kind === 'string' || type?.kind === 'bytes';
  if (abi.calls !== 'typed' && isOpen && input !== inputs.at(-1)) {
    const what = `${name} takes ${input.name} as ${typeName(type)}`;
    return {
      refusal: `${what}, which nothing delimits in packed arguments, before others: give "input" instead`,
    };
  }
  const bytes = type && value !== undefined && encodeValue(codecOf(abi), type, value);
  return bytes instanceof Uint8Array
    ? bytes
    : { refusal: `${name} takes ${input.name} as ${input.typeName}, which has no bytes of ours` };
}

/** The selector as it stands in front of a call. */
export function selectorBytes({ calls }: ContractAbi, { selector }: FunctionAbi): Uint8Array {
  const width = selectorWidth(calls);
  return Uint8Array.from({ length: width }, (_, at) => selector >>> (8 * (width - 1 - at)));
}

export interface DecodedCall {
  readonly called: FunctionAbi;
  /** undefined where the bytes do not fit the declared inputs. */
  readonly values: readonly Value[] | undefined;
}

/**
 * The calls in an input: one of a typed contract, several of a router, in order.
 *
 * @returns undefined if it is not of that form, or names a selector that nobody declared
 */
export function decodeCalls(
  abi: ContractAbi,
  input: Uint8Array,
): readonly DecodedCall[] | undefined {
  if (abi.calls === 'raw') return undefined;
  if (abi.calls === 'typed') {
    const called = abi.functions.find(it => startsWith(input, selectorBytes(abi, it)));
    return called && [{ called, values: decodeArguments(abi, called, input.subarray(4)) }];
  }
  const calls: DecodedCall[] = [];
  for (let at = 0; at < input.length;) {
    const length = input[at + 1];
    const called = abi.functions.find(it => it.selector === input[at]);
    if (called === undefined || length === undefined || at + 2 + length > input.length) {
      return undefined;
    }
    const values = decodeArguments(abi, called, input.subarray(at + 2, at + 2 + length));
    calls.push({ called, values });
    at += 2 + length;
  }
  return calls.length === 0 ? undefined : calls;
}

/** What a function returned; undefined if it declares nothing that these bytes can be. */
export function decodeReturn(
  abi: ContractAbi,
  { output }: FunctionAbi,
  data: Uint8Array,
): Value | undefined {
  return output && decodeValue(codecOf(abi), output, data);
}

/** `transfer(to: bob, amount: 50000000)`. */
export function formatCall({ called, values }: DecodedCall, labels?: Labels): string {
  const args = called.inputs.map((it, at) => {
    const value = values?.[at];
    return value === undefined ? it.name : `${it.name}: ${formatValue(value, labels)}`;
  });
  return `${called.name}(${args.join(', ')})`;
}

function decodeArguments(
  abi: ContractAbi,
  { inputs }: FunctionAbi,
  bytes: Uint8Array,
): readonly Value[] | undefined {
  const types = inputs.map(it => it.type);
  return decodeValues(codecOf(abi), types, bytes);
}

function startsWith(bytes: Uint8Array, start: Uint8Array): boolean {
  return bytes.length >= start.length && start.every((it, at) => bytes[at] === it);
}
