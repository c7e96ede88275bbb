import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { anyType } from './valueType.fixture';
import { isUnit, namesIn, parseType, typeName } from './valueType';

describe('a type', () => {
  const spellings: readonly [text: string, name: string][] = [
    ['Vec<u8>', 'bytes'],
    ['uint8[]', 'bytes'],
    ["&'a [u8]", 'bytes'],
    ['&str', 'string'],
    ['alloc::string::String', 'string'],
    ['[u8; 32]', 'bytes32'],
    ['uint8[32]', 'bytes32'],
    ['[[u8; 4]; 2]', 'bytes4[2]'],
    ['Vec<Vec<u16>>', 'uint16[][]'],
    ['Vec<[u16; 3]>', 'uint16[3][]'],
    ['Option<Vec<(Address, u128)>>', 'option<(address,uint128)[]>'],
    ['&[&str]', 'string[]'],
    ['(u8,)', '(uint8)'],
    ['()', '()'],
    ['crate::book::Order', 'Order'],
    ['[i64; 2usize]', 'int64[2]'],
  ];
  for (const [text, name] of spellings) {
    it(`${text} is ${name}`, () => {
      const type = parseType(text);
      assert.equal(type && typeName(type), name);
    });
  }

  it('reads back from its own name', () => {
    fc.assert(
      fc.property(anyType, type => {
        assert.deepEqual(parseType(typeName(type)), type);
      }),
    );
  });

  it('of any text is a type or none, and never an error', () => {
    const words = fc.constantFrom(
      'u8',
      '[',
      ']',
      '(',
      ')',
      '<',
      '>',
      ',',
      ';',
      '7',
      'option',
      '&',
      '::',
      "'a",
      ' ',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(words).map(it => it.join('')),
        ),
        text => {
          const type = parseType(text);
          assert.ok(type === undefined || parseType(typeName(type)) !== undefined);
        },
      ),
    );
  });

  it('may be as deep as anybody writes, not as deep as a stack', () => {
    const nested = (depth: number): string => 'option<'.repeat(depth) + 'u8' + '>'.repeat(depth);
    assert.notEqual(parseType(nested(30)), undefined);
    assert.equal(parseType(nested(100_000)), undefined);
  });

  it('tells which structs and enums it needs', () => {
    assert.deepEqual(namesIn(parseType('(Order, option<Side[]>, uint8)')!), ['Order', 'Side']);
  });

  it('may be nothing at all', () => {
    assert.ok(isUnit(parseType('()')!));
    assert.ok(!isUnit(parseType('(u8,)')!));
  });
});
