import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { bytesToHex } from '../../shared/hex';
import { DEFAULT_BLOCK } from '../block';
import { EMPTY_ABI } from '../abi/contractAbi';
import { ScenarioError } from './problems';
import { resolveScenario } from './resolve';
import { parseScenario } from './scenario';
import { ALICE, BOB, TOKEN, file, resolve, token } from './tokenScenario.fixture';

function problems(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    assert.ok(error instanceof ScenarioError, String(error));
    return error.message;
  }
  return 'no problem';
}

describe('a scenario of many', () => {
  const address = (at: number): string => at.toString(16).padStart(40, '0');

  it('accounts is read in a time that grows with them', () => {
    const labels = Array.from({ length: 20_000 }, (_, at) => `a${at}`);
    const accounts = Object.fromEntries(
      labels.map((it, at) => [it, { address: address(at), balance: 1 }]),
    );
    const text = JSON.stringify({ version: 1, accounts, transactions: [] });
    assert.equal(parseScenario(text, 'a.json').accounts.length, 20_000);
  }).timeout(20_000);

  it('mistakes tells a hundred or so, and of numbers as much as fits a line', () => {
    const wrong = { transfer: { to: 'bob', value: 1 }, from: 'alice' };
    const text = JSON.stringify({ version: 1, transactions: Array(5000).fill(wrong) });
    assert.throws(
      () => parseScenario(text, 'a.json'),
      (error: ScenarioError) => {
        assert.equal(error.problems.length, 100);
        return true;
      },
    );
    const much = `{"version":1,"accounts":{"a":{"address":"${address(1)}","balance":${'9'.repeat(1000)}}},"transactions":[]}`;
    assert.throws(() => parseScenario(much, 'a.json'), /^\S+ a\.json:1:\d+: 9{60}… is not exact/);
  });
});

describe('a file that is no scenario', () => {
  it('is told once, where it is not called JSON', () => {
    const rust = 'fn main() {}\nfn other() {}';
    const said = {
      message: 'main.rs:1:1: no scenario: that is a JSON file, such as a.scenario.json',
    };
    assert.throws(() => parseScenario(rust, 'main.rs'), said);
    assert.throws(() => parseScenario(rust, 'a.json'), /^\S+ a\.json:1:1: not JSON/);
  });
});

