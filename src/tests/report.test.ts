import assert from 'node:assert/strict';
import type { ReceiptView } from '../../debugger/protocol';
import type { ScenarioReport } from './report';
import { notesOf, readReport } from './report';

const place = { source: '/token/a.scenario.json', line: 38, column: 19 };
const receipt = { index: 2, title: 'alice → token.transfer(to: bob)' } as ReceiptView;

const report = (rest: Partial<ScenarioReport>): ScenarioReport => ({
  file: '/token/a.scenario.json',
  verdict: 'failed',
  reason: null,
  seconds: 0.1,
  mismatches: [],
  failures: {},
  receipts: [receipt],
  ...rest,
});

describe('what a test says', () => {
  it('is each difference at its place in the scenario, and then where the contract failed', () => {
    const stack = [{ name: 'erc20::withdraw', path: '/token/src/main.rs', line: 108 }];
    const notes = notesOf(
      report({
        mismatches: [
          { transaction: 2, what: 'status', expected: 'success', actual: 'panicked', place },
          { transaction: null, what: 'root', expected: '0', actual: '1', place },
        ],
        failures: {
          '2': [
            {
              title: 'token panicked',
              detail: 'insufficient',
              place: { path: '/token/src/main.rs', line: 108, column: 5 },
              stack,
            },
          ],
        },
      }),
    );
    const at = { path: place.source, line: 38, column: 19 };
    assert.deepEqual(notes, [
      {
        text: 'status: panicked, not success\nin transaction 2: alice → token.transfer(to: bob)',
        expected: 'success',
        actual: 'panicked',
        place: at,
      },
      {
        text: 'token panicked: insufficient',
        place: { path: '/token/src/main.rs', line: 108, column: 5 },
        stack,
      },
      { text: 'root: 1, not 0\nat the end', expected: '0', actual: '1', place: at },
    ]);
  });

  it('is why it could not run, at the innermost place', () => {
    const reason = '/token/a.scenario.json:9:31: /token/src/main.rs:133:9: unclosed delimiter';
    assert.deepEqual(notesOf(report({ verdict: 'refused', reason })), [
      { text: 'unclosed delimiter', place: { path: '/token/src/main.rs', line: 133, column: 9 } },
    ]);
    assert.deepEqual(notesOf(report({ reason: 'it ran out: of time' })), [
      { text: 'it ran out: of time' },
    ]);
  });

  it('is nothing where there is no report', () => {
    for (const text of ['', 'null', '{}', '{"scenarios": 1}', 'Error: …']) {
      assert.equal(readReport(text), undefined, text);
    }
    assert.deepEqual(readReport('{"scenarios": []}'), { scenarios: [] });
  });
});
