/**
 * A whole session with an editor that nobody tuned for the adapter: Emacs with dap-mode, without a screen, against the
 * bundle. What was tried beside it is in docs/dap.md.
 */

import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { listeningPort } from './support/listeningPort';
import type { Tap } from './support/tap';
import { tap } from './support/tap';

const root = join(__dirname, '../..');
const simple = join(root, 'sample-contracts/simple');
const source = join(simple, 'src/main.rs');

interface Place {
  readonly file: string;
  readonly line: number;
  readonly frame: string;
}

/** What the editor showed, by what was looked at. See editors/session.el. */
interface Shown {
  readonly breakpoint: Place;
  readonly locals: Readonly<Record<string, string>>;
  readonly stack: readonly string[];
  readonly evaluated: string;
  readonly next: Place;
  readonly stepped: Place;
  readonly output: string;
  readonly end: boolean;
}

describe('another editor', function () {
  this.timeout(60_000);

  it('has a session from the breakpoint to the end', async () => {
    const adapter = spawn('node', [join(root, 'dist/adapter.js'), '--port', '0'], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const { port, checks, messages, close } = await tap(await listeningPort(adapter));
    try {
      const shown = await emacs(port);
      const line = lineOf('if a > b');
      assert.deepEqual(shown.breakpoint, { file: source, line, frame: 'simple::larger' });
      assert.deepEqual([shown.locals['a'], shown.locals['b']], ['100', '42']);
      assert.equal(shown.stack[0], 'simple::larger');
      assert.match(shown.stack.at(-1) ?? '', /^transaction 1: alice/);
      assert.equal(shown.evaluated, '142');
      assert.deepEqual(shown.next, { ...shown.breakpoint, line: line + 1 });
      assert.equal(shown.stepped.file, source);
      assert.match(shown.output, /alice → simple\s+success\s+gas/);
      assert.equal(shown.end, true);
      await answered(checks);
      assert.deepEqual(
        checks.flatMap(it => it.problems),
        [],
      );
      // An editor that goes may be gone before its last requests are answered; whatever else is asked has an answer.
      const requests = messages.filter(it => it.type === 'request') as Dap.Request[];
      const open = requests.filter(request => !messages.some(it => answers(it, request)));
      assert.deepEqual(open, open.length === 0 ? [] : requests.slice(-open.length));
      const refused = messages.filter(
        it => it.type === 'response' && !(it as Dap.Response).success,
      );
      assert.deepEqual(refused, []);
    } finally {
      close();
      adapter.kill();
      await once(adapter, 'exit');
    }
  });
});

/** The editor may be gone before the answer to its last request has passed. */
async function answered(checks: Tap['checks']): Promise<void> {
  for (let look = 0; look < 50 && checks.some(it => it.unanswered > 0); look++) {
    await new Promise(resolve => setTimeout(resolve, 100));
  }
}

function answers(message: Dap.ProtocolMessage, { seq }: Dap.Request): boolean {
  return message.type === 'response' && (message as Dap.Response).request_seq === seq;
}

async function emacs(port: number): Promise<Shown> {
  const env = {
    ...process.env,
    AVM_PORT: String(port),
    AVM_SCENARIO: join(simple, 'scenarios/larger.scenario.json'),
    AVM_SOURCE: source,
    AVM_LINE: String(lineOf('if a > b')),
    AVM_EXPRESSION: 'a + b',
  };
  const script = join(__dirname, 'editors/session.el');
  const run = promisify(execFile)('emacs', ['--batch', '-l', script], { env, timeout: 50_000 });
  const { stdout } = await run;
  const rows = stdout.split('\n').filter(it => it.startsWith('{'));
  const entries = rows.map(it => JSON.parse(it) as { what: string; value: unknown });
  return Object.fromEntries(entries.map(it => [it.what, it.value])) as unknown as Shown;
}

/** From 1. */
function lineOf(text: string): number {
  return (
    readFileSync(source, 'utf8')
      .split('\n')
      .findIndex(it => it.includes(text)) + 1
  );
}