describe('a scenario file', () => {
  const parse = (text: string) => (): unknown => parseScenario(text, 'a.scenario.json');
  const wrong: readonly [name: string, text: string, message: string][] = [
    ['that is empty', '', 'a.scenario.json:1:1: the file is empty'],
    [
      'with a missing comma',
      '{ "version": 1\n  "transactions": [] }',
      'a.scenario.json:2:3: not JSON: comma expected',
    ],
    [
      'without transactions',
      '{ "version": 1 }',
      'a.scenario.json:1:1: "transactions" is missing: The bundle, in order. Each transaction has exactly one of create, call and transfer',
    ],
    [
      'of another version',
      '{ "version": 2, "transactions": [] }',
      'a.scenario.json:1:14: must be 1: Version of this file form. It is 1',
    ],
    [
      'with a misspelt property',
      '{ "version": 1, "transactions": [],\n  "acounts": {} }',
      'a.scenario.json:2:3: unknown property "acounts": did you mean "accounts"?',
    ],
    [
      'with unknown rules',
      '{ "version": 1, "transactions": [], "rules": "loose" }',
      'a.scenario.json:1:46: "loose" is none of "strict" or "compat"',
    ],
    [
      'with a block number that no chain has',
      '{ "version": 1, "transactions": [], "block": { "number": "18446744073709551616" } }',
      'a.scenario.json:1:58: "18446744073709551616" does not fit into 64 bits',
    ],
    [
      'with a short address',
      '{ "version": 1, "transactions": [], "accounts": { "a": { "address": "d5" } } }',
      'a.scenario.json:1:69: "d5" does not fit: 20 bytes as 40 hexadecimal digits, with or without 0x',
    ],
    [
      'with a label that is none',
      `{ "version": 1, "transactions": [], "accounts": { "7": { "address": "${BOB}" } } }`,
      'a.scenario.json:1:51: "7" is no label: A name: letters, digits, _ and -, beginning with a letter',
    ],
    [
      'with a binary of what is no crate',
      `{ "version": 1, "transactions": [], "contracts": { "c": { "address": "${BOB}", "elf": "c", "bin": "d" } } }`,
      'a.scenario.json:1:126: "bin" goes with "crate": it says which of its binaries',
    ],
    [
      'with a transaction of two kinds',
      file('{ "from": "alice", "create": "token", "call": "token" }'),
      'a.scenario.json:9:5: a transaction has exactly one of "create", "call" or "transfer"',
    ],
    [
      'with a sender nobody declared',
      file('{ "from": "alcie", "create": "token" }'),
      'a.scenario.json:9:15: "alcie" is neither a label nor an address: did you mean "alice"?',
    ],
    [
      'that creates an account',
      file('{ "from": "alice", "create": "bob" }'),
      'a.scenario.json:9:34: "bob" is no label of contracts: known: "token"',
    ],
    [
      'with an input that is neither bytes nor a list',
      file('{ "from": "alice", "call": "token", "input": 5 }'),
      'a.scenario.json:9:50: 5 does not fit: Input of a call without an ABI: hexadecimal bytes, or values with their types, one after another',
    ],
    [
      'with a value without its type',
      file('{ "from": "alice", "call": "token", "input": [ { "value": 5 } ] }'),
      'a.scenario.json:9:52: "type" is missing: address, bool, uint8 to uint256, int8 to int128, bytesN, T[N], (A,B), bytes or string',
    ],
    [
      'with an inexact number',
      file('{ "from": "alice", "transfer": { "to": "bob", "value": 9007199254740993 } }'),
      'a.scenario.json:9:60: 9007199254740993 is not exact in JSON: write it as a string',
    ],
    [
      'with a number that is infinite in JavaScript',
      file('{ "from": "alice", "transfer": { "to": "bob", "value": 1e400 } }'),
      'a.scenario.json:9:60: 1e400 is not exact in JSON: write it as a string',
    ],
    [
      'with a member that is a prototype in JavaScript',
      file('{ "from": "alice", "transfer": { "to": "bob", "value": 1 }, "__proto__": {} }'),
      'a.scenario.json:9:65: unknown property "__proto__": known: "as", "create", "call", "transfer", "from", "function", "arguments", "input", "value", "nonce", "gasLimit", "comment" or "expect"',
    ],
    [
      'with a broken pattern',
      file('{ "from": "alice", "call": "token", "expect": { "reason": "/(/" } }'),
      'a.scenario.json:9:63: "(" is no regular expression: Unterminated group',
    ],
    [
      'with a returned value that is to fit what is no expression',
      file('{ "from": "alice", "call": "token", "expect": { "returns": { "matches": "(" } } }'),
      'a.scenario.json:9:64: "(" is no regular expression: Unterminated group',
    ],
    [
      'with a bound that is no number',
      file(
        '{ "from": "alice", "call": "token", "expect": { "storage": { "token": { "Meta": { "atLeast": 1.5 } } } } }',
      ),
      'a.scenario.json:9:85: 1.5 is no bound: a whole number, such as 42 or "42"',
    ],
    [
      'with a range without numbers',
      file(
        '{ "from": "alice", "call": "token", "expect": { "gasUsed": { "atLeast": 9, "atMost": 1 } } }',
      ),
      'a.scenario.json:9:64: no number is at least 9 and at most 1',
    ],
    [
      'with a nonce that is not whole',
      file('{ "from": "alice", "call": "token", "nonce": 1.5 }'),
      'a.scenario.json:9:50: 1.5 where a whole number or a text is wanted: A number; above 2^53 as a decimal string',
    ],
    [
      'with two names for one account',
      file().replace(BOB.toUpperCase(), ALICE),
      'a.scenario.json:5:25: "alice" has this address already',
    ],
  ];
  for (const [name, text, message] of wrong) {
    it(`${name} is refused`, () => assert.equal(problems(parse(text)), message));
  }

  it('says in which block its transactions are, or leaves that to the chain', () => {
    const block = (members: string): unknown =>
      parseScenario(`{ "version": 1, "transactions": []${members} }`, 'a.scenario.json').block;
    assert.deepEqual(block(''), DEFAULT_BLOCK);
    assert.deepEqual(block(', "block": { "number": 7, "timestamp": "18446744073709551615" }'), {
      ...DEFAULT_BLOCK,
      number: 7n,
      timestamp: 2n ** 64n - 1n,
    });
  });

  it('has all of its problems told at once', () => {
    const text = file(
      '{ "from": "carol", "create": "token" }',
      '{ "from": "alice", "call": "dave", "arguments": {} }',
    );
    assert.equal(problems(parse(text)).split('\n').length, 3);
  });
});

