import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { MalformedInput } from '../../shared/errors';
import { bytesToHex, hexToBytes } from '../../shared/hex';
import type { Address } from '../address';
import { addressToBytes, parseAddress } from '../address';
import { decodeCalls, decodeReturn, encodeCall, formatCall } from './calls';
import { PACKED, decodeValue, encodeValue } from './codec';
import { mergeAbi } from './contractAbi';
import { readDeclarations } from './declarations';
import { parseAbi } from './document';
import { decodeEvent, encodeEvent } from './events';
import { decodeStorage } from './storage';
import { formatValue } from './value';
import type { Json } from './valueJson';
import { isRefusal, valueFromJson } from './valueJson';
import { parseType, typeName } from './valueType';

const alice = parseAddress('d5a3c7f85d2b6e91fa78cd3210b45f6ae913d0d0') as Address;
const bob = parseAddress('d5a3c7f85d2b6e91fa78cd3210b45f6ae913d0d1') as Address;
const labels = new Map([
  [alice, 'alice'],
  [bob, 'bob'],
]);

const declarations = readDeclarations(
  new TextEncoder().encode(
    [
      'event Transfer(from:Address,to:Address,value:u32)',
      'event Named(name:[u8; 4],ok:bool)',
      'event Empty()',
      'event Transfer(from:Address,to:Address,value:u32)',
      'struct Metadata(total_supply:u32,decimals:u8)',
      'struct User(id:u64,active:bool,level:u8)',
      'struct Wide(flag:bool,amount:u128)',
      'struct Owned(owner:Address,user:User)',
      'struct Endless(self:Endless)',
      '\0\0map Balances',
      'map Allowances',
      'library of the future',
    ].join('\n') + '\n',
  ),
);

const file = parseAbi(
  `{ "version": "1.0", "functions": [
    { "name": "transfer", "selector": 2, "outputs": [],
      "inputs": [ { "name": "to", "type": "address" }, { "name": "amount", "type": "uint32" } ] },
    { "name": "balance_of", "selector": 5, "outputs": [ { "type": "uint32" } ],
      "inputs": [ { "name": "owner", "type": "address" } ] } ],
    "events": [ { "name": "Minted", "inputs": [ { "name": "amount", "type": "uint32", "indexed": false } ] } ] }`,
  'abi.json',
);
const abi = mergeAbi(declarations, file);
const [transfer, balanceOf] = file.functions;

describe('declarations in an ELF', () => {
  it('are read line by line, once each', () => {
    assert.deepEqual(
      declarations.events.map(it => it.name),
      ['Transfer', 'Named', 'Empty'],
    );
    assert.deepEqual(
      declarations.types.map(it => it.name),
      ['Metadata', 'User', 'Wide', 'Owned', 'Endless'],
    );
    assert.deepEqual(
      declarations.storage.filter(it => it.kind === 'map').map(it => it.name),
      ['Balances', 'Allowances'],
    );
    assert.deepEqual(declarations.events[1]?.fields[0], {
      name: 'name',
      typeName: '[u8; 4]',
      type: { kind: 'fixedBytes', length: 4 },
    });
  });

  it('are none in a program without the section', () => {
    assert.deepEqual(readDeclarations(undefined).events, []);
  });
});

describe('abi.json', () => {
  const wrong: readonly [text: string, message: string][] = [
    ['{ "functions": [', 'abi.json:1:17: not-json (close bracket expected)'],
    ['{\n  "functions": [,]\n}', 'abi.json:2:17: not-json (value expected)'],
    ['', 'abi.json:1:1: not-json (the file is empty)'],
    ['['.repeat(100_000), 'abi.json:1:101: not-json (nested more than 100 deep)'],
    ['[]', 'abi.json+0x00000000: not-an-abi (the file is not an object)'],
    [
      '{ "functions": [ { "name": "f", "selector": 256 } ] }',
      'abi.json+0x00000000: not-an-abi (the selector of f is not a number from 0 to 255)',
    ],
    [
      '{ "events": [ { "name": "E", "inputs": [ {} ] } ] }',
      'abi.json+0x00000000: not-an-abi (a parameter of E has no type)',
    ],
  ];
  for (const [text, message] of wrong) {
    it(`refuses ${text.slice(0, 60)}`, () => {
      assert.throws(() => parseAbi(text, 'abi.json'), new MalformedInput('', at(0)).constructor);
      assert.throws(() => parseAbi(text, 'abi.json'), { message });
    });
  }
});

