/** Errors that a typed contract reverts with: four bytes that name the enum, then its value in Borsh. */

import { decodeValue } from './codec';
import type { ContractAbi, ErrorAbi, ErrorVariantAbi, TypeAbi } from './contractAbi';
import type { Labels, NamedValue } from './value';
import { formatValue } from './value';

const ID_BYTES = 4;

export interface DecodedError {
  /** Of the enum: `TokenError`. */
  readonly name: string;
  /** `Insufficient`. */
  readonly variant: ErrorVariantAbi;
  readonly fields: readonly NamedValue[];
  /** The variant's message with its fields filled in, or the value as Rust would print it. */
  readonly text: string;
}

/** undefined where the data is none of the ABI's errors. */
export function decodeError(
  abi: ContractAbi,
  data: Uint8Array,
  labels?: Labels,
): DecodedError | undefined {
  const id = idOf(data);
  for (const error of abi.errors) {
    if (error.id !== id) continue;
    const types = [asEnum(error), ...abi.types];
    const type = { kind: 'named', name: error.name } as const;
    const value = decodeValue({ layout: 'borsh', types }, type, data.subarray(ID_BYTES));
    if (typeof value !== 'object' || !('fields' in value)) continue;
    const variant = error.variants.find(it => it.name === value.name);
    if (variant === undefined) continue;
    const text = fill(variant.message, value.fields, labels) ?? formatValue(value, labels);
    return { name: error.name, variant, fields: value.fields, text };
  }
  return undefined;
}

/** `TokenError::Insufficient`. */
export function errorPath({ name, variant }: DecodedError): string {
  return `${name}::${variant.name}`;
}

/** `TokenError::NotOwner: only alice may mint`; of a variant without a message `TokenError::Strange(7)`. */
export function sayError(error: DecodedError): string {
  const { name, variant, text } = error;
  return variant.message === undefined ? `${name}::${text}` : `${errorPath(error)}: ${text}`;
}

/**
 * What a contract reverted with, in the words of its error.
 *
 * @param abis of the contract that reverted, then of others: a callee's error may be passed on
 * @returns undefined where it is an error of none of them
 */
export function explainError(
  abis: Iterable<ContractAbi>,
  data: Uint8Array,
  labels?: Labels,
): string | undefined {
  for (const abi of abis) {
    const error = decodeError(abi, data, labels);
    if (error !== undefined) return sayError(error);
  }
  return undefined;
}

function idOf(data: Uint8Array): number | undefined {
  if (data.length < ID_BYTES) return undefined;
  return new DataView(data.buffer, data.byteOffset, ID_BYTES).getUint32(0);
}

/** Its bytes are those of an enum's value. */
function asEnum({ name, variants }: ErrorAbi): TypeAbi {
  return { kind: 'enum', name, variants };
}

/** `{owner} has {have:?}`, as in Rust's `format!`; doubled braces are braces. */
function fill(
  message: string | undefined,
  fields: readonly NamedValue[],
  labels: Labels | undefined,
): string | undefined {
  return message?.replace(
    /\{\{|\}\}|\{(\w+)(?::[^{}]*)?\}/g,
    (found: string, name: string | undefined) => {
      if (name === undefined) return found.slice(1);
      const field = fields.find(it => it.name === name);
      if (field === undefined) return found;
      // In a sentence, text stands without quotes.
      return typeof field.value === 'string' ? field.value : formatValue(field.value, labels);
    },
  );
}
