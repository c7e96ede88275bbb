/** What can be typed for each type, and what the bytes show as again. */

import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import type {
  ArrayType,
  Encoding,
  EnumerationType,
  Member,
  PointerType,
  ScalarType,
  StructType,
  Type,
} from '../types';
import { encodeValue } from './encode';
import { bytesStorage } from './storage';
import { createValue } from './value';

const scalar = (name: string, encoding: Encoding, byteSize: number): ScalarType => ({
  kind: 'scalar',
  name,
  encoding,
  byteSize,
});
const u8 = scalar('u8', 'unsigned', 1);
const i16 = scalar('i16', 'signed', 2);
const u32 = scalar('u32', 'unsigned', 4);
const u128 = scalar('u128', 'unsigned', 16);
const i128 = scalar('i128', 'signed', 16);
const bool = scalar('bool', 'bool', 1);
const char = scalar('char', 'char', 4);
const f32 = scalar('f32', 'float', 4);
const f64 = scalar('f64', 'float', 8);
const unit = scalar('()', 'none', 0);
const status: EnumerationType = {
  kind: 'enumeration',
  name: 'Status',
  byteSize: 1,
  isSigned: false,
  enumerators: new Map([
    [1n, 'Open'],
    [255n, 'Closed'],
  ]),
};
const pointer: PointerType = { kind: 'pointer', name: '*const u8', byteSize: 4, target: u8 };

const accepted: readonly [type: Type, text: string, shown: string][] = [
  [u8, '255', '255'],
  [u8, ' 0x_ff ', '255'],
  [u8, '0b1010_1010u8', '170'],
  [u32, '0o17', '15'],
  [u32, '4_294_967_295', '4294967295'],
  [i16, '-32768', '-32768'],
  [i16, '-0x10', '-16'],
  [
    u128,
    '340282366920938463463374607431768211455',
    '340_282_366_920_938_463_463_374_607_431_768_211_455',
  ],
  [
    i128,
    '-170141183460469231731687303715884105728',
    '-170_141_183_460_469_231_731_687_303_715_884_105_728',
  ],
  [u128, '1_000_000_000', '1_000_000_000'],
  [u128, '999_999_999', '999999999'],
  [bool, 'true', 'true'],
  [bool, 'false', 'false'],
  [char, "'ß'", "'ß'"],
  [char, "'😀'", "'😀'"],
  [char, "'\\''", "'\\''"],
  [char, "'\\n'", "'\\n'"],
  [char, "'\\u{7f}'", "'\\u{7f}'"],
  [char, "'\\x41'", "'A'"],
  [f32, '0.1', '0.1'],
  [f32, '16777216', '16777216.0'],
  [f32, '-inf', '-inf'],
  [f64, '1e300', '1e300'],
  [f64, '-0.0', '-0.0'],
  [f64, 'NaN', 'NaN'],
  [status, 'Closed', 'Closed'],
  [status, 'Status::Open', 'Open'],
  [pointer, '0x80001000', '0x80001000'],
  [pointer, 'null', 'null'],
  [pointer, '16', '0x00000010'],
];

const reference: Type = { kind: 'pointer', name: '&u8', byteSize: 4, target: u8 };
const toFunction: Type = {
  kind: 'pointer',
  name: 'fn()',
  byteSize: 4,
  target: { kind: 'function', name: 'fn()', byteSize: 0, parameters: [], result: unit },
};

const refused: readonly [type: Type, text: string, reason: RegExp][] = [
  [u8, '256', /256 does not fit into u8, which holds 0 to 255/],
  [u8, '-1', /does not fit/],
  [u8, '', /not a whole number/],
  [u8, '1.5', /not a whole number/],
  [u8, '12u16', /not a whole number/],
  [i16, '32768', /does not fit/],
  [bool, '1', /true or false/],
  [char, 'a', /in quotes/],
  [char, "'ab'", /not one character/],
  [char, "''", /not one character/],
  [char, "'\\'", /not one character/],
  [char, "'\\u{d800}'", /not one character/],
  [char, "'\\u{110000}'", /not one character/],
  [f32, 'one', /not a number/],
  [f32, '', /not a number/],
  [unit, '()', /one value only/],
  [status, 'Ajar', /one of Open, Closed/],
  [f32, '1e39', /1e39 does not fit into f32: it would be infinite/],
  [f64, '1e400', /would be infinite/],
  [pointer, '0x100000000', /does not fit/],
  // What is shown as the number that it points to would be made to point to another.
  [reference, '7', /a &u8 takes an address, as 0x80001000 or &x: what it points to is set there/],
  [reference, '0x0', /never null/],
  [reference, 'null', /never null/],
  [toFunction, '0', /never null/],
  [
    { kind: 'function', name: 'fn()', byteSize: 0, parameters: [], result: unit },
    '0',
    /nobody can type/,
  ],
];

