import { strict as assert } from 'node:assert';
import { parseLogMessage } from './logMessage';

describe('log messages', () => {
  const rows: readonly [message: string, parts: readonly string[]][] = [
    ['plain', ['plain']],
    ['left={left}', ['left=', '<left>']],
    ['{ a + 1 } of {b}!', ['<a + 1>', ' of ', '<b>', '!']],
    ['{{{a}}}', ['{', '<a>', '}']],
    ['{{}}', ['{}']],
    ['', []],
  ];
  for (const [message, expected] of rows) {
    it(`takes “${message}” apart`, () => {
      const parts = parseLogMessage(message);
      assert.ok(typeof parts !== 'string', String(parts));
      const shown = parts.map(it => ('text' in it ? it.text : `<${it.expression}>`));
      assert.deepEqual(shown, expected);
    });
  }

  const errors: readonly [message: string, error: RegExp][] = [
    ['left={left', /^column 6: this \{ is never closed/],
    ['left=left}', /^column 10: this \} closes nothing/],
    ['a { } b', /^column 3: there is no expression/],
  ];
  for (const [message, error] of errors) {
    it(`refuses “${message}”`, () => assert.match(String(parseLogMessage(message)), error));
  }
});
