import { strict as assert } from 'node:assert';
import { encodeEvent } from '../abi/events';
import type { Receipt } from '../receipt';
import { checkExpectations, formatMismatch } from './expectations';
import type { ResolvedScenario } from './resolve';
import { BOB, abi, resolve } from './tokenScenario.fixture';

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
      before: { accounts: [], slots: [] },
    } as const;
    const contract = { address: bundle.at(0)!.to, balance: 7n, nonce: 0n, isContract: true };
    const values = [{ address: bundle.at(1)!.from }, 9n];
    const data = encodeEvent(abi, transfer, values)!;
    const fired = { call: 0, depth: 0, pc: 0x1000, position: 5, place: undefined };
    return [
      {
        ...receipt,
        index: 0,
        transaction: bundle.at(0)!,
        writes: { accounts: [{ ...contract, code: bundle.at(0)!.data }], slots: [] },
      },
      {
        ...receipt,
        index: 1,
        transaction: bundle.at(1)!,
        events: [{ ...fired, emitter: bundle.at(0)!.to, data }],
        logs: [{ ...fired, emitter: bundle.at(0)!.to, data: new TextEncoder().encode('paid 9') }],
        writes: {
          accounts: [],
          slots: [
            { address: bundle.at(0)!.to, key: `Balances:${BOB}`, value: Uint8Array.of(9, 0, 0, 0) },
            { address: bundle.at(0)!.to, key: 'P:4d657461', value: Uint8Array.of(5, 0, 0, 0) },
            {
              address: bundle.at(0)!.to,
              key: `limits:${BOB}02`,
              value: Uint8Array.of(3, 0, 0, 0),
            },
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
    `{ "storage": { "token": { "Balances[0x${BOB}]": 9, "limits[bob,2]": 3, "limits[${BOB}, 2]": 3 } } }`,
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
      'returns: expected true is not of type uint32: a whole number, such as 42 or "42", got 42',
    ],
    [
      '{ "returns": { "atLest": 5 } }',
      'returns: expected a pattern has no "atLest": did you mean "atLeast"?, got 42',
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
