import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { bytesToHex, hexToBytes } from '../../shared/hex';
import { parseAddress } from '../address';
import type { Codec } from './codec';
import { BORSH, PACKED, decodeValue, encodeValue, sameValue } from './codec';
import type { Value } from './value';
import { formatValue } from './value';
import { isRefusal, valueFromJson, valueToJson } from './valueJson';
import { anyType, types, valueOf } from './valueType.fixture';
import { parseType } from './valueType';

const borsh: Codec = { ...BORSH, types };
const names = { addressOf: parseAddress, types };
const anyValue = anyType.chain(type => valueOf(type).map(value => ({ type, value })));

describe('Borsh', () => {
  // After the specification's table: https://borsh.io.
  const known: readonly [type: string, value: Value, hex: string][] = [
    ['uint32', 0x01020304n, '04030201'],
    ['int16', -2n, 'feff'],
    ['bool', true, '01'],
    ['string', 'hé', '0300000068c3a9'],
    ['bytes', Uint8Array.of(1, 2), '020000000102'],
    ['bytes2', Uint8Array.of(1, 2), '0102'],
    ['uint16[]', { items: [1n, 2n] }, '0200000001000200'],
    ['uint16[2]', { items: [1n, 2n] }, '01000200'],
    ['(uint8,bool)', { tuple: [7n, false] }, '0700'],
    ['()', { tuple: [] }, ''],
    ['option<uint8>', { option: 7n }, '0107'],
    ['option<uint8>', { option: undefined }, '00'],
    ['Side', { name: 'Buy', fields: [] }, '00'],
    ['Side', { name: 'Limit', fields: [{ name: '0', value: 5n }] }, '0105000000'],
  ];
  for (const [spelled, value, hex] of known) {
    const type = parseType(spelled)!;
    it(`${formatValue(value)} of ${spelled} is ${hex || 'nothing'}`, () => {
      assert.equal(bytesToHex(encodeValue(borsh, type, value)!), hex);
      assert.deepEqual(decodeValue(borsh, type, hexToBytes(hex)!), value);
    });
  }

  it('gives back what it took, whatever the type', () => {
    fc.assert(
      fc.property(anyValue, ({ type, value }) => {
        const bytes = encodeValue(borsh, type, value)!;
        const read = decodeValue(borsh, type, bytes);
        assert.deepEqual(plain(read), plain(value));
        assert.ok(sameValue(borsh, type, value, value));
      }),
    );
  });

  it('has one encoding for a value: bytes that are read are those that would be written', () => {
    fc.assert(
      fc.property(anyType, fc.uint8Array({ maxLength: 60 }), (type, bytes) => {
        const value = decodeValue(borsh, type, bytes);
        if (value !== undefined) {
          assert.equal(bytesToHex(encodeValue(borsh, type, value)!), bytesToHex(bytes));
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('refuses bytes that are cut off or followed by others', () => {
    fc.assert(
      fc.property(anyValue, ({ type, value }) => {
        const bytes = encodeValue(borsh, type, value)!;
        assert.equal(decodeValue(borsh, type, Uint8Array.of(...bytes, 0)), undefined);
        if (bytes.length > 0) {
          assert.equal(decodeValue(borsh, type, bytes.subarray(0, -1)), undefined);
        }
      }),
    );
  });

  const hostile: readonly [what: string, type: string, hex: string][] = [
    ['four billion bytes', 'bytes', 'ffffffff'],
    ['four billion nothings', '()[]', 'ffffffff'],
    ['four billion structs of nothing', 'bytes0[]', 'ffffffff'],
    ['a flag of 2', 'bool', '02'],
    ['an option of 2', 'option<uint8>', '0207'],
    ['a variant nobody declared', 'Side', '04'],
    ['text that is no UTF-8', 'string', '01000000ff'],
    ['a struct nobody declared', 'Nobody', ''],
  ];
  for (const [what, type, hex] of hostile) {
    it(`refuses ${what}`, () => {
      assert.equal(decodeValue(borsh, parseType(type)!, hexToBytes(hex)!), undefined);
    });
  }

  it('refuses a struct that contains itself', () => {
    const type = parseType('Endless')!;
    const endless = { name: 'Endless', fields: [{ name: 'a', typeName: 'Endless', type }] };
    const codec: Codec = { ...BORSH, types: [{ kind: 'struct', layout: 'borsh', ...endless }] };
    assert.equal(decodeValue(codec, type, new Uint8Array()), undefined);
  });

  it('has no bytes for a value of another type', () => {
    fc.assert(
      fc.property(anyValue, anyType, ({ value }, other) => {
        const bytes = encodeValue(borsh, other, value);
        // Some values are of both types; then they are read as the other, too.
        if (bytes !== undefined) assert.notEqual(decodeValue(borsh, other, bytes), undefined);
      }),
    );
  });
});

describe('packed fields', () => {
  it('delimit nothing: text and bytes take the rest', () => {
    assert.equal(bytesToHex(encodeValue(PACKED, parseType('string')!, 'ab')!), '6162');
    assert.deepEqual(decodeValue(PACKED, parseType('(uint8,string)')!, hexToBytes('076162')!), {
      tuple: [7n, 'ab'],
    });
  });

  for (const type of ['uint16[]', 'option<uint8>', 'Side']) {
    it(`have no ${type}`, () => {
      const codec: Codec = { ...PACKED, types };
      assert.equal(decodeValue(codec, parseType(type)!, Uint8Array.of(0, 0)), undefined);
    });
  }
});

describe('values in JSON', () => {
  it('say every value of every type', () => {
    fc.assert(
      fc.property(anyValue, ({ type, value }) => {
        const json = valueToJson(type, value, { types });
        const read = valueFromJson(type, JSON.parse(JSON.stringify(json)), names);
        if (isRefusal(read)) assert.fail(read.refusal);
        assert.deepEqual(plain(read), plain(value));
      }),
    );
  });

  const written: readonly [type: string, json: string, text: string][] = [
    ['uint16[]', '[1, "2"]', '[1, 2]'],
    ['(uint8,string)', '[1, "a"]', '(1, "a")'],
    ['option<uint8>', 'null', 'None'],
    ['option<uint8>', '7', 'Some(7)'],
    [
      'Order',
      '{ "side": "Buy", "price": 3, "note": "x" }',
      'Order { side: Buy, price: 3, note: "x" }',
    ],
    ['Side', '{ "Limit": 5 }', 'Limit(5)'],
    ['Side', '{ "Limit": [5] }', 'Limit(5)'],
    ['Side', '{ "Pair": [true, null] }', 'Pair(true, None)'],
    ['Wrapped', '"0x01"', 'Wrapped(0x01)'],
  ];
  for (const [type, json, text] of written) {
    it(`${json} of ${type} is ${text}`, () => {
      const value = valueFromJson(parseType(type)!, JSON.parse(json), names);
      if (isRefusal(value)) assert.fail(value.refusal);
      assert.equal(formatValue(value), text);
    });
  }

  const refused: readonly [type: string, json: string, refusal: string][] = [
    ['uint16[]', '1', '1 is not of type uint16[]: a list'],
    ['uint16[2]', '[1]', '[1] is not of type uint16[2]: a list of 2, not 1'],
    ['uint8[2]', '"0x01"', '"0x01" is not of type bytes2: 2 bytes, not 1'],
    ['uint16[]', '[1, -1]', 'item 1: -1 is not of type uint16: from 0 to 65535'],
    [
      'Side',
      '"Bay"',
      '"Bay" is not of type Side: one of Buy, Limit, Pair, By, fields as in { "Buy": … }',
    ],
    [
      'Side',
      '{ "By": { "who": 1 } }',
      'Side::By.who: 1 is not of type address: a label of this scenario or 40 hexadecimal digits',
    ],
    ['Order', '{ "side": "Buy", "price": 3 }', 'Order needs the field "note" of type string'],
    ['Order', '{ "cost": 3 }', 'Order has no field "cost": it has side, price, note'],
    ['Order', '7', '7 is no Order: an object of its fields'],
    ['Nobody', '7', '"Nobody" is no type: address, bool'],
  ];
  for (const [type, json, refusal] of refused) {
    it(`refuses ${json} for ${type}`, () => {
      const value = valueFromJson(parseType(type)!, JSON.parse(json), names);
      assert.ok(isRefusal(value));
      assert.equal(value.refusal.slice(0, refusal.length), refusal);
    });
  }
});

/** Bytes of a part of an array are equal to bytes, whatever they are a part of. */
function plain(value: Value | undefined): unknown {
  return JSON.parse(
    JSON.stringify(value ?? null, (_, it: unknown) =>
      typeof it === 'bigint' ? `${it}n` : it instanceof Uint8Array ? bytesToHex(it) : it,
    ),
  );
}
