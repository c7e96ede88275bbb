import { strict as assert } from 'node:assert';
import { Terminal } from './terminal';

function printed(body: (terminal: Terminal) => void, isTTY: boolean): string {
  let text = '';
  const stream = { isTTY, write: (it: string) => ((text += it), true) };
  body(new Terminal(stream, stream));
  return text.replaceAll('\r\u001b[K', '');
}

describe('the terminal', () => {
  const noColor = process.env['NO_COLOR'];
  before(() => delete process.env['NO_COLOR']);
  after(() => {
    if (noColor !== undefined) process.env['NO_COLOR'] = noColor;
  });

  it('obeys nobody but the command', () => {
    // Clears the screen, sets the clipboard, rings, begins a sequence in one character, deletes.
    const hostile = '\u001b[2J\u001b]52;c;eA==\u0007\u009b1m\u007f\rpaid';
    const safe = '\\u001b[2J\\u001b]52;c;eA==\\u0007\\u009b1m\\u007f\\u000dpaid\n';
    for (const isTTY of [true, false]) {
      assert.equal(
        printed(it => it.line(hostile), isTTY),
        safe,
      );
      assert.equal(
        printed(it => it.note(hostile), isTTY),
        safe,
      );
    }
    assert.equal(
      printed(it => it.status('\u001b[2J'), true),
      '\\u001b[2J',
    );
  });

  it('is coloured for people', () => {
    const line = (it: Terminal): void => it.line('\u001b[31mno\u001b[39m \u001b[8mhidden');
    assert.equal(printed(line, true), '\u001b[31mno\u001b[39m \\u001b[8mhidden\n');
    assert.equal(printed(line, false), '\\u001b[31mno\\u001b[39m \\u001b[8mhidden\n');
  });

  it('prints tabs, lines however they end, and JSON as it is', () => {
    const text = 'a\tb\r\nc\r';
    assert.equal(
      printed(it => it.line(text), true),
      'a\tb\nc\n',
    );
    const json = JSON.stringify({ text: 'a\u0000\u007f\u0085\u009bé' });
    const said = printed(it => it.line(json), false);
    assert.deepEqual(JSON.parse(said), JSON.parse(json));
    assert.ok(!/[\u007f-\u009f]/.test(said));
  });
});
