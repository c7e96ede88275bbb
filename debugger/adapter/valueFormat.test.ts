import assert from 'node:assert/strict';
import { inHex, parseNumber } from './valueFormat';

describe('value format', () => {
  const shown: readonly [text: string, type: string | undefined, expected: string][] = [
    ['255', 'u8', '0xff'],
    ['-1', 'i8', '0xff'],
    ['-1', 'i128', `0x${'f'.repeat(32)}`],
    ['4096', undefined, '0x00001000'],
    ['7', 'usize', '0x00000007'],
    ['Some(7)', 'Option<u32>', 'Some(7)'],
    ['0x00000007', 'u32', '0x00000007'],
    ['1.5', 'f32', '1.5'],
  ];
  for (const [text, type, expected] of shown) {
    it(`shows ${text} of ${type ?? 'no type'} as ${expected}`, () => {
      assert.equal(inHex(text, type), expected);
    });
  }

  const typed: readonly [text: string, expected: number | undefined][] = [
    ['12', 12],
    [' 0x1_0000 ', 0x10000],
    ['0b101', 5],
    ['0o17', 15],
    ['-1', 0xffffffff],
    ['4294967295', 0xffffffff],
    ['4294967296', undefined],
    ['-2147483649', undefined],
    ['twelve', undefined],
    ['0x', undefined],
    ['', undefined],
  ];
  for (const [text, expected] of typed) {
    it(`reads '${text}' as ${expected === undefined ? 'no number' : expected}`, () => {
      assert.equal(parseNumber(text), expected);
    });
  }
});
