/** What is known of a contract's interface: from its abi.json and from the declarations in its ELF. */

import type { ValueType } from './valueType';

export interface Field {
  readonly name: string;
  /** As the contract spells it. */
  readonly typeName: string;
  /** undefined where the type is none of ours. */
  readonly type: ValueType | undefined;
}

export interface FunctionAbi {
  readonly name: string;
  /** First byte of the call in router form. */
  readonly selector: number;
  readonly inputs: readonly Field[];
  /** undefined where the function returns nothing, or something that has no type of ours. */
  readonly output: ValueType | undefined;
}

/** Fields follow each other in the event's bytes without padding. */
export interface EventAbi {
  readonly name: string;
  readonly fields: readonly Field[];
}

/** A `persist_struct!`: its value in storage is the memory of a repr(C) struct. */
export interface StructAbi {
  readonly name: string;
  readonly fields: readonly Field[];
}

export interface ContractAbi {
  readonly functions: readonly FunctionAbi[];
  readonly events: readonly EventAbi[];
  readonly structs: readonly StructAbi[];
  /** Names of the contract's `Map!`s. */
  readonly maps: readonly string[];
}

export const EMPTY_ABI: ContractAbi = { functions: [], events: [], structs: [], maps: [] };

/** Both sources together; what the ELF declares comes from the compiler and wins over a file beside it. */
export function mergeAbi(file: ContractAbi, declared: ContractAbi): ContractAbi {
  const named = new Set(declared.events.map(it => it.name));
  return {
    functions: file.functions,
    events: [...declared.events, ...file.events.filter(it => !named.has(it.name))],
    structs: declared.structs,
    maps: declared.maps,
  };
}
