/** What can be typed for each type, and what the bytes show as again. */

import { strict as assert } from 'node:assert';
import type { Encoding, EnumerationType, PointerType, ScalarType, Type } from '../types';
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
];

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
  [pointer, '0x100000000', /does not fit/],
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