describe('encodeValue', () => {
  for (const [type, text, shown] of accepted) {
    it(`${type.name}: ${text}`, () => {
      const bytes = encodeValue(type, text);
      assert.ok(bytes instanceof Uint8Array, JSON.stringify(bytes));
      assert.equal(bytes.length, type.byteSize);
      const context = { registers: () => undefined, readMemory: () => undefined };
      const storage = bytesStorage(bytes, 'a test');
      assert.equal(createValue({ type, storage, context }).text, shown);
    });
  }

  for (const [type, text, reason] of refused) {
    it(`${type.name} refuses ${text}`, () => {
      const result = encodeValue(type, text);
      assert.ok('reason' in result);
      assert.match(result.reason, reason);
    });
  }
});

const member = (name: string, type: Type, byteOffset = 0): Member => ({ name, type, byteOffset });

function struct(path: string, byteSize: number, ...members: readonly Member[]): StructType {
  const name = path.replace(/^.*::(?=\w+(?:<.*)?$)/, '');
  const parameter = () => undefined;
  return { kind: 'struct', name, path, byteSize, members, variants: undefined, parameter };
}

function array(element: Type, count: number): ArrayType {
  const name = `[${element.name}; ${count}]`;
  return { kind: 'array', name, element, count, byteSize: element.byteSize * count };
}

function enumOf(
  path: string,
  discriminant: Member,
  ...variants: readonly (readonly [payload: StructType, value: bigint | undefined])[]
): StructType {
  const byteSize = Math.max(...variants.map(([it]) => it.byteSize));
  const rows = variants.map(([payload, value]) => ({
    member: member(payload.name, payload),
    discriminants: value === undefined ? undefined : ([[value, value]] as const),
  }));
  return { ...struct(path, byteSize), variants: { discriminant, variants: rows } };
}

const pair = struct('a::Pair', 8, member('x', u32), member('y', i16, 4));
const tuple = struct('(u32, bool)', 8, member('0', u32), member('1', bool, 4));
const unitStruct = struct('a::Unit', 0);
const marked = struct(
  'a::Marked<u8>',
  4,
  member('value', u32),
  member('marker', struct('core::marker::PhantomData<u8>', 0), 4),
);
/** A tag before the value. */
const option = enumOf(
  'core::option::Option<u32>',
  member('', u32),
  [struct('None', 8), 0n],
  [struct('Some', 8, member('0', u32, 4)), 1n],
);
/** No tag: a bool that is none says None. */
const niche = enumOf(
  'core::option::Option<bool>',
  member('', u8),
  [struct('None', 1), 2n],
  [struct('Some', 1, member('0', bool)), undefined],
);
/** No tag, and a number that a value may have by mistake. */
const zero = enumOf(
  'core::option::Option<u8>',
  member('', u8),
  [struct('None', 1), 0n],
  [struct('Some', 1, member('0', u8)), undefined],
);
const wide = enumOf(
  'a::Wide',
  member('', u128),
  [struct('Low', 16), 0n],
  [struct('High', 16), 2n ** 127n],
);
const shape = enumOf(
  'a::Shape',
  member('', u8),
  [struct('Dot', 12), 0n],
  [struct('Line', 12, member('from', pair, 4)), 1n],
);
const cell = struct('core::cell::Cell<u32>', 4, member('value', u32));
const nonZero = struct('core::num::nonzero::NonZero<u32>', 4, member('0', u32));
const address = struct('clibc::types::address::Address', 20, member('0', array(u8, 20)));
const vec = struct('alloc::vec::Vec<u8>', 12, member('buf', u32), member('len', u32, 8));
const owner = struct('a::Owner', 12, member('list', vec));

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