describe('any scenario file', () => {
  const whole = file(
    '{ "create": "token", "from": "alice", "nonce": 4, "expect": { "status": "success" } }',
    '{ "call": "token", "from": "alice", "function": "transfer", "arguments": { "amount": 1, "to": "bob" } }',
    '{ "call": "token", "from": "bob", "input": [ { "type": "uint16", "value": 258 } ], "expect": { "reason": "/a/", "storage": { "token": { "Meta": null } } } }',
  );
  /** Reads it as far as it goes; nothing but a ScenarioError may come out. */
  function read(text: string): void {
    try {
      resolveScenario(parseScenario(text, 's.json'), new Map([['token', token]]));
    } catch (error) {
      assert.ok(error instanceof ScenarioError, String(error));
      for (const it of error.problems) assert.ok(it.line > 0 && it.column > 0 && it.message !== '');
    }
  }

  it('is read or refused, whatever character of it changes', () => {
    const change = fc.record({
      at: fc.nat(whole.length),
      length: fc.nat(12),
      text: fc.oneof(
        fc.string({ maxLength: 3 }),
        fc.constantFrom('{', '}', '[', '"', '-1', 'null'),
      ),
    });
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), changes => {
        let text = whole;
        for (const { at, length, text: put } of changes) {
          text = text.slice(0, at) + put + text.slice(at + length);
        }
        read(text);
      }),
      { numRuns: 500 },
    );
  });

  it('is read or refused, whatever value stands where', () => {
    const value = fc.oneof(fc.jsonValue(), fc.constantFrom('bob', 'token', '', -1, 1.5, 2 ** 60));
    const paths = jsonPaths(JSON.parse(whole) as object);
    fc.assert(
      fc.property(fc.constantFrom(...paths), value, (path, it) => {
        const changed = JSON.parse(whole) as Record<string, unknown>;
        const last = path.at(-1) ?? '';
        let target: Record<string, unknown> = changed;
        for (const name of path.slice(0, -1)) target = target[name] as Record<string, unknown>;
        target[last] = it;
        read(JSON.stringify(changed));
      }),
      { numRuns: 500 },
    );
  });
});

/** The path of every member of a value. */
function jsonPaths(value: unknown): string[][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, it]) => [
    [name],
    ...jsonPaths(it).map(path => [name, ...path]),
  ]);
}

describe('a scenario with its programs', () => {
  it('becomes a bundle', () => {
    const { bundle, genesis, labels } = resolve(
      '{ "create": "token", "from": "alice", "nonce": 4, "gasLimit": "5" }',
      '{ "call": "token", "from": "alice", "function": "transfer", "arguments": { "amount": 1, "to": "bob" } }',
      `{ "call": "${TOKEN}", "from": "bob", "value": "0x10", "input": [ { "type": "uint16", "value": 258 }, { "type": "address", "value": "alice" } ] }`,
      '{ "call": "token", "from": "alice", "input": "0xAB" }',
      '{ "transfer": { "to": "bob", "value": "1_000" }, "from": "alice" }',
    );
    assert.deepEqual(
      [0, 1, 2, 3, 4]
        .flatMap(at => bundle.at(at) ?? [])
        .map(it => [it.kind, it.from, it.to, it.value, it.nonce, bytesToHex(it.data), it.gasLimit]),
      [
        ['create', ALICE, TOKEN, 0n, 4n, '13', 5n],
        ['call', ALICE, TOKEN, 0n, 'next', `0218${BOB}01000000`, 100_000_000n],
        ['call', BOB, TOKEN, 16n, 'next', `0201${ALICE}`, 100_000_000n],
        ['call', ALICE, TOKEN, 0n, 'next', 'ab', 100_000_000n],
        ['transfer', ALICE, BOB, 1000n, 'next', '', 100_000_000n],
      ],
    );
    assert.deepEqual(
      [...genesis.accounts()].map(([at, it]) => [at, it.balance]),
      [
        [ALICE, 1000n],
        [BOB, 0n],
      ],
    );
    assert.deepEqual([...labels.values()], ['alice', 'bob', 'token']);
  });

  const wrong: readonly [name: string, transaction: string, message: string][] = [
    [
      'a function that is not there',
      '{ "call": "token", "from": "bob", "function": "transfre" }',
      'a.scenario.json:9:51: token has no function "transfre": did you mean "transfer"?',
    ],
    [
      'an argument too few',
      '{ "call": "token", "from": "bob", "function": "balance_of" }',
      'a.scenario.json:9:5: balance_of needs the argument "owner" of type address',
    ],
    [
      'an argument too many',
      '{ "call": "token", "from": "bob", "function": "balance_of", "arguments": { "owner": "bob", "x": 1 } }',
      'a.scenario.json:9:96: balance_of has no argument "x": known: "owner"',
    ],
    [
      'an argument out of range',
      '{ "call": "token", "from": "bob", "function": "transfer", "arguments": { "to": "bob", "amount": 4294967296 } }',
      'a.scenario.json:9:101: 4294967296 is not of type uint32: from 0 to 4294967295',
    ],
    [
      'an unknown type',
      '{ "call": "token", "from": "bob", "input": [ { "type": "u33", "value": 1 } ] }',
      'a.scenario.json:9:60: "u33" is no type: address, bool, uint8 to uint256, int8 to int128, bytesN, T[N], (A,B), bytes or string',
    ],
  ];
  for (const [name, transaction, message] of wrong) {
    it(`refuses ${name}`, () =>
      assert.equal(
        problems(() => resolve(transaction)),
        message,
      ));
  }

  it('needs an ABI for a function', () => {
    const scenario = parseScenario(
      file('{ "call": "token", "from": "bob", "function": "f" }'),
      'a.scenario.json',
    );
    const bare = new Map([['token', { ...token, abi: EMPTY_ABI }]]);
    assert.match(
      problems(() => resolveScenario(scenario, bare)),
      /token has no function "f": nothing describes its functions; give "input" instead/,
    );
  });
});
