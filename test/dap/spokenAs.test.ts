/**
 * Whole sessions with editors that cannot be installed here, spoken as they speak: with their first number, their way to
 * say nothing, their order. What they do is in support/spokenAs.ts, with the source file it was read in.
 */

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { Connection } from '../../debugger/adapter/connection';
import { hostServices } from '../../debugger/host/services';
import { lineOf } from '../engine/support/session';
import { messageProblems } from './support/messageProblems';
import type { Editor } from './support/spokenAs';
import { editors } from './support/spokenAs';
import { listen } from './support/tap';

const root = join(__dirname, '../..');
const simple = join(root, 'sample-contracts/simple');
const source = { path: join(simple, 'src/main.rs'), name: 'main.rs' };
const scenario = join(simple, 'scenarios/larger.scenario.json');
const LINE = lineOf(source.path, 'let larger = if');

describe('an editor that speaks as', function () {
  this.timeout(30_000);

  for (const editor of editors) {
    it(`${editor.name} does has a whole session`, async () => {
      const wire = new Wire(editor);
      const launch = { scenario, build: false, ...editor.launch };
      const capabilities = await wire.ask('initialize', editor.initialize);
      assert.equal((capabilities as Dap.Capabilities).supportsConfigurationDoneRequest, true);
      await wire.ask('launch', launch);
      await wire.event('initialized');
      const { breakpoints } = await wire.ask<Breakpoints>(
        'setBreakpoints',
        editor.breakpoints(source, LINE),
      );
      assert.deepEqual(
        breakpoints.map(it => [it.verified, it.line, it.message]),
        [[true, LINE, undefined]],
      );
      for (const [command, args] of editor.configuration) await wire.ask(command, args);
      await wire.ask('configurationDone', editor.nothing);
      assert.equal((await wire.event('stopped')).reason, 'breakpoint');
      await looksAround(wire, editor);

      await wire.ask('next', { threadId: 1, ...editor.step });
      assert.equal((await wire.event('stopped')).reason, 'step');
      await wire.ask('restart', editor.restart(launch));
      // Who has not left the first stop takes the next one for that of another thread, and answers it by `continue`.
      assert.deepEqual(await wire.event('continued'), { threadId: 1, allThreadsContinued: true });
      assert.equal((await wire.event('stopped')).reason, 'breakpoint');
      await looksAround(wire, editor);

      for (const [command, args] of editor.end) await wire.ask(command, args);
      if (editor.hangsUp) {
        await wire.event('terminated');
        wire.hangUp();
      }
      await wire.closed;
      assert.deepEqual(wire.problems, []);
    });
  }
});

interface Breakpoints {
  readonly breakpoints: readonly Dap.Breakpoint[];
}

/** What every editor asks at a stop, as this one asks it. */
async function looksAround(wire: Wire, editor: Editor): Promise<void> {
  const { threads } = await wire.ask<Dap.ThreadsResponse['body']>('threads', editor.nothing);
  const [{ id: threadId } = assert.fail('there is no thread')] = threads;
  const { stackFrames } = await wire.ask<Dap.StackTraceResponse['body']>('stackTrace', {
    threadId,
    ...editor.stackTrace,
  });
  const [frame = assert.fail('there is no frame')] = stackFrames;
  assert.deepEqual([frame.source?.path, frame.line], [source.path, LINE]);
  assert.match(stackFrames.at(-1)?.name ?? '', /^transaction 1: alice/);
  const { scopes } = await wire.ask<Dap.ScopesResponse['body']>('scopes', { frameId: frame.id });
  const values = new Map<string, string>();
  for (const { variablesReference } of scopes.filter(it => !it.expensive)) {
    const args = { variablesReference };
    const { variables } = await wire.ask<Dap.VariablesResponse['body']>('variables', args);
    for (const { name, value } of variables) values.set(name, value);
  }
  assert.deepEqual([values.get('a'), values.get('b')], ['100', '42']);
  const evaluate = { expression: 'a + b', frameId: frame.id, ...editor.evaluate };
  const { result } = await wire.ask<Dap.EvaluateResponse['body']>('evaluate', evaluate);
  assert.equal(result, '142');
}

/** A connection over streams, and one event after the other. */
class Wire {
  /** Of what comes: against the schema, and what a strict reader could not take. */
  readonly problems: string[] = [];
  readonly closed: Promise<void>;
  readonly #input = new PassThrough();
  readonly #events: Dap.Event[] = [];
  readonly #waiting = new Map<number, (response: Dap.Response) => void>();
  #heard: () => void = () => undefined;
  #seq: number;

  constructor({ firstSeq }: Editor) {
    this.#seq = firstSeq;
    const output = new PassThrough();
    listen(output, it => this.#receive(it as Dap.Response | Dap.Event));
    this.closed = new Promise(resolve => {
      new Connection(hostServices(join(root, 'dist')), () => resolve()).start(this.#input, output);
    });
  }

  /** @returns the body of the response, which must be a success */
  async ask<Body>(command: string, args: unknown): Promise<Body> {
    const seq = this.#seq++;
    const response = new Promise<Dap.Response>(resolve => this.#waiting.set(seq, resolve));
    const request = { seq, type: 'request', command, arguments: args };
    const content = JSON.stringify(request);
    this.#input.write(`Content-Length: ${Buffer.byteLength(content)}\r\n\r\n${content}`);
    const { success, message, body } = await response;
    assert.ok(success, `${command}: ${message}`);
    return body as Body;
  }

  /** @returns the body of the next event of that name */
  async event(name: string): Promise<Record<string, unknown>> {
    for (;;) {
      const found = this.#events.findIndex(it => it.event === name);
      const [event] = this.#events.splice(0, found + 1).slice(-1);
      if (found >= 0) return (event?.body ?? {}) as Record<string, unknown>;
      await new Promise<void>(resolve => (this.#heard = resolve));
    }
  }

  hangUp(): void {
    this.#input.destroy();
  }

  #receive(message: Dap.Response | Dap.Event): void {
    // The schema counts from 1, and some editors from 0.
    const seq = (message as Dap.Response).request_seq === 0 ? { request_seq: 1 } : {};
    this.problems.push(...messageProblems({ ...message, ...seq }));
    this.problems.push(...negatives(message.body, message.type));
    if (message.type === 'response') {
      const { request_seq: request } = message as Dap.Response;
      this.#waiting.get(request)?.(message as Dap.Response);
      this.#waiting.delete(request);
    } else {
      this.#events.push(message as Dap.Event);
      this.#heard();
    }
  }
}

/** Editors written in Rust read every number into one without a sign, and lose the message where there is one. */
function negatives(value: unknown, at: string): string[] {
  if (typeof value === 'number') return value >= 0 ? [] : [`${at} is ${value}`];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, it]) => negatives(it, `${at}.${key}`));
}
