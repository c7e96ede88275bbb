import { strict as assert } from 'node:assert';
import { ScenarioError } from './problems';
import schema from './schema.json';
import { resolve } from './tokenScenario.fixture';

function problem(expect: string): string | undefined {
  try {
    resolve(`{ "create": "token", "from": "alice", "expect": ${expect} }`);
    return undefined;
  } catch (error) {
    assert.ok(error instanceof ScenarioError);
    return error.message.replace(/^a\.scenario\.json:\d+:\d+: /, '');
  }
}

describe('a name in an expectation', () => {
  const cases: readonly [expect: string, message: string | undefined][] = [
    [
      '{ "storage": { "token": { "Balnces[alice]": null } } }',
      'token keeps no "Balnces": did you mean "Balances"?',
    ],
    ['{ "storage": { "token": { "Balances[nobody]": null } } }', undefined],
    ['{ "storage": { "token": { "Q[alice]": null, "P:4d": null } } }', undefined],
    [
      '{ "storage": { "token": { "lim[alice, 1]": null } } }',
      'token keeps no "lim": known: "Meta", "Balances" or "limits"',
    ],
    [
      '{ "storage": { "token": { "limits[alicia, 1]": null } } }',
      '"alicia" is neither a label nor an address: did you mean "alice"?',
    ],
    [
      '{ "storage": { "token": { "limits[alice]": null } } }',
      'a key of limits is limits[address, uint8]',
    ],
    ['{ "storage": { "token": { "limits[ alice,1 ]": null } } }', undefined],
    [
      '{ "storage": { "token": { "limits": null } } }',
      'limits is a map: a slot of it is limits[address, uint8]',
    ],
    [
      '{ "storage": { "token": { "Balances": null } } }',
      'Balances is a map: a slot of it is Balances[its key]',
    ],
    [
      '{ "storage": { "token": { "Meta[alice]": null } } }',
      'Meta is one slot, without a key: "Meta"',
    ],
    [
      '{ "storage": { "token": { "limits[alice, 256]": null } } }',
      '"256" is not of type uint8: from 0 to 255',
    ],
    [
      '{ "storage": { "token": { "limits[alice, x]": null } } }',
      '"x" is not of type uint8: a whole number, such as 42 or "42"',
    ],
    [
      '{ "storage": { "token": { "limits[alice, 0x1]": null } } }',
      '"0x1" is written 1 in the name of a slot',
    ],
    ['{ "storage": { "token": { "limits:00": null } } }', undefined],
    [
      '{ "events": [{ "name": "Tranfer" }] }',
      'no contract declares an event "Tranfer": did you mean "Transfer"?',
    ],
    ['{ "events": [{ "name": "Refilled" }] }', undefined],
    [
      '{ "events": [{ "name": "Transfer", "fields": { "vlaue": 1 } }] }',
      'Transfer has no field "vlaue": did you mean "value"?',
    ],
    [
      '{ "events": [{ "name": "Transfer", "fields": { "from": "alice", "value": 1 } }] }',
      undefined,
    ],
  ];
  for (const [expect, message] of cases) {
    it(`${message === undefined ? 'stands' : 'is refused'}: ${expect}`, () => {
      assert.equal(problem(expect), message);
    });
  }

  it('is told of at its place', () => {
    assert.throws(
      () =>
        resolve(
          '{ "create": "token", "from": "alice", "expect": { "events": [{ "name": "Tranfer" }] } }',
        ),
      /^ScenarioError: a\.scenario\.json:9:76: no contract/,
    );
  });
});

describe("the scenario's schema", () => {
  it('says of every member what it means', () => {
    const silent: string[] = [];
    const look = (it: unknown, at: string): void => {
      if (typeof it !== 'object' || it === null) return;
      for (const [name, inner] of Object.entries(it)) {
        if (name === 'properties') {
          for (const [member, own] of Object.entries(
            inner as Record<string, { description?: string; $ref?: string }>,
          )) {
            const isNamed = own.$ref !== undefined && describes(own.$ref);
            if (own.description === undefined && !isNamed) silent.push(`${at}.${member}`);
          }
        }
        look(inner, `${at}.${name}`);
      }
    };
    look(schema, '');
    assert.deepEqual(silent, []);
  });
});

function describes(reference: string): boolean {
  const name = reference.replace('#/definitions/', '') as keyof typeof schema.definitions;
  return schema.definitions[name].description.length > 0;
}
