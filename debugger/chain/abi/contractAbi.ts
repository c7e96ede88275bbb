/** What is known of a contract's interface: from its compiler, from its sources, or from a file beside it. */

import type { ValueType } from './valueType';

/** An argument, or a field of an event, an error or a struct. */
export interface Field {
  readonly name: string;
  /** As the contract spells it. */
  readonly typeName: string;
  /** undefined where the type has no bytes of ours. */
  readonly type: ValueType | undefined;
  readonly docs?: string;
  /** Of an event's field: people look for it. */
  readonly indexed?: boolean;
}

/** Whether a function changes the state, and whether coin may come with a call of it. */
export type Mutability = 'view' | 'write' | 'payable';

export interface FunctionAbi {
  readonly name: string;
  /** The first bytes of a call, `selectorWidth` of them, as a number with the first byte highest. */
  readonly selector: number;
  readonly docs?: string;
  readonly mutability: Mutability;
  /** Whether it may be called once, ever. */
  readonly isInit: boolean;
  readonly inputs: readonly Field[];
  /** undefined where nothing is said of it, or it has no bytes of ours. */
  readonly output: ValueType | undefined;
  /** As the contract spells it, such as aVM's `result`. */
  readonly outputName: string | undefined;
  /** Name of the enum that says why it refuses. */
  readonly error?: string;
}

export interface EventAbi {
  readonly name: string;
  readonly docs?: string;
  /** How its fields follow the name. */
  readonly layout: ValueLayout;
  readonly fields: readonly Field[];
}

/** An enum with which a contract reverts. */
export interface ErrorAbi {
  readonly name: string;
  /** The first four bytes of the data, as a number with the first byte highest. */
  readonly id: number;
  readonly docs?: string;
  readonly variants: readonly ErrorVariantAbi[];
}

export interface ErrorVariantAbi {
  readonly name: string;
  /** The receipt's error code. */
  readonly code: number;
  readonly docs?: string;
  /** A sentence with `{field}`s. */
  readonly message?: string;
  readonly fields: readonly Field[];
}

export type TypeAbi = StructAbi | EnumAbi;

export interface StructAbi {
  readonly kind: 'struct';
  readonly name: string;
  readonly docs?: string;
  /** `repr-c`: kept as the memory of a repr(C) struct, by `persist_struct!`. */
  readonly layout: 'borsh' | 'repr-c';
  readonly fields: readonly Field[];
}

export interface EnumAbi {
  readonly kind: 'enum';
  readonly name: string;
  readonly docs?: string;
  readonly variants: readonly VariantAbi[];
}

export interface VariantAbi {
  readonly name: string;
  readonly docs?: string;
  readonly fields: readonly Field[];
}

/** A slot, or all slots of a domain. */
export interface StorageAbi {
  readonly name: string;
  readonly docs?: string;
  /** The part of a slot's key before the colon. */
  readonly domain: string;
  readonly kind: 'item' | 'map';
  /** Of an item: the part after the colon, if it is not empty. */
  readonly keyHex?: string;
  /** Of a map; undefined where nobody says. */
  readonly key: ValueType | undefined;
  /** undefined where nobody says. */
  readonly value: ValueType | undefined;
  readonly layout: 'borsh' | 'repr-c';
}

/**
 * How values become bytes: `borsh` delimits strings, bytes and lists by a count; `packed` lets one of them at the end
 * take the rest. [borsh.io; avm.md 6.5]
 */
export type ValueLayout = 'borsh' | 'packed';

/**
 * What the input of a call is.
 * - `typed`: a selector of four bytes, arguments in Borsh;
 * - `router`: for each call a selector of one byte, a length of one byte, packed arguments [avm.md 5.2];
 * - `raw`: what the contract makes of it.
 */
export type CallForm = 'typed' | 'router' | 'raw';

export interface ContractAbi {
  /** Of the crate or the module; undefined where nobody says. */
  readonly name?: string;
  readonly docs?: string;
  /** `sha256:` and 64 hexadecimal digits over the sources it was made from. */
  readonly sourceHash?: string;
  readonly calls: CallForm;
  readonly functions: readonly FunctionAbi[];
  readonly events: readonly EventAbi[];
  readonly errors: readonly ErrorAbi[];
  readonly types: readonly TypeAbi[];
  readonly storage: readonly StorageAbi[];
}

export const EMPTY_ABI: ContractAbi = {
  calls: 'router',
  functions: [],
  events: [],
  errors: [],
  types: [],
  storage: [],
};

/** Bytes of a selector. */
export function selectorWidth(calls: CallForm): 0 | 1 | 4 {
  return calls === 'typed' ? 4 : calls === 'router' ? 1 : 0;
}

/** How a contract of this form takes and returns values. */
export function layoutOf(calls: CallForm): ValueLayout {
  return calls === 'typed' ? 'borsh' : 'packed';
}

/** Both together; where both say something of one name, `first` does. */
export function mergeAbi(first: ContractAbi, second: ContractAbi): ContractAbi {
  const functions = merge(first.functions, second.functions, it => it.name);
  return {
    ...second,
    ...first,
    // Lines of the lower layer name no functions, and so no form of call.
    calls: first.functions.length > 0 || first.calls !== 'router' ? first.calls : second.calls,
    functions,
    events: merge(first.events, second.events, it => it.name),
    errors: merge(first.errors, second.errors, it => it.name),
    types: merge(first.types, second.types, it => it.name),
    storage: mergeStorage(first.storage, second.storage),
  };
}

function merge<T>(first: readonly T[], second: readonly T[], keyOf: (it: T) => string): T[] {
  const keys = new Set(first.map(keyOf));
  return [...first, ...second.filter(it => !keys.has(keyOf(it)))];
}

/** A map of which only the name is known gives way to one with types. */
function mergeStorage(first: readonly StorageAbi[], second: readonly StorageAbi[]): StorageAbi[] {
  const place = (it: StorageAbi): string => `${it.domain}:${it.keyHex ?? ''}`;
  const richer = first.map(it =>
    it.value !== undefined ? it : (second.find(own => place(own) === place(it)) ?? it),
  );
  return merge(richer, second, place);
}