describe('calls', () => {
  const encoded = encodeCall(abi, transfer!, [{ address: bob }, 50_000_000n]) as Uint8Array;

  it('are a selector, a length and the arguments', () => {
    assert.equal(bytesToHex(encoded), `0218${bob}80f0fa02`);
  });

  it('are read back with names', () => {
    const calls = decodeCalls(abi, encoded);
    assert.equal(
      calls?.map(it => formatCall(it, labels)).join(),
      'transfer(to: bob, amount: 50000000)',
    );
  });

  it('are not seen in bytes that are none', () => {
    assert.equal(decodeCalls(abi, Uint8Array.of(2, 5, 0)), undefined);
    assert.equal(decodeCalls(abi, Uint8Array.of(9, 0)), undefined);
    assert.equal(decodeCalls(abi, new Uint8Array()), undefined);
  });

  it('return what they declare', () => {
    assert.equal(decodeReturn(abi, balanceOf!, hexToBytes('80f0fa02')!), 50_000_000n);
    assert.equal(decodeReturn(abi, balanceOf!, hexToBytes('80f0fa')!), undefined);
    assert.equal(decodeReturn(abi, transfer!, hexToBytes('80f0fa02')!), undefined);
  });

  it('do not fit a router above 255 bytes of arguments', () => {
    const input = { name: 'b', typeName: 'bytes', type: { kind: 'bytes' } } as const;
    const long = { ...transfer!, name: 'f', inputs: [input] };
    assert.equal((encodeCall(abi, long, [new Uint8Array(255)]) as Uint8Array).length, 257);
    assert.deepEqual(encodeCall(abi, long, [new Uint8Array(256)]), {
      refusal: "the arguments of f take more than the router's 255 bytes",
    });
  });
});

describe('events', () => {
  const event = abi.events.find(it => it.name === 'Transfer')!;
  const values = [{ address: alice }, { address: bob }, 7n];

  it('have a padded name, then fields without padding', () => {
    const bytes = encodeEvent(abi, event, values)!;
    assert.equal(bytes.length, 76); // aVM's figure for its erc20.
    assert.deepEqual(
      decodeEvent(abi, bytes)?.fields.map(it => `${it.name}=${formatValue(it.value, labels)}`),
      ['from=alice', 'to=bob', 'value=7'],
    );
  });

  it('of which one byte is missing or too many are not decoded', () => {
    const bytes = encodeEvent(abi, event, values)!;
    assert.equal(decodeEvent(abi, bytes.subarray(0, 75)), undefined);
    assert.equal(decodeEvent(abi, Uint8Array.from([...bytes, 0])), undefined);
    assert.equal(decodeEvent(abi, new Uint8Array(4)), undefined);
  });
});

describe('storage', () => {
  const pair = bytesToHex(addressToBytes(alice)) + bytesToHex(addressToBytes(bob));
  const cases: readonly [key: string, value: string, label: string, text: string][] = [
    [
      'P:4d65746164617461',
      '00e1f50512000000',
      'Metadata',
      '{ total_supply: 100000000, decimals: 18 }',
    ],
    ['P:4d65746164617461', '00e1f50512', 'Metadata', '0x00e1f50512'], // Too short for the struct.
    [
      'P:55736572',
      '409c0000000000000004000000000000',
      'User',
      '{ id: 40000, active: false, level: 4 }',
    ],
    // u128 is aligned to 8 on riscv32.
    [
      'P:57696465',
      '0100000000000000' + '2a' + '00'.repeat(15),
      'Wide',
      '{ flag: true, amount: 42 }',
    ],
    [
      'P:4f776e6564',
      `${bob}00000000409c0000000000000104000000000000`,
      'Owned',
      '{ owner: bob, user.id: 40000, user.active: true, user.level: 4 }',
    ],
    ['P:456e646c657373', '00', 'Endless', '0'],
    [`Balances:${alice}`, '80f0fa02', 'Balances[alice]', '50000000'],
    [`Allowances:${pair}`, '07000000', 'Allowances[alice, bob]', '7'],
    ['Names:0102', 'aabbcc', 'Names[0x0102]', '0xaabbcc'],
    ['Names:6162', '01', 'Names[ab]', '1'],
    ['loose', '01', 'loose', '1'],
  ];
  for (const [key, value, label, text] of cases) {
    it(`${key} = ${value} reads ${label} = ${text}`, () => {
      const slot = decodeStorage(abi, key, hexToBytes(value)!, labels);
      assert.deepEqual([slot.label, slot.text], [label, text]);
    });
  }
});

