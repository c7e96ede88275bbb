import assert from 'node:assert/strict';
import { problemsSentence, scenarioProblems } from './scenarioProblems';

const problem = (line: number, source = '/token/a.scenario.json') => ({
  source,
  line,
  column: 5,
  message: '"alcie" is neither a label nor an address',
});

describe('problems of a scenario', () => {
  it('are those of its own error, and of no other', () => {
    const problems = [problem(3)];
    const own = Object.assign(new Error('…'), { name: 'ScenarioError', problems });
    assert.deepEqual(scenarioProblems(own), problems);
    const rust = { ...own, problems: [problem(3, '/token/src/main.rs')] };
    assert.deepEqual(scenarioProblems(Object.assign(new Error('…'), rust)), []);
    const others = [new Error('…'), Object.assign(new Error('…'), { problems }), undefined, 'text'];
    for (const it of others) assert.deepEqual(scenarioProblems(it), []);
  });

  it('are told by the first, and by how many there are', () => {
    assert.equal(problemsSentence([]), undefined);
    assert.equal(
      problemsSentence([problem(3)]),
      'a.scenario.json, line 3: "alcie" is neither a label nor an address',
    );
    assert.equal(
      problemsSentence([problem(3, 'C:\\token\\a.scenario.json'), problem(4), problem(5)]),
      'a.scenario.json, line 3: "alcie" is neither a label nor an address\n2 more in Problems',
    );
  });
});
