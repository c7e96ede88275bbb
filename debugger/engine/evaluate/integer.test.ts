import { strict as assert } from 'node:assert';
import type { ArithmeticOperator } from './expression';
import type { Integer } from './integer';
import {
  INTEGER_TYPES,
  LITERAL,
  calculate,
  checked,
  compare,
  complement,
  negate,
  settled,
  wrap,
} from './integer';

const shown = ({ type, value }: Integer) => `${value} ${type.name}`;

/** `5u8`, or without a type a literal. */
function read(text: string): Integer {
  const [, digits = '', name = ''] = /^(-?\d+)(\w*)$/.exec(text) ?? [];
  return checked(INTEGER_TYPES.get(name) ?? LITERAL, BigInt(digits));
}

describe('integers', () => {
  const literals: readonly [value: bigint, shown: string][] = [
    [0n, '0 i32'],
    [-1n, '-1 i32'],
    [2n ** 31n - 1n, '2147483647 i32'],
    [2n ** 31n, '2147483648 u32'],
    [2n ** 32n, '4294967296 i64'],
    [2n ** 63n, '9223372036854775808 u64'],
    [2n ** 127n, '170141183460469231731687303715884105728 u128'],
  ];
  for (const [value, text] of literals) {
    it(`shows the literal ${value} as ${text}`, () =>
      assert.equal(shown(settled({ type: LITERAL, value })), text));
  }

  const results: readonly [
    left: string,
    operator: ArithmeticOperator,
    right: string,
    to: string,
  ][] = [
    ['1', '+', '2', '3 {integer}'],
    ['2147483647', '+', '1', '2147483648 {integer}'],
    ['250u8', '+', '5', '255 u8'],
    ['5', '-', '5u8', '0 u8'],
    ['250u8', '+', '5u32', '255 u32'],
    ['250u8', '+', '5i16', '255 i16'],
    ['1usize', '+', '1u32', '2 usize'],
    ['-7i32', '/', '2', '-3 i32'],
    ['-7i32', '%', '2', '-1 i32'],
    ['-1i8', '>>', '7', '-1 i8'],
    ['255u8', '<<', '1', '254 u8'],
    ['1i8', '<<', '7', '-128 i8'],
    ['1', '<<', '40', '1099511627776 {integer}'],
    ['-1i8', '&', '15', '15 i8'],
    ['-1i8', '^', '1', '-2 i8'],
    ['12u64', '|', '3u8', '15 u64'],
    ['1u8', '<<', '3u64', '8 u8'],
  ];
  for (const [left, operator, right, to] of results) {
    it(`makes ${to} of ${left} ${operator} ${right}`, () =>
      assert.equal(shown(calculate(operator, read(left), read(right))), to));
  }

  const refusals: readonly [
    left: string,
    operator: ArithmeticOperator,
    right: string,
    why: string,
  ][] = [
    ['255u8', '+', '1', '255 + 1 does not fit into u8, which holds 0 to 255'],
    ['0u32', '-', '1', '0 - 1 does not fit into u32, which holds 0 to 4294967295'],
    ['127i8', '*', '2', '127 * 2 does not fit into i8, which holds -128 to 127'],
    ['-128i8', '/', '-1', '-128 / -1 does not fit into i8, which holds -128 to 127'],
    ['1u8', '+', '256', '256 does not fit into u8, which holds 0 to 255'],
    ['1u32', '+', '1i32', 'u32 + i32 has no type: cast one of them with as'],
    ['1u8', '<<', '8', 'u8 cannot be shifted by 8 bits'],
    ['1u8', '>>', '-1', 'u8 cannot be shifted by -1 bits'],
    ['1', '/', '0', '1 cannot be divided by zero'],
    ['1', '%', '0', '1 has no remainder of a division by zero'],
  ];
  for (const [left, operator, right, why] of refusals) {
    it(`refuses ${left} ${operator} ${right}`, () =>
      assert.throws(() => calculate(operator, read(left), read(right)), {
        name: 'EvaluationError',
        message: why,
      }));
  }

  it('negates what has a negative', () => {
    assert.equal(shown(negate(read('5i8'))), '-5 i8');
    assert.equal(shown(negate(read('0u8'))), '0 u8');
    assert.throws(() => negate(read('5u8')), {
      message: '-5 does not fit into u8, which holds 0 to 255',
    });
    assert.throws(() => negate(read('-128i8')), { name: 'EvaluationError' });
  });

  it('turns bits over within the type', () => {
    assert.equal(shown(complement(read('0u8'))), '255 u8');
    assert.equal(shown(complement(read('0'))), '-1 {integer}');
  });

  it('keeps the low bits in a cast', () => {
    assert.equal(shown(wrap(read('0i8').type, 0xffn)), '-1 i8');
    assert.equal(shown(wrap(read('0u16').type, -1n)), '65535 u16');
  });

  it('compares numbers of any types', () => {
    assert.equal(compare('<', -1n, 0xffff_ffffn), true);
    assert.equal(compare('>=', 3n, 3n), true);
  });
});
