/**
 * Random sequences of requests in every phase of a session, before `initialize`, before `launch`, running, stopped and
 * ended. Whatever comes: every request is answered exactly once, every message fits the protocol, nothing hangs, nothing
 * is a bug of ours, and after the end there is silence.
 */

import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import fc from 'fast-check';
import { hostServices } from '../../debugger/host/services';
import { InProcessClient } from './support/inProcessClient';
import { requestNames } from './support/protocolSchema';
import { randomArguments, SeenValues } from './support/randomArguments';

const root = join(__dirname, '../..');
const scenarios = [
  join(root, 'sample-contracts/dex/scenarios/trade.scenario.json'),
  join(__dirname, 'fixtures/endless.scenario.json'),
];
const source = join(root, 'sample-contracts/dex/src/main.rs');

/** Longer than the slowest answer on a busy machine, in milliseconds. */
const PATIENCE_MS = 15_000;
/** How long a machine that does not stop is looked at before the next request. */
const GLANCE_MS = 15;

/** How a conversation begins; the random part follows. */
const OPENINGS = [
  [],
  ['initialize'],
  ['initialize', 'launch'],
  ['initialize', 'launch', 'configurationDone'],
] as const;

export interface Step {
  readonly command: string;
  /** Its arguments are made from it. */
  readonly seed: number;
  /** What the client waits for before it goes on. */
  readonly patience: 'none' | 'response' | 'stop';
}

export interface Conversation {
  readonly opening: number;
  readonly scenario: number;
  readonly stopOnEntry: boolean;
  readonly steps: readonly Step[];
}

const everything = [...requestNames.keys(), 'avm/state', 'avm/receipts', 'frobnicate'];
/** What a client asks at every stop: without it, nothing that refers to frames and rows would be known. */
const looks = ['stackTrace', 'scopes', 'variables', 'evaluate', 'setBreakpoints'];
const moves = ['pause', 'pause', 'pause', 'next', 'stepIn', 'stepIn', 'stepOut', 'restart'];
const endings = ['disconnect', 'terminate'];

export const conversations: fc.Arbitrary<Conversation> = fc.record({
  opening: fc.constantFrom(3, 3, 3, 3, 3, 3, 3, 3, 3, 2, 1, 0),
  scenario: fc.constantFrom(0, 0, 0, 1),
  stopOnEntry: fc.constantFrom(true, true, false),
  steps: fc.array(
    fc.record({
      command: fc.oneof(
        {
          weight: 90,
          arbitrary: fc.constantFrom(...everything.filter(it => !endings.includes(it))),
        },
        { weight: 90, arbitrary: fc.constantFrom(...looks) },
        { weight: 45, arbitrary: fc.constantFrom(...moves) },
        { weight: 1, arbitrary: fc.constantFrom(...endings) },
      ),
      seed: fc.nat(),
      patience: fc.constantFrom('stop', 'stop', 'response', 'none'),
    }),
    { minLength: 10, maxLength: 60, size: 'max' },
  ),
});

/** Holds one conversation and says what did not hold of it by throwing. */
export async function converse(conversation: Conversation): Promise<void> {
  const client = new InProcessClient(hostServices(join(root, 'dist')));
  const seen = new SeenValues();
  const events: Dap.Event[] = [];
  const bugs: string[] = [];
  client.onMessage = message => {
    seen.learn((message as { body?: unknown }).body);
    if (message.type === 'event') events.push(message as Dap.Event);
    else noteBug(message as Dap.Response, bugs);
  };
  seen.learn({ path: source, threadId: 1, line: 22 });
  const launch = launchArguments(conversation);
  const replies: Promise<Dap.Response>[] = [];
  const say = (command: string, args: unknown, patience: Step['patience']): Promise<void> => {
    const reply = client.request(command, args);
    replies.push(reply);
    return wait(client, reply, patience);
  };

  for (const command of OPENINGS[conversation.opening] ?? []) {
    const args = command === 'initialize' ? { adapterID: 'avm', ...EVERYTHING } : launch;
    await say(command, command === 'configurationDone' ? {} : args, 'stop');
  }
  for (const { command, seed, patience } of conversation.steps) {
    await say(command, argumentsOf(command, seed, seen, launch), patience);
  }
  await say('disconnect', {}, 'response');
  const answered = await within(Promise.all(replies));
  assert.ok(answered !== undefined, `${client.check.unanswered} requests have no response`);
  await client.settled();

  assert.deepEqual(client.problems, []);
  assert.deepEqual(bugs, []);
  assert.deepEqual(disorder(events), []);
}

/** A client that hears of everything. */
const EVERYTHING = {
  supportsVariableType: true,
  supportsVariablePaging: true,
  supportsMemoryReferences: true,
  supportsProgressReporting: true,
  supportsInvalidatedEvent: true,
  supportsMemoryEvent: true,
  supportsANSIStyling: true,
};

function launchArguments({ scenario, stopOnEntry }: Conversation): object {
  return { scenario: scenarios[scenario], build: false, stopOnEntry };
}

function argumentsOf(command: string, seed: number, seen: SeenValues, launch: object): unknown {
  if (command === 'launch') return launch;
  if (command === 'restart') return seed % 2 === 0 ? {} : { arguments: launch };
  const request = requestNames.get(command);
  return request === undefined ? {} : randomArguments(request, seed, seen);
}

function noteBug({ command, success, message = '' }: Dap.Response, bugs: string[]): void {
  if (!success && message.startsWith('internal error')) bugs.push(`${command}: ${message}`);
}

async function wait(
  client: InProcessClient,
  reply: Promise<unknown>,
  patience: Step['patience'],
): Promise<void> {
  if (patience === 'none') return;
  await within(reply);
  if (patience === 'stop') await Promise.race([client.settled(), sleep(GLANCE_MS)]);
}

/** undefined: not in time. */
async function within<T>(promise: Promise<T>): Promise<T | undefined> {
  const timer = new AbortController();
  try {
    return await Promise.race([promise, sleep(PATIENCE_MS, timer.signal)]);
  } finally {
    timer.abort();
  }
}

function sleep(ms: number, signal?: AbortSignal): Promise<undefined> {
  return new Promise(resolve => {
    const timer = setTimeout(() => resolve(undefined), ms);
    signal?.addEventListener('abort', () => clearTimeout(timer));
  });
}

/** What must not come where it came. */
function disorder(events: readonly Dap.Event[]): string[] {
  const found: string[] = [];
  /** Of requests, such as a restart, which may come after the end. */
  const ofRequests = new Set<unknown>();
  let isOver = false;
  for (const { event, body } of events) {
    const { progressId, requestId } = (body ?? {}) as Partial<Dap.ProgressStartEvent['body']>;
    if (event === 'progressStart' && requestId !== undefined) ofRequests.add(progressId);
    if (ofRequests.has(progressId)) continue;
    if (event === 'output' && /The debugger has failed/.test((body as { output: string }).output))
      found.push((body as { output: string }).output);
    // A restart brings a session back; it begins with a `process` event.
    if (event === 'process') isOver = false;
    else if (isOver && event !== 'output') found.push(`${event} after the end`);
    if (event === 'terminated') isOver = true;
  }
  return found;
}
