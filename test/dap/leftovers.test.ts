/** However a session ends while it builds, nothing that it started goes on. */

import assert from 'node:assert/strict';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { ConversationCheck } from './support/messageProblems';
import { listen } from './support/tap';

const root = join(__dirname, '../..');
const slow = join(__dirname, 'fixtures/slow');
/** The build script's program, which sleeps; its path is in its command line. */
const SLEEPER = join(slow, 'target');

/** How long a build may take to get to its script, and a process to end, in milliseconds. */
const PATIENCE_MS = 40_000;

type Adapter = ChildProcessWithoutNullStreams;

const endings: readonly [
  how: string,
  isAnswered: boolean,
  end: (adapter: Adapter, say: Say) => void,
][] = [
  ['disconnect', true, (_, say) => say('disconnect')],
  ['terminate', true, (_, say) => say('terminate')],
  ['cancel', true, (_, say) => say('cancel', { requestId: 2 })],
  ['the end of its input', false, adapter => adapter.stdin.end()],
  ['a signal', false, adapter => adapter.kill('SIGTERM')],
];

type Say = (command: string, args?: object) => void;

describe('a session that builds', function () {
  this.timeout(60_000);

  for (const [how, isAnswered, end] of endings) {
    it(`leaves nothing running after ${how}`, async () => {
      // The bundle: translating the debugger's sources takes longer than all the rest.
      const adapter = spawn('node', [join(root, 'dist/adapter.js')], { cwd: root, stdio: 'pipe' });
      const exited = once(adapter, 'exit');
      const check = new ConversationCheck();
      listen(adapter.stdout, it => check.received(it));
      let seq = 0;
      const say: Say = (command, args = {}) => {
        const request = { seq: ++seq, type: 'request', command, arguments: args } as Dap.Request;
        check.sent(request);
        const text = JSON.stringify(request);
        adapter.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
      };
      try {
        say('initialize', { adapterID: 'avm', supportsProgressReporting: true });
        say('launch', { scenario: join(slow, 'scenarios/slow.scenario.json') });
        await until(() => sleepers().length > 0);
        end(adapter, say);
        await until(() => sleepers().length === 0);
        assert.deepEqual(check.problems, []);
        if (how === 'terminate' || how === 'cancel') say('disconnect');
        await exited;
        // Whoever can still hear is told, of the launch too.
        if (isAnswered) assert.equal(check.unanswered, 0);
      } finally {
        adapter.kill('SIGKILL');
        for (const pid of sleepers()) process.kill(pid, 'SIGKILL');
      }
    });
  }
});

/** Processes of the build script, by their numbers. */
function sleepers(): number[] {
  return readdirSync('/proc')
    .filter(it => /^\d+$/.test(it))
    .filter(it => commandOf(it).includes(SLEEPER))
    .map(Number);
}

function commandOf(pid: string): string {
  try {
    const [program = ''] = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    return program;
  } catch {
    return ''; // It has ended meanwhile.
  }
}

async function until(holds: () => boolean): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  while (!holds()) {
    assert.ok(performance.now() < end, 'it did not come to pass');
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}
