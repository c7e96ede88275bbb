import { strict as assert } from 'node:assert';
import { loadScenario } from './loadScenario';
import { ScenarioError } from './problems';
import { referencesIn, replaceReferences, valueAt } from './references';
import { describePattern, fits, readPattern } from './pattern';
import { parseScenario } from './scenario';
import { ALICE, BOB, TOKEN, file, resolve } from './tokenScenario.fixture';

async function load(files: Record<string, string>): Promise<ReturnType<typeof parseScenario>> {
  return loadScenario('/a/main.json', {
    readFile: path => Promise.resolve(new TextEncoder().encode(files[path] ?? '')),
    fileExists: path => Promise.resolve(Object.hasOwn(files, path)),
    resolvePath: (base, relative) =>
      new URL(relative, `file://${base}/`).pathname.replace(/\/$/, ''),
  });
}

const setup = `{ "version": 1, "rules": "compat", "block": { "number": 9 },
  "accounts": { "alice": { "address": "${ALICE}" } },
  "contracts": { "token": { "crate": "..", "address": "${TOKEN}" } },
  "transactions": [ { "as": "made", "create": "token", "from": "alice" } ] }`;

describe('a scenario that extends another', () => {
  it('begins with its accounts, contracts and transactions, and keeps its rules and block', async () => {
    const scenario = await load({
      '/a/main.json': `{ "version": 1, "extends": "../b/setup.json",
        "accounts": { "bob": { "address": "${BOB}" } },
        "transactions": [ { "transfer": { "to": "alice", "value": 1 }, "from": "bob" } ] }`,
      '/b/setup.json': setup,
    });
    assert.deepEqual(
      scenario.accounts.map(it => it.label),
      ['alice', 'bob'],
    );
    assert.equal(scenario.transactions.length, 2);
    assert.equal(scenario.rules, 'compat');
    assert.deepEqual(
      scenario.transactions.map(it => it.block.number),
      [9n, 9n],
    );
    assert.equal(scenario.contracts[0]?.folder, '/b');
    assert.deepEqual(
      scenario.transactions.map(it => it.place.document.source),
      ['/b/setup.json', '/a/main.json'],
    );
  });

  it('is UTF-8, or says where it is not', async () => {
    const bytes = new TextEncoder().encode('{\n  "name": "?"}');
    bytes[bytes.indexOf('?'.charCodeAt(0))] = 0xe9; // Latin-1.
    const files = {
      readFile: () => Promise.resolve(bytes),
      fileExists: () => Promise.resolve(true),
      resolvePath: () => '/a',
    };
    await assert.rejects(loadScenario('/a/main.json', files), {
      message: '/a/main.json:2:12: not UTF-8: save the file in that encoding',
    });
  });

  it('is named in problems as whoever reads them would name it', async () => {
    const files = { '/a/main.json': '{ "extends": "b/setup.json" }', '/a/b/setup.json': '{' };
    const load = loadScenario(
      '/a/main.json',
      {
        readFile: path =>
          Promise.resolve(
            new TextEncoder().encode(Object.entries(files).find(([it]) => it === path)?.[1]),
          ),
        fileExists: () => Promise.resolve(true),
        resolvePath: (base, relative) =>
          relative === '..' ? base.slice(0, base.lastIndexOf('/')) : `${base}/${relative}`,
      },
      it => it.replace('/a/', ''),
    );
    await assert.rejects(load, { message: 'b/setup.json:1:2: not JSON: close brace expected' });
  });

  const refused: readonly [what: string, files: Record<string, string>, message: string][] = [
    [
      'a file that is not there',
      { '/a/main.json': '{ "version": 1, "extends": "no.json" }' },
      '/a/main.json:1:28: there is no file /a/no.json',
    ],
    [
      'itself, by another',
      {
        '/a/main.json': '{ "version": 1, "extends": "two.json" }',
        '/a/two.json': '{ "version": 1, "extends": "main.json" }',
      },
      '/a/two.json:1:28: a scenario cannot extend itself: /a/main.json → /a/two.json → /a/main.json',
    ],
    [
      'what has its labels',
      {
        '/a/main.json': `{ "version": 1, "extends": "two.json", "accounts": { "alice": { "address": "${BOB}" } } }`,
        '/a/two.json': setup,
      },
      '/a/main.json:1:54: "alice" is a label of what it extends already',
    ],
    [
      'what has its names',
      {
        '/a/main.json':
          '{ "version": 1, "extends": "two.json", "transactions": [ { "as": "made", "from": "alice", "call": "token" } ] }',
        '/a/two.json': setup,
      },
      `/a/main.json:1:66: "made" is another transaction's name already`,
    ],
    [
      'what is wrong itself',
      {
        '/a/main.json': '{ "version": 1, "extends": "two.json" }',
        '/a/two.json': '{ "version": 2, "transactions": [] }',
      },
      '/a/two.json:1:14: must be 1: Version of this file form. It is 1',
    ],
  ];
  for (const [what, files, message] of refused) {
    it(`is refused where it extends ${what}`, async () => {
      await assert.rejects(load(files), (error: unknown) => {
        assert.ok(error instanceof ScenarioError);
        assert.equal(error.message, message);
        return true;
      });
    });
  }
});

