import { strict as assert } from 'node:assert';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { MalformedInput } from '../../shared/errors';
import { EMPTY_ABI, mergeAbi } from './contractAbi';
import { readDeclarations } from './declarations';
import { parseAbi, printAbi, printAbiV1 } from './document';
import schema from './schema.json';
import { TYPED_LINES } from './typed.fixture';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const abi = readDeclarations(encode(`${TYPED_LINES}\0\0\n${TYPED_LINES}`), 'market.elf');

describe('the lines of the typed layer', () => {
  it('say what the contract is, each thing once', () => {
    const { name, docs, calls, functions, events, errors, types, storage } = abi;
    assert.deepEqual([name, docs, calls], ['market', 'Buys and sells.', 'typed']);
    assert.deepEqual(
      functions.map(it => `${it.mutability} ${it.name}${it.isInit ? ' (init)' : ''}`),
      ['payable place', 'write init (init)'],
    );
    assert.deepEqual(
      events.map(it => `${it.name} ${it.layout}`),
      ['Filled borsh', 'Logged packed'],
    );
    assert.deepEqual(events[0]?.fields[0]?.indexed, true);
    assert.deepEqual(
      errors.flatMap(it => it.variants.map(own => own.name)),
      ['TooLittle', 'Closed', 'Strange', 'Bad'],
    );
    assert.deepEqual(
      types.map(it => `${it.kind} ${it.name}`),
      ['struct Order', 'enum Side'],
    );
    assert.deepEqual(
      storage.map(it => `${it.kind} ${it.name} ${it.layout}`),
      ['item owner borsh', 'map orders borsh', 'map Balances repr-c'],
    );
  });

  it('are refused where one is broken, with the file and why', () => {
    assert.throws(() => readDeclarations(encode('{"function":{"name":"f"}}'), 'a.elf'), {
      message:
        'a.elf .avm.abi+0x00000000: not-an-abi (the selector of f is not a number from 0 to 4294967295)',
    });
    assert.throws(() => readDeclarations(encode('{"function":'), 'a.elf'), MalformedInput);
  });

  it('may be of a kind that is not known yet', () => {
    assert.deepEqual(readDeclarations(encode('{"proof":{}}')).functions, []);
  });
});

describe('a document', () => {
  it('says everything that the lines say', () => {
    assert.deepEqual(parseAbi(printAbi(abi), 'abi.json'), abi);
  });

  it('fits its schema', () => {
    const validate = new Ajv({ allErrors: true }).compile(schema);
    for (const it of [abi, EMPTY_ABI]) {
      assert.ok(validate(JSON.parse(printAbi(it))), JSON.stringify(validate.errors));
    }
    assert.ok(!validate({ ...(JSON.parse(printAbi(abi)) as object), calls: 'magic' }));
  });

  it('is the same text when it is printed again', () => {
    const text = printAbi(abi);
    assert.equal(printAbi(parseAbi(text, 'abi.json')), text);
  });

  it("becomes aVM's, without what that has no place for", () => {
    const old = parseAbi(
      '{ "functions": [ { "name": "f", "selector": 7, "inputs": [ { "name": "a", "type": "Address" } ] } ] }',
      'abi.json',
    );
    assert.deepEqual(JSON.parse(printAbiV1(old)), {
      version: '1.0',
      functions: [
        { name: 'f', selector: 7, inputs: [{ name: 'a', type: 'address' }], outputs: [] },
      ],
      events: [],
    });
  });

  const refused: readonly [text: string, why: string][] = [
    ['{ "calls": "magic" }', 'the calls of the contract, "magic", is none of typed, router, raw'],
    ['{ "functions": {} }', 'functions is not a list'],
    ['{ "types": [ { "name": "T" } ] }', 'the type T has no kind'],
    [
      '{ "errors": [ { "name": "E", "id": -1 } ] }',
      'the id of E is not a number from 0 to 4294967295',
    ],
    [
      '{ "functions": [ { "name": "f", "selector": 1, "mutability": "pure" } ] }',
      'the mutability of f, "pure", is none of view, write, payable',
    ],
    [
      '{ "storage": [ { "name": "s", "value": "[u8" } ] }',
      'the value of s, "[u8", is none of address, bool',
    ],
    ['{ "functions": [ { "selector": 1 } ] }', 'a function has no name'],
    [
      '{ "functions": [ { "name": "f", "selector": 1, "inputs": [ 1 ] } ] }',
      'one of inputs of f is not an object',
    ],
  ];
  for (const [text, why] of refused) {
    it(`is refused: ${why}`, () => {
      assert.throws(
        () => parseAbi(text, 'abi.json'),
        (error: unknown) => error instanceof MalformedInput && error.message.includes(why),
      );
    });
  }

  it('of any JSON is read or refused, with no other error', () => {
    const word = fc.constantFrom(
      'functions',
      'name',
      'inputs',
      'type',
      'selector',
      'types',
      'fields',
      'kind',
      'variants',
      'storage',
      'errors',
      'events',
    );
    const value = fc.letrec(tie => ({
      any: fc.oneof(
        { depthSize: 'small' },
        fc.constantFrom('f', 'u8', 'struct', 'enum', 'item', 1, -1, null, true),
        fc.array(tie('any'), { maxLength: 3 }),
        fc.dictionary(word, tie('any'), { maxKeys: 4 }),
      ),
    })).any;
    fc.assert(
      fc.property(value, json => {
        try {
          parseAbi(JSON.stringify(json), 'abi.json');
        } catch (error) {
          assert.ok(error instanceof MalformedInput);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe('two descriptions of one contract', () => {
  const file = parseAbi(
    `{ "version": "2.0", "name": "old", "calls": "router",
       "functions": [ { "name": "place", "selector": 1 }, { "name": "extra", "selector": 2 } ],
       "storage": [ { "name": "Balances", "domain": "Balances", "kind": "map", "key": "address", "value": "uint128" } ] }`,
    'abi.json',
  );
  const merged = mergeAbi(abi, file);

  it('are one; the first wins where both have a word for it', () => {
    assert.deepEqual([merged.name, merged.calls], ['market', 'typed']);
    assert.deepEqual(
      merged.functions.map(it => it.name),
      ['place', 'init', 'extra'],
    );
    assert.equal(merged.functions[0]?.selector, 3028529107);
  });

  it('know a map whose types only one of them has', () => {
    const balances = merged.storage.filter(it => it.name === 'Balances');
    assert.deepEqual(
      balances.map(it => it.key?.kind),
      ['address'],
    );
  });
});
