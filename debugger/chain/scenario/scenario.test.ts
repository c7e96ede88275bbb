import { strict as assert } from 'node:assert';
import { bytesToHex } from '../../shared/hex';
import { parseAbiFile } from '../abi/abiFile';
import { EMPTY_ABI, mergeAbi } from '../abi/contractAbi';
import { readDeclarations } from '../abi/declarations';
import { encodeEvent } from '../abi/events';
import type { Program } from '../abi/program';
import { hashCode } from '../codeHash';
import type { Receipt } from '../receipt';
import { checkExpectations, formatMismatch } from './expectations';
import { ScenarioError } from './problems';
import type { ResolvedScenario } from './resolve';
import { resolveScenario } from './resolve';
import { parseScenario } from './scenario';

const TOKEN = 'd5a3c7f85d2b6e91fa78cd3210b45f6ae913d0d1';
const ALICE = 'd5a3c7f85d2b6e91fa78cd3210b45f6ae913d0d0';
const BOB = 'd5a3c7f85d2b6e91fa78cd3210b45f6ae913d0d2';

/** A scenario file with these transactions. */
function file(...transactions: string[]): string {
  return `{
  "version": 1,
  "accounts": {
    "alice": { "address": "${ALICE}", "balance": "1000" },
    "bob": { "address": "0x${BOB.toUpperCase()}" }
  },
  "contracts": { "token": { "crate": "..", "address": "${TOKEN}" } },
  "transactions": [
    ${transactions.join(',\n    ')}
  ]
}
`;
}

const abi = mergeAbi(
  parseAbiFile(
    `{ "functions": [
      { "name": "transfer", "selector": 2, "inputs": [
        { "name": "to", "type": "address" }, { "name": "amount", "type": "uint32" } ] },
      { "name": "balance_of", "selector": 5, "inputs": [ { "name": "owner", "type": "address" } ],
        "outputs": [ { "type": "uint32" } ] } ] }`,
    'abi.json',
  ),
  readDeclarations(
    new TextEncoder().encode(
      'event Transfer(from:Address,value:u32)\nstruct Meta(supply:u32)\nmap Balances\n',
    ),
  ),
);
const image = Uint8Array.of(0x13);
const token: Program = {
  name: 'token',
  path: 'token.elf',
  bytes: image,
  image,
  codeHash: hashCode(image),
  abi,
};

function resolve(...transactions: string[]): ResolvedScenario {
  return resolveScenario(
    parseScenario(file(...transactions), 'a.scenario.json'),
    new Map([['token', token]]),
  );
}

function problems(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    assert.ok(error instanceof ScenarioError, String(error));
    return error.message;
  }
  return 'no problem';
}

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
      'a.scenario.json:9:50: number 5 does not fit: Input of a call without an ABI: hexadecimal bytes, or values with their types, one after another',
    ],
    [
      'with a value without its type',
      file('{ "from": "alice", "call": "token", "input": [ { "value": 5 } ] }'),
      'a.scenario.json:9:52: "type" is missing: address, bool, uint8, uint16, uint32, uint64, uint128, bytesN, bytes or string',
    ],
    [
      'with an inexact number',
      file('{ "from": "alice", "transfer": { "to": "bob", "value": 9007199254740993 } }'),
      'a.scenario.json:9:60: 9007199254740992 is not exact in JSON: write it as a string',
    ],
    [
      'with a broken pattern',
      file('{ "from": "alice", "call": "token", "expect": { "reason": "/(/" } }'),
      'a.scenario.json:9:63: /(/ is not a regular expression',
    ],
  ];
  for (const [name, text, message] of wrong) {
    it(`${name} is refused`, () => assert.equal(problems(parse(text)), message));
  }

  it('has all of its problems told at once', () => {
    const text = file(
      '{ "from": "carol", "create": "token" }',
      '{ "from": "alice", "call": "dave", "arguments": {} }',
    );
    assert.equal(problems(parse(text)).split('\n').length, 3);
  });
});

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
      bundle.map(it => [
        it.kind,
        it.from,
        it.to,
        it.value,
        it.nonce,
        bytesToHex(it.data),
        it.gasLimit,
      ]),
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
      'a.scenario.json:9:60: "u33" is no type: address, bool, uint8, uint16, uint32, uint64, uint128, bytesN, bytes or string',
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
      /token has no function "f": it has no abi.json; give "input" instead/,
    );
  });
});

