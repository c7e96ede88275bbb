/** Types of any shape, and values of any type, for tests. */

import fc from 'fast-check';
import { bytesToHex } from '../../shared/hex';
import { parseAddress } from '../address';
import type { Address } from '../address';
import type { TypeAbi } from './contractAbi';
import type { Value } from './value';
import type { ValueType } from './valueType';
import { parseType } from './valueType';

const field = (name: string, typeName: string) => ({ name, typeName, type: parseType(typeName) });

export const types: readonly TypeAbi[] = [
  {
    kind: 'struct',
    name: 'Order',
    layout: 'borsh',
    fields: [field('side', 'Side'), field('price', 'uint64'), field('note', 'string')],
  },
  {
    kind: 'enum',
    name: 'Side',
    variants: [
      { name: 'Buy', fields: [] },
      { name: 'Limit', fields: [field('0', 'uint32')] },
      { name: 'Pair', fields: [field('0', 'bool'), field('1', 'option<uint8>')] },
      { name: 'By', fields: [field('who', 'address'), field('until', 'uint16')] },
    ],
  },
  { kind: 'struct', name: 'Wrapped', layout: 'borsh', fields: [field('0', 'bytes')] },
];

const leaf: fc.Arbitrary<ValueType> = fc.constantFrom(
  ...[
    'address',
    'bool',
    'uint8',
    'uint16',
    'uint32',
    'uint64',
    'uint128',
    'uint256',
    'int8',
    'int64',
    'int128',
    'bytes',
    'bytes0',
    'bytes4',
    'string',
    'Order',
    'Side',
    'Wrapped',
  ].flatMap(it => parseType(it) ?? []),
);

/** Of the fixture's structs and enums, and of everything that they can be put into. */
export const anyType: fc.Arbitrary<ValueType> = fc.letrec<{ type: ValueType }>(tie => ({
  type: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    tie('type')
      .filter(isNoByte)
      .map(item => ({ kind: 'list', item }) as const),
    tie('type')
      .filter(isNoByte)
      .chain(item => fc.nat(3).map(length => ({ kind: 'array', item, length }) as const)),
    fc
      .array(tie('type'), { minLength: 1, maxLength: 3 })
      .map(items => ({ kind: 'tuple', items }) as const),
    tie('type').map(item => ({ kind: 'option', item }) as const),
  ),
})).type;

/** A list of them is spelled `bytes`. */
function isNoByte(type: ValueType): boolean {
  return !(type.kind === 'uint' && type.bits === 8);
}

export function valueOf(type: ValueType): fc.Arbitrary<Value> {
  switch (type.kind) {
    case 'address':
      return fc
        .uint8Array({ minLength: 20, maxLength: 20 })
        .map(it => ({ address: parseAddress(bytesToHex(it)) as Address }));
    case 'bool':
      return fc.boolean();
    case 'uint':
      return fc.bigInt({ min: 0n, max: (1n << BigInt(type.bits)) - 1n });
    case 'int':
      return fc.bigInt({
        min: -(1n << BigInt(type.bits - 1)),
        max: (1n << BigInt(type.bits - 1)) - 1n,
      });
    case 'fixedBytes':
      return fc.uint8Array({ minLength: type.length, maxLength: type.length });
    case 'bytes':
      return fc.uint8Array({ maxLength: 40 });
    case 'string':
      return fc.string({ unit: 'grapheme', maxLength: 20 });
    case 'list':
      return fc.array(valueOf(type.item), { maxLength: 3 }).map(items => ({ items }));
    case 'array': {
      const { length } = type;
      return fc
        .array(valueOf(type.item), { minLength: length, maxLength: length })
        .map(items => ({ items }));
    }
    case 'tuple':
      return fc.tuple(...type.items.map(valueOf)).map(tuple => ({ tuple }));
    case 'option':
      return fc.option(valueOf(type.item), { nil: undefined }).map(option => ({ option }));
    case 'named':
      return namedValue(type.name);
  }
}

function namedValue(name: string): fc.Arbitrary<Value> {
  const declared = types.find(it => it.name === name);
  const shapes = declared?.kind === 'enum' ? declared.variants : declared ? [declared] : [];
  return fc.oneof(
    ...shapes.map(shape =>
      fc.tuple(...shape.fields.flatMap(it => (it.type ? [valueOf(it.type)] : []))).map(values => ({
        name: shape.name,
        fields: shape.fields.flatMap((it, at) => {
          const value = values[at];
          return value === undefined ? [] : [{ name: it.name, value }];
        }),
      })),
    ),
  );
}
