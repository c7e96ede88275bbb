/** The types of arguments, returns, event fields and stored fields, under the ABI's names and under Rust's. */

export type ValueType =
  | { readonly kind: 'address' }
  | { readonly kind: 'bool' }
  | { readonly kind: 'uint'; readonly bits: number }
  | { readonly kind: 'int'; readonly bits: number }
  | { readonly kind: 'fixedBytes'; readonly length: number }
  /** Everything up to the end: nothing delimits it. */
  | { readonly kind: 'bytes' }
  | { readonly kind: 'string' };

const WIDTHS = new Set([8, 16, 32, 64, 128, 256]);

const named: Readonly<Record<string, ValueType>> = {
  address: { kind: 'address' },
  Address: { kind: 'address' },
  bool: { kind: 'bool' },
  bytes: { kind: 'bytes' },
  '&[u8]': { kind: 'bytes' },
  'Vec<u8>': { kind: 'bytes' },
  string: { kind: 'string' },
  String: { kind: 'string' },
  '&str': { kind: 'string' },
};

/** For error texts: what a type may be called. */
export const TYPE_NAMES =
  'address, bool, uint8, uint16, uint32, uint64, uint128, bytesN, bytes or string';

/** undefined where the name is none of ours, such as the ABI's `result` or a struct. */
export function parseType(name: string): ValueType | undefined {
  // A contract may have spelled the path: `clibc::types::Address`.
  const text = name.replace(/\s/g, '').replace(/^(\w+::)+/, '');
  const own = Object.hasOwn(named, text) ? named[text] : undefined;
  if (own !== undefined) return own;
  const number = /^(u|uint|i|int)(\d+)$/.exec(text);
  if (number !== null) {
    const bits = Number(number[2]);
    const kind = number[1]?.startsWith('u') === true ? 'uint' : 'int';
    return WIDTHS.has(bits) ? { kind, bits } : undefined;
  }
  const array = /^(?:bytes(\d+)|\[u8;(\d+)\])$/.exec(text);
  return array === null ? undefined : { kind: 'fixedBytes', length: Number(array[1] ?? array[2]) };
}

/** The ABI's name of a type. [avm.md 6.4] */
export function typeName(type: ValueType): string {
  switch (type.kind) {
    case 'uint':
    case 'int':
      return `${type.kind}${type.bits}`;
    case 'fixedBytes':
      return `bytes${type.length}`;
    default:
      return type.kind;
  }
}

/** Bytes of a value; undefined where the value decides. */
export function typeSize(type: ValueType): number | undefined {
  switch (type.kind) {
    case 'address':
      return 20;
    case 'bool':
      return 1;
    case 'uint':
    case 'int':
      return type.bits / 8;
    case 'fixedBytes':
      return type.length;
    case 'bytes':
    case 'string':
      return undefined;
  }
}

/**
 * Alignment inside a repr(C) struct on riscv32imac. An address and a byte array are bytes.
 * LLVM's data layout for riscv32 names no alignment for i128, so u128 has that of i64.
 */
export function typeAlignment(type: ValueType): number {
  return type.kind === 'uint' || type.kind === 'int' ? Math.min(type.bits / 8, 8) : 1;
}