describe('values from JSON', () => {
  const addressOf = (text: string): Address | undefined =>
    text === 'bob' ? bob : parseAddress(text);
  const good: readonly [type: string, json: Json, text: string][] = [
    ['address', 'bob', bob],
    ['address', `0x${bob}`, bob],
    ['uint8', 255, 'ff'],
    ['uint32', '1_000', 'e8030000'],
    ['uint128', '340282366920938463463374607431768211455', 'ff'.repeat(16)],
    ['uint32', '0x10', '10000000'],
    ['i32', -1, 'ffffffff'],
    ['bool', true, '01'],
    ['bytes', '0x0102', '0102'],
    ['bytes4', '01020304', '01020304'],
    ['string', 'hé', '68c3a9'],
  ];
  for (const [type, json, text] of good) {
    it(`${type} ${JSON.stringify(json)}`, () => {
      const known = parseType(type)!;
      const value = valueFromJson(known, json, { addressOf, types: [] });
      if (isRefusal(value)) assert.fail(value.refusal);
      assert.equal(bytesToHex(encodeValue(PACKED, known, value)!), text);
    });
  }

  const bad: readonly [type: string, json: Json, refusal: string][] = [
    ['uint8', 256, '256 is not of type uint8: from 0 to 255'],
    ['uint8', -1, '-1 is not of type uint8: from 0 to 255'],
    [
      'uint64',
      2 ** 53,
      '9007199254740992 is not of type uint64: a number above 2^53 is in quotes, or JSON loses its last digits',
    ],
    ['uint64', 5.5, '5.5 is not of type uint64: a whole number, such as 42 or "42"'],
    ['uint64', 'many', '"many" is not of type uint64: a whole number, such as 42 or "42"'],
    ['bool', 1, '1 is not of type bool: true or false'],
    [
      'address',
      'carol',
      '"carol" is not of type address: a label of this scenario or 40 hexadecimal digits',
    ],
    ['bytes2', '0x01', '"0x01" is not of type bytes2: 2 bytes, not 1'],
    ['bytes', '0x0', '"0x0" is not of type bytes: a string of hexadecimal bytes'],
  ];
  for (const [type, json, refusal] of bad) {
    it(`refuses ${type} ${JSON.stringify(json)}`, () => {
      assert.deepEqual(valueFromJson(parseType(type)!, json, { addressOf, types: [] }), {
        refusal,
      });
    });
  }

  it('round-trip through bytes for every integer type', () => {
    for (const name of ['u8', 'u16', 'u32', 'u64', 'u128', 'u256', 'i8', 'i32', 'i128']) {
      const type = parseType(name)!;
      const bits = Number(name.slice(1));
      const range = name.startsWith('u')
        ? { min: 0n, max: (1n << BigInt(bits)) - 1n }
        : { min: -(1n << BigInt(bits - 1)), max: (1n << BigInt(bits - 1)) - 1n };
      fc.assert(
        fc.property(fc.bigInt(range), it => {
          assert.equal(decodeValue(PACKED, type, encodeValue(PACKED, type, it)!), it);
        }),
      );
    }
  });

  it('know types under both spellings, and no others', () => {
    assert.equal(typeName(parseType('u32')!), 'uint32');
    assert.equal(typeName(parseType('[u8;32]')!), 'bytes32');
    assert.equal(typeName(parseType('clibc::types::Address')!), 'address');
    for (const name of [
      'u7',
      'HashMap<u8, u8>',
      '[u8',
      'u8]',
      '(u8',
      'a-b',
      '',
      'bytes99999999999',
    ]) {
      assert.equal(parseType(name), undefined, name);
    }
  });
});

function at(offset: number): { source: string; offset: number } {
  return { source: 'abi.json', offset };
}