describe('expectations', () => {
  /** A call of balance_of whose receipt is all that an expectation can ask for. */
  function differences(expect: string): string[] {
    const resolved = resolve(
      '{ "create": "token", "from": "alice" }',
      `{ "call": "token", "from": "bob", "function": "balance_of", "arguments": { "owner": "bob" }, "expect": ${expect} }`,
    );
    return checkExpectations(resolved, receiptsOf(resolved)).map(formatMismatch);
  }

  function receiptsOf({ bundle }: ResolvedScenario): Receipt[] {
    const transfer = abi.events[0]!;
    const receipt = {
      status: 'success',
      errorCode: 0,
      gasUsed: 1000n,
      data: Uint8Array.of(0x2a, 0, 0, 0),
      reason: undefined,
      trap: undefined,
      failedIn: undefined,
      events: [],
      logs: [],
      calls: [],
      writes: { accounts: [], slots: [] },
    } as const;
    const contract = { address: bundle[0]!.to, balance: 7n, nonce: 0n, isContract: true };
    const values = [{ address: bundle[1]!.from }, 9n];
    const data = encodeEvent(transfer, values);
    const fired = { depth: 0, pc: 0x1000, position: 5, place: undefined };
    return [
      {
        ...receipt,
        index: 0,
        transaction: bundle[0]!,
        writes: { accounts: [{ ...contract, code: bundle[0]!.data }], slots: [] },
      },
      {
        ...receipt,
        index: 1,
        transaction: bundle[1]!,
        events: [{ ...fired, emitter: bundle[0]!.to, data }],
        logs: [{ ...fired, emitter: bundle[0]!.to, data: new TextEncoder().encode('paid 9') }],
        writes: {
          accounts: [],
          slots: [
            { address: bundle[0]!.to, key: `Balances:${BOB}`, value: Uint8Array.of(9, 0, 0, 0) },
            { address: bundle[0]!.to, key: 'P:4d657461', value: Uint8Array.of(5, 0, 0, 0) },
          ],
        },
      },
    ];
  }

  const met: readonly string[] = [
    '{ "status": "success", "errorCode": 0, "data": "0x2A000000", "returns": 42, "maxGas": 1000, "gasUsed": 1000 }',
    '{ "returns": { "type": "uint32", "value": "42" } }',
    `{ "events": [ { "name": "Transfer", "emitter": "token", "fields": { "from": "bob", "value": 9 } } ] }`,
    `{ "events": [ { "fields": { "from": "${BOB}" } } ], "logs": [ "/^paid [0-9]+$/" ] }`,
    '{ "balances": { "token": 7, "alice": "1000", "bob": 0 } }',
    '{ "storage": { "token": { "Balances[bob]": 9, "Balances[alice]": null, "Meta": { "supply": 5 }, "P:4d657461": "0x05000000" } } }',
  ];
  for (const expect of met)
    it(`are met: ${expect}`, () => assert.deepEqual(differences(expect), []));

  const unmet: readonly [expect: string, difference: string][] = [
    ['{ "status": "panicked" }', 'status: expected panicked, got success'],
    ['{ "reason": "no" }', 'reason: expected no, got none'],
    ['{ "data": "" }', 'data: expected nothing, got 2a000000'],
    ['{ "returns": 43 }', 'returns: expected 43, got 42'],
    [
      '{ "returns": true }',
      'returns: expected true is not of type uint32: a number, such as 42 or "42", got 42',
    ],
    ['{ "events": [] }', 'events: expected none, got 1 (Transfer)'],
    ['{ "events": [ { "name": "Minted" } ] }', 'events[0].name: expected Minted, got Transfer'],
    ['{ "events": [ { "fields": { "value": 8 } } ] }', 'events[0].fields.value: expected 8, got 9'],
    [
      '{ "events": [ { "fields": { "amount": 9 } } ] }',
      'events[0].fields.amount: expected 9, got no such field',
    ],
    ['{ "events": [ { "emitter": "alice" } ] }', 'events[0].emitter: expected alice, got token'],
    ['{ "logs": [] }', 'logs: expected none, got 1 (paid 9)'],
    ['{ "maxGas": 999 }', 'maxGas: expected at most 999, got 1000'],
    ['{ "balances": { "token": 8 } }', 'balances.token: expected 8, got 7'],
    [
      '{ "storage": { "token": { "Balances[bob]": 8 } } }',
      'storage.token.Balances[bob]: expected 8, got 9',
    ],
    [
      '{ "storage": { "token": { "Balances[alice]": 1 } } }',
      'storage.token.Balances[alice]: expected 1, got no such slot',
    ],
    [
      '{ "storage": { "token": { "Meta": null } } }',
      'storage.token.Meta: expected no such slot, got { supply: 5 }',
    ],
    [
      '{ "storage": { "token": { "Meta": { "supply": 6 } } } }',
      'storage.token.Meta.supply: expected 6, got 5',
    ],
  ];
  for (const [expect, difference] of unmet) {
    it(`differ: ${expect}`, () => assert.deepEqual(differences(expect), [difference]));
  }

  it('name the place in the file', () => {
    const resolved = resolve(
      '{ "create": "token", "from": "alice",\n      "expect": { "status": "failed" } }',
    );
    const [receipt] = receiptsOf(
      resolve('{ "create": "token", "from": "alice" }', '{ "create": "token", "from": "alice" }'),
    );
    const [mismatch] = checkExpectations(resolved, [receipt!]);
    assert.deepEqual([mismatch?.place.line, mismatch?.place.column], [10, 29]);
  });

  it('of a transaction that never came are not met', () => {
    const resolved = resolve('{ "create": "token", "from": "alice", "expect": {} }');
    assert.deepEqual(checkExpectations(resolved, []).map(formatMismatch), [
      'receipt: expected a receipt, got none: the run ended before this transaction',
    ]);
  });
});
