/** What a part of an expression has come to. */

import type { Place } from '../../dwarf/values/presentation';
import type { Address } from '../../chain/address';
import type { ChainObject } from './chainObject';
import type { Integer } from './integer';
import { U32, U8 } from './integer';

export type Operand =
  | IntegerOperand
  | BooleanOperand
  | CharOperand
  | TextOperand
  | AddressOperand
  | VariableOperand
  | BytesOperand
  | ChainOperand;

/** Where a value is that can change, for who watches or writes it. */
export type ValuePlace =
  | {
      readonly kind: 'memory';
      readonly address: number;
      readonly byteSize: number;
      /** The address space. */
      readonly satp: number;
    }
  /** x0 to x31, or pc. */
  | { readonly kind: 'register'; readonly number: number | 'pc' }
  | { readonly kind: 'csr'; readonly address: number }
  /** A storage slot, whether or not there is anything in it; without a key all slots of the domain. */
  | {
      readonly kind: 'slot';
      readonly account: Address;
      readonly domain: string;
      /** As the chain keeps it: `domain:hex`. */
      readonly key: string | undefined;
    };

export interface IntegerOperand extends Integer {
  readonly kind: 'integer';
  /** Shown in hexadecimal: an address, the content of a register, or what was typed so. */
  readonly isAddress: boolean;
  /** Where it was read. */
  readonly place?: ValuePlace;
  /** What it is the address of, where a name of the program's stands for it. */
  readonly symbol?: { readonly name: string; readonly kind: 'function' | 'symbol' };
}

export interface BooleanOperand {
  readonly kind: 'boolean';
  readonly value: boolean;
}

export interface CharOperand {
  readonly kind: 'char';
  /** A code point. */
  readonly value: number;
}

export interface TextOperand {
  readonly kind: 'text';
  readonly value: string;
}

/** Of an account. */
export interface AddressOperand {
  readonly kind: 'address';
  readonly address: Address;
  readonly label: string | undefined;
}

/** What the debug information has a type for, wherever it is. */
export interface VariableOperand {
  readonly kind: 'variable';
  readonly place: Place;
}

export interface BytesOperand {
  readonly kind: 'bytes';
  readonly address: number;
  readonly bytes: Uint8Array;
  readonly satp: number;
}

/** What the chain knows: storage, accounts, receipts. */
export interface ChainOperand {
  readonly kind: 'chain';
  readonly object: ChainObject;
}

export function address(value: number, place?: ValuePlace): IntegerOperand {
  const at = place === undefined ? {} : { place };
  return { kind: 'integer', type: U32, value: BigInt(value >>> 0), isAddress: true, ...at };
}

export function number(integer: Integer): IntegerOperand {
  return { kind: 'integer', ...integer, isAddress: false };
}

export function byteAt(
  { address: start, bytes, satp }: BytesOperand,
  index: number,
): IntegerOperand {
  const place = { kind: 'memory', address: start + index, byteSize: 1, satp } as const;
  return { kind: 'integer', type: U8, value: BigInt(bytes[index] ?? 0), isAddress: true, place };
}
