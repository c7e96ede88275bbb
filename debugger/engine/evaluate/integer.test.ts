import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import type { ArithmeticOperator } from './expression';
import type { Integer } from './integer';
import { INTEGER_TYPES, calculate, complement, literal, negate, wrap } from './integer';

function integer(type: string, value: bigint): Integer {
  const found = INTEGER_TYPES.get(type);
  assert.ok(found, type);
  return wrap(found, value);
}

const shown = ({ type, value }: Integer) => `${value} ${type.name}`;

describe('integers', () => {
  const sums: readonly [
    left: Integer,
    operator: ArithmeticOperator,
    right: Integer,
    result: string,
  ][] = [
    [integer('u8', 255n), '+', literal(1n), '256 i32'],
    [integer('u32', 0n), '-', literal(1n), '4294967295 u32'],
    [integer('i32', -(2n ** 31n)), '-', literal(1n), '2147483647 i32'],
    [integer('u64', 2n ** 32n), '+', literal(1n), '4294967297 u64'],
    [integer('u128', 0n), '-', integer('u8', 1n), `${2n ** 128n - 1n} u128`],
    [integer('i32', -7n), '/', literal(2n), '-3 i32'],
    [integer('i32', -7n), '%', literal(2n), '-1 i32'],
    [integer('i32', -8n), '>>', literal(1n), '-4 i32'],
    [integer('u32', 0x8000_0000n), '>>', literal(31n), '1 u32'],
    [literal(1n), '<<', literal(31n), '-2147483648 i32'],
    [integer('usize', 12n), '&', literal(10n), '8 u32'],
    [literal(12n), '|', literal(3n), '15 i32'],
    [literal(12n), '^', literal(10n), '6 i32'],
    [integer('u32', 0xffff_ffffn), '*', integer('u32', 0xffff_ffffn), '1 u32'],
  ];
  for (const [left, operator, right, result] of sums) {
    it(`make ${result} of ${shown(left)} ${operator} ${shown(right)}`, () => {
      assert.equal(shown(calculate(operator, left, right)), result);
    });
  }

  it('have the type that Rust would need for what was typed', () => {
    const types = [0n, 2n ** 31n - 1n, 2n ** 31n, 2n ** 32n, 2n ** 63n, 2n ** 128n - 1n];
    assert.deepEqual(
      types.map(it => literal(it).type.name),
      ['i32', 'i32', 'u32', 'i64', 'u64', 'u128'],
    );
    assert.throws(() => literal(2n ** 128n), { name: 'EvaluationError' });
  });

  it('are negated in at least 32 bits and complemented in their own', () => {
    assert.equal(shown(negate(integer('u8', 1n))), '-1 i32');
    assert.equal(shown(negate(integer('u32', 1n))), '4294967295 u32');
    assert.equal(shown(complement(integer('u8', 1n))), '254 u8');
  });

  const refusals: readonly [ArithmeticOperator, bigint, RegExp][] = [
    ['/', 0n, /^7 cannot be divided by zero$/],
    ['%', 0n, /division by zero$/],
    ['<<', 32n, /^i32 cannot be shifted by 32 bits$/],
    ['>>', -1n, /^i32 cannot be shifted by -1 bits$/],
  ];
  for (const [operator, right, message] of refusals) {
    it(`refuse 7 ${operator} ${right}`, () => {
      const one = integer('i32', right);
      assert.throws(() => calculate(operator, literal(7n), one), {
        name: 'EvaluationError',
        message,
      });
    });
  }

  it('calculate in 32 bits as the machine does', () => {
    const word = fc.integer({ min: 0, max: 0xffff_ffff });
    const machine: readonly [ArithmeticOperator, (a: number, b: number) => number][] = [
      ['+', (a, b) => a + b],
      ['-', (a, b) => a - b],
      ['*', Math.imul],
      ['&', (a, b) => a & b],
      ['^', (a, b) => a ^ b],
      ['|', (a, b) => a | b],
    ];
    fc.assert(
      fc.property(word, word, fc.constantFrom(...machine), (a, b, [operator, result]) => {
        const { value } = calculate(operator, integer('u32', BigInt(a)), integer('u32', BigInt(b)));
        assert.equal(Number(value), result(a, b) >>> 0);
      }),
    );
  });
});