// prettier-ignore
const written: readonly [type: Type, text: string, bytes: string][] = [
  [pair, 'Pair { x: 1, y: -2 }', '01000000feff0000'],
  [pair, 'a::Pair { y: 0x10, x: 2, }', '0200000010000000'],
  [tuple, '(7, true)', '0700000001000000'],
  [unitStruct, 'Unit', ''],
  [marked, 'Marked { value: 5 }', '05000000'],
  [array(u8, 3), '[1, 2, 3]', '010203'],
  [array(i16, 2), '[-1; 2]', 'ffffffff'],
  [array(pair, 1), '[Pair { x: 1, y: 1 }]', '0100000001000000'],
  [array(char, 2), "[',', ']']", '2c0000005d000000'],
  [option, 'Some(3)', '0100000003000000'],
  [option, 'Option::Some(0xff)', '01000000ff000000'],
  [option, 'None', '0000000000000000'],
  [niche, 'None', '02'],
  [niche, 'Some(true)', '01'],
  [wide, 'High', `${'00'.repeat(15)}80`],
  [shape, 'Shape::Line { from: Pair { x: 1, y: 2 } }', '010000000100000002000000'],
  [cell, '9', '09000000'],
  [nonZero, '9', '09000000'],
  [address, `0x${'d5'.repeat(20)}`, 'd5'.repeat(20)],
];

const bits: StructType = {
  ...pair,
  name: 'Bits',
  members: [{ name: 'low', byteOffset: 0, type: u32, bits: { offset: 0, size: 3 } }],
};

// prettier-ignore
const unwritable: readonly [type: Type, text: string, reason: RegExp][] = [
  [pair, 'Pair { x: 1 }', /field y is missing: Pair is written as Pair { x: u32, y: i16 }/],
  [pair, 'Pair { x: 1, y: 2, z: 3 }', /there is no field z/],
  [pair, 'Point { x: 1, y: 2 }', /Pair is written as/],
  [pair, 'Pair { x: 1 y: 2 }', /} is expected, not y/],
  [pair, 'Pair { x 1 }', /a colon is expected behind x/],
  [pair, 'Pair { x: 70000, y: 70000 }', /70000 does not fit into i16/],
  [tuple, '(7)', /field 1 is missing/],
  [tuple, '7', /is written as \(u32, bool\)/],
  [array(u8, 3), '[1, 2]', /\[u8; 3\] has 3 elements, not 2/],
  [array(u8, 3), '[1; 4]', /has 3 elements/],
  [array(u8, 3), '[1, 2, 3', /] is expected, not the end/],
  [array(u8, 3), '[1, 2, 300]', /300 does not fit/],
  [option, 'Nothing', /Option<u32> is one of None, Some/],
  [option, 'Some', /Some is written as Some\(u32\)/],
  [option, 'Some(1) 2', /2 is not expected behind the value/],
  [option, '', /a value is expected, not the end/],
  [zero, 'Some(0)', /these bytes would be another variant/],
  [nonZero, '0', /it is never 0/],
  [address, '0x12', /40 hexadecimal digits/],
  [vec, '[1]', /would need memory/],
  [owner, 'Owner { list: [1] }', /would need memory/],
  [bits, 'Bits { low: 1 }', /Bits has fields that share bytes with others/],
  [array(u8, 1), '['.repeat(100), /nested too deeply/],
];

describe('encodeValue of what has parts', () => {
  for (const [type, text, bytes] of written) {
    it(`${type.name}: ${text}`, () => {
      const result = encodeValue(type, text);
      assert.ok(result instanceof Uint8Array, JSON.stringify(result));
      assert.equal(hex(result), bytes);
    });
  }

  for (const [type, text, reason] of unwritable) {
    it(`${type.name} refuses ${text}`, () => {
      const result = encodeValue(type, text);
      assert.ok('reason' in result);
      assert.match(result.reason, reason);
    });
  }

  it('gives bytes or a sentence for any text', () => {
    const types = [pair, tuple, option, niche, shape, array(pair, 2), address, cell];
    const pieces = [
      'Some',
      'Pair',
      'None',
      'x',
      'y',
      '1',
      '(',
      ')',
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      ';',
    ];
    const text = fc.array(fc.constantFrom(...pieces), { maxLength: 15 }).map(it => it.join(' '));
    fc.assert(
      fc.property(fc.constantFrom(...types), text, (type, it) => {
        const result = encodeValue(type, it);
        if (result instanceof Uint8Array) assert.equal(result.length, type.byteSize);
        else assert.ok(result.reason.length > 0);
      }),
      { numRuns: 3000 },
    );
  });
});
