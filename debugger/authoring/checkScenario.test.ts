import { strict as assert } from 'node:assert';
import { PATH, scenario, sources } from './authoring.fixture';
import { checkScenario } from './checkScenario';

async function check(text: string, more: Readonly<Record<string, string>> = {}): Promise<string[]> {
  const found = await checkScenario(PATH, text, sources(text, more));
  return found.map(
    it => `${it.line}:${it.column} ${it.isOfBuild ? 'built' : 'file'}: ${it.message}`,
  );
}

describe('what is wrong with a scenario while it is typed', () => {
  it('is nothing where a contract has not been built yet', async () => {
    const calls =
      '{ "create": "other", "from": "alice" },\n{ "call": "other", "from": "bob", "function": "f" }';
    assert.deepEqual(await check(scenario(calls)), []);
  });

  it('are names that nothing has, each at its place', async () => {
    const text = scenario('\n{ "create": "tokn", "from": "alcie" }');
    assert.deepEqual(await check(text), [
      '9:29 file: "alcie" is neither a label nor an address: did you mean "alice"?',
      '9:13 file: "tokn" is no label of contracts: did you mean "token"?',
    ]);
  });

  it('are functions and arguments that a contract has not, as it was built', async () => {
    const text = scenario(
      [
        '\n{ "call": "token", "from": "alice", "function": "transfr" }',
        '\n{ "call": "token", "from": "alice", "function": "balance_of", "arguments": { "onwer": "bob" } }',
        '\n{ "call": "other", "from": "alice", "function": "anything" }',
      ].join(),
    );
    const [first, ...others] = await check(text);
    assert.equal(first, '9:49 built: token has no function "transfr": did you mean "transfer"?');
    assert.match(others.join('\n'), /^10:\d+ built: .*"onwer".*did you mean "owner"/m);
    assert.ok(!others.join().includes('anything'));
  });

  it('is not told twice: of the form the editor knows by the schema', async () => {
    assert.deepEqual(await check('{ "version": 1, "transactions": [ { "from": "nobody" '), []);
    assert.deepEqual(await check(scenario('{ "call": "nobody" }')), []);
    assert.deepEqual(await check(''), []);
  });

  it('is told of what it extends where it says so', async () => {
    const text = '{\n  "version": 1,\n  "extends": "b.scenario.json",\n  "transactions": [] }';
    const base = scenario('{ "create": "token", "from": "nobody" }');
    const more = { '/work/scenarios/b.scenario.json': base };
    const [problem = ''] = await check(text, more);
    assert.match(problem, /^3:14 file: .*b\.scenario\.json:8:\d+: "nobody" is neither/);
  });
});
