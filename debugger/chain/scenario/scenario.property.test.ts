/** Scenario files with damage of every kind: each is read, or refused with a place for every problem. */

import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { ScenarioError } from './problems';
import { resolveScenario } from './resolve';
import { parseScenario } from './scenario';
import { ALICE, BOB, TOKEN, token } from './tokenScenario.fixture';

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };
type Path = readonly (string | number)[];

const SOURCE = 'a.scenario.json';

/** Every member that a scenario may have. */
const whole: Json = {
  $schema: 'scenario.schema.json',
  version: 1,
  name: 'a token',
  description: 'what it does',
  rules: 'strict',
  block: { number: 7, timestamp: '1767225600', chainId: '0x539' },
  accounts: { alice: { address: ALICE, balance: '1_000', nonce: 3 }, bob: { address: `0x${BOB}` } },
  contracts: { token: { address: TOKEN, crate: '..', abi: 'abi.json' } },
  transactions: [
    { create: 'token', from: 'alice', gasLimit: 1000, expect: { status: 'success' } },
    {
      call: 'token',
      from: 'alice',
      function: 'transfer',
      arguments: { to: 'bob', amount: 5 },
      value: 0,
      nonce: '4',
      expect: {
        status: 'success',
        errorCode: 0,
        data: '0x00',
        returns: true,
        events: [{ name: 'Transfer', emitter: 'token', fields: { value: 5 } }, { data: 'ff' }],
        logs: ['moved', '/^mo+ved$/'],
        maxGas: 5000,
        gasUsed: '123',
        balances: { alice: '1000', bob: 0 },
        storage: { token: { [`Balances[${ALICE}]`]: 5 } },
      },
    },
    { call: TOKEN, from: BOB, input: 'c0ffee', expect: { status: 'panicked', reason: '/no/' } },
    { call: 'token', from: 'bob', input: [{ type: 'uint32', value: 7 }] },
    { transfer: { to: 'bob', value: '12' }, from: 'alice' },
  ],
};

/** Below these anything may stand, as far as the form goes. */
const FREE = ['arguments', 'returns', 'fields', 'storage', 'value'];

const paths = allPaths(whole);

function allPaths(json: Json, path: Path = []): Path[] {
  if (typeof json !== 'object' || json === null) return [path];
  const members = Array.isArray(json)
    ? json.map((it, at) => [at, it] as const)
    : Object.entries(json);
  return [path, ...members.flatMap(([name, it]) => allPaths(it, [...path, name]))];
}

/** A copy in which `change` has been made to what holds the path's last part. */
function changed(
  json: Json,
  path: Path,
  change: (holder: Record<string | number, Json>, name: string | number) => void,
): Json {
  const box: Record<string, Json> = { json: structuredClone(json) };
  let holder: Record<string | number, Json> = box;
  const full = ['json', ...path];
  for (const part of full.slice(0, -1)) {
    holder = holder[part] as unknown as Record<string | number, Json>;
  }
  change(holder, full.at(-1) ?? '');
  return box['json'] ?? null;
}

const replaced = (json: Json, path: Path, by: Json): Json =>
  changed(json, path, (holder, name) => {
    holder[name] = by;
  });
const removed = (json: Json, path: Path): Json =>
  changed(json, path, (holder, name) => {
    if (Array.isArray(holder)) holder.splice(Number(name), 1);
    else Reflect.deleteProperty(holder, name);
  });
const extended = (json: Json, path: Path, extra: string, by: Json): Json =>
  changed(json, path, (holder, name) => {
    const it = holder[name];
    if (Array.isArray(it)) it.push(by);
    else if (typeof it === 'object' && it !== null) {
      // As a parser does it: `__proto__` is a name like any other.
      Object.defineProperty(it, extra, { value: by, enumerable: true, configurable: true });
    }
  });

/** The problems that are found, each of which must have a place in the text; undefined if it is a scenario. */
function problemsOf(text: string): ScenarioError | undefined {
  try {
    const scenario = parseScenario(text, SOURCE);
    resolveScenario(scenario, new Map([['token', token]]));
    return undefined;
  } catch (error) {
    assert.ok(error instanceof ScenarioError, error instanceof Error ? error.stack : String(error));
    assert.ok(error.problems.length > 0);
    const lines = text.split('\n');
    for (const { source, line, column, message } of error.problems) {
      assert.equal(source, SOURCE);
      const length = lines[line - 1]?.length ?? assert.fail(`line ${line} of ${lines.length}`);
      assert.ok(column >= 1 && column <= length + 1, `column ${column} of ${length}`);
      assert.ok(message.length > 0);
    }
    return error;
  }
}