describe('a scenario file', () => {
  const refused: readonly [what: string, text: string, message: string][] = [
    [
      'says a member twice',
      '{ "version": 1, "transactions": [], "name": "a", "name": "b" }',
      'a.json:1:50: "name" is here a second time',
    ],
    [
      'has transactions and bundles',
      '{ "version": 1, "transactions": [], "bundles": [] }',
      'a.json:1:37: a scenario has either "transactions" or "bundles"',
    ],
    [
      'takes a value of a transaction that comes later',
      file(
        '{ "call": "token", "from": "alice", "arguments": { "to": "${later.return}" }, "function": "f" }',
        '{ "as": "later", "call": "token", "from": "alice" }',
      ),
      'a.json:9:54: ${later.return}: no transaction before this one has the name "later" by its "as": there are none',
    ],
    [
      'takes a value that is none',
      file('{ "call": "token", "from": "alice", "value": "${a}" }'),
      'a.json:9:50: ${a} is no value of a receipt: such as ${name.return} or ${name.events[0].field}',
    ],
    [
      'expects a range that is none',
      file(
        '{ "call": "token", "from": "alice", "expect": { "balances": { "bob": { "least": 1 } } } }',
      ),
      'a.json:9:74: {"least":1} does not fit: A number, or a range: { "atLeast": 1, "atMost": 9 }',
    ],
  ];
  for (const [what, text, message] of refused) {
    it(`that ${what} is refused`, () => {
      assert.throws(() => parseScenario(text, 'a.json'), { message });
    });
  }

  it('has milestones at the end of each bundle and of itself', () => {
    const text = `{ "version": 1, "accounts": { "alice": { "address": "${ALICE}" } },
      "bundles": [
        { "block": { "number": 7 }, "transactions": [ { "transfer": { "to": "alice", "value": 0 }, "from": "alice" } ],
          "expect": { "balances": { "alice": 0 } } },
        { "block": { "number": 8 }, "transactions": [] } ],
      "expect": { "balances": { "alice": 0 } } }`;
    const { milestones, transactions } = parseScenario(text, 'a.json');
    assert.deepEqual(
      milestones.map(it => [it.after, it.place.path.join('.')]),
      [
        [1, 'bundles.0.expect'],
        [1, 'expect'],
      ],
    );
    assert.equal(transactions[0]?.block.number, 7n);
  });
});

describe('a reference', () => {
  const receipt = { return: { id: 7 }, events: [{ value: '9' }] };
  const lookup = (json: string) =>
    replaceReferences(JSON.parse(json) as string, reference => valueAt(receipt, reference));

  const replaced: readonly [json: string, value: unknown][] = [
    ['"${a.return.id}"', 7],
    ['["${a.events[0].value}", 1]', ['9', 1]],
    ['"no ${a.return.id}"', 'no 7'],
    ['{ "x": "${a.return}" }', { x: { id: 7 } }],
    ['"$ {a} $a"', '$ {a} $a'],
  ];
  for (const [json, value] of replaced) {
    it(`${json} becomes ${JSON.stringify(value)}`, () => assert.deepEqual(lookup(json), { value }));
  }

  it('to nothing says what there is instead', () => {
    assert.deepEqual(lookup('"${a.return.di}"'), {
      why: '${a.return.di}: there is no "di" in {"id":7}',
    });
    assert.deepEqual(lookup('"${a.return.constructor}"'), {
      why: '${a.return.constructor}: there is no "constructor" in {"id":7}',
    });
  });

  it('is found wherever it stands', () => {
    const found = referencesIn({ a: ['${x.y}', { b: '${z.w[3]}' }], c: 1 });
    assert.deepEqual(
      found.map(it => [it.name, ...it.path]),
      [
        ['x', 'y'],
        ['z', 'w', '3'],
      ],
    );
  });

  it('to what is not there ends the bundle, and says why', () => {
    const resolved = resolve(
      '{ "as": "a", "call": "token", "from": "alice", "function": "balance_of", "arguments": { "owner": "bob" } }',
      '{ "call": "token", "from": "alice", "function": "transfer", "arguments": { "to": "bob", "amount": "${a.return}" } }',
    );
    assert.equal(resolved.bundle.at(1, []), undefined);
    assert.equal(resolved.whyNot(1, [])?.message, '${a.return}: a has no receipt yet');
  });

  it('does not hide a function or an argument that is none', () => {
    assert.throws(
      () =>
        resolve(
          '{ "as": "a", "call": "token", "from": "alice" }',
          '{ "call": "token", "from": "alice", "function": "transfre", "arguments": { "to": "${a.data}" } }',
          '{ "call": "token", "from": "alice", "function": "transfer", "arguments": { "too": "${a.data}" } }',
        ),
      /no function "transfre": did you mean "transfer"\?[^]*no argument "too": did you mean "to"\?/,
    );
  });
});

describe('a pattern', () => {
  it('is a range, an expression or anything', () => {
    const range = readPattern({ atLeast: 1, atMost: '0x10' });
    assert.ok(range && fits(range, 16n) && !fits(range, 17n) && !fits(range, 'a'));
    assert.equal(describePattern(range), 'at least 1, at most 16');
    const text = readPattern({ matches: '^a.c$' });
    assert.ok(text && fits(text, 'abc') && !fits(text, 'abcd'));
    const hours = readPattern({ matches: '^(a+)+$' });
    assert.ok(hours && fits(hours, 'a'.repeat(5000)) && !fits(hours, 'a'.repeat(5000) + '!'));
    const any = readPattern({ any: true });
    assert.ok(any && fits(any, true));
  });

  for (const json of [
    7,
    'a',
    null,
    {},
    { value: 1 },
    { atLeast: 1, value: 2 },
    { matches: '(' },
    { any: false },
    { atLeast: 'x' },
    { atMost: 0.5 },
  ]) {
    it(`is not ${JSON.stringify(json)}`, () => assert.equal(readPattern(json), undefined));
  }
});