const NAMES = [
  '__proto__',
  'constructor',
  'toString',
  '',
  'alice',
  'token',
  '7',
  'a b',
  'é',
  '🦀',
  '/~0~1',
];
const odd: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json>(
    null,
    true,
    false,
    0,
    -1,
    -0,
    0.5,
    1e21,
    1e308,
    2 ** 53,
    '',
    '0x',
    '_',
    '-1',
  ),
  fc.constantFrom<Json>(
    [],
    {},
    [[]],
    '/(/',
    '/(?<a>/',
    'alice',
    'token',
    ALICE,
    '\u0000',
    '9'.repeat(400),
  ),
  fc.constantFrom(...NAMES.map((it): Json => ({ [it]: it }))),
  fc.jsonValue().map(it => it as Json),
);
const extra = fc.oneof(fc.constantFrom(...NAMES), fc.string({ maxLength: 8 }));
const path = fc.constantFrom(...paths);
const indent = fc.constantFrom(0, 2);

const damaged: fc.Arbitrary<Json> = fc
  .array(
    fc.oneof(
      fc.record({ kind: fc.constant('remove' as const), path }),
      fc.record({ kind: fc.constant('replace' as const), path, by: odd }),
      fc.record({ kind: fc.constant('extend' as const), path, extra, by: odd }),
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map(steps =>
    steps.reduce<Json>((json, it) => {
      if (!has(json, it.path)) return json;
      if (it.kind === 'remove') return removed(json, it.path);
      return it.kind === 'replace'
        ? replaced(json, it.path, it.by)
        : extended(json, it.path, it.extra, it.by);
    }, whole),
  );

/** Whether an earlier damage has left something there. */
function has(json: Json, path: Path): boolean {
  let at: Json | undefined = json;
  for (const part of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, part)) return false;
    at = (at as Record<string | number, Json>)[part];
  }
  return true;
}

describe('a scenario file with', () => {
  const valid = JSON.stringify(whole, null, 2);

  it('every member that there is, is a scenario', () => {
    assert.equal(problemsOf(valid), undefined);
  });

  it('damaged members is read, or refused with a place for every problem', () => {
    fc.assert(
      fc.property(damaged, indent, (json, spaces) => {
        problemsOf(JSON.stringify(json, null, spaces));
      }),
      { numRuns: 500, seed: 4 },
    );
  });

  it('null anywhere is refused there', () => {
    const typed = paths.filter(it => !it.some(part => FREE.includes(String(part))));
    for (const it of typed) {
      const error = problemsOf(JSON.stringify(replaced(whole, it, null), null, 2));
      assert.ok(error, `null at ${it.join('/')}`);
    }
  });

  it('damaged text is read, or refused with a place for every problem', () => {
    const cut = fc.record({
      at: fc.nat(valid.length),
      remove: fc.nat(20),
      insert: fc.oneof(
        fc.string({ unit: 'binary', maxLength: 6 }),
        fc.constantFrom(
          '"',
          '{',
          '}',
          '[',
          ']',
          ',',
          ':',
          '\\',
          '//',
          '/*',
          '\n',
          '\r\n',
          '\ufeff',
          '\ud800',
          '1e999',
        ),
      ),
    });
    fc.assert(
      fc.property(fc.array(cut, { minLength: 1, maxLength: 3 }), cuts => {
        problemsOf(
          cuts.reduce(
            (text, it) => text.slice(0, it.at) + it.insert + text.slice(it.at + it.remove),
            valid,
          ),
        );
      }),
      { numRuns: 300, seed: 4 },
    );
  });

  it('anything but JSON is refused', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), text => {
        assert.ok(problemsOf(text));
      }),
      { numRuns: 1000, seed: 4 },
    );
  });

  /** What is too much of something. */
  const DEEP = 200_000;
  const large: readonly [name: string, text: string][] = [
    ['lists in lists', '['.repeat(DEEP)],
    ['lists in lists, all closed', '['.repeat(DEEP) + ']'.repeat(DEEP)],
    ['objects in objects', '{"version":'.repeat(DEEP)],
    ['objects in objects, all closed', '{"a":'.repeat(DEEP) + '1' + '}'.repeat(DEEP)],
    [
      'lists in an argument',
      JSON.stringify(replaced(whole, ['transactions', 1, 'arguments', 'to'], 'HERE')).replace(
        '"HERE"',
        '['.repeat(DEEP) + ']'.repeat(DEEP),
      ),
    ],
    ['a long name', JSON.stringify(extended(whole, [], 'x'.repeat(100_000), 1))],
    ['a long string', JSON.stringify(replaced(whole, ['rules'], 'x'.repeat(1_000_000)))],
    ['a long number', JSON.stringify(replaced(whole, ['block', 'number'], '9'.repeat(100_000)))],
    [
      'many wrong transactions',
      JSON.stringify(replaced(whole, ['transactions'], Array<Json>(5000).fill({ form: 1 }))),
    ],
    ['many commas', `{"version": 1, "transactions": [${','.repeat(5000)}]}`],
  ];
  for (const [name, text] of large) {
    it(`too much of something is refused: ${name}`, () => {
      assert.ok(problemsOf(text));
    });
  }
});
