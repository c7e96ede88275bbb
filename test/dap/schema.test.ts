/** The checker of messages finds what is wrong, and the edition that it knows is the one that the specification list pins. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { ConversationCheck, messageProblems } from './support/messageProblems';
import { definitions, eventNames, requestNames } from './support/protocolSchema';

type Message = Dap.ProtocolMessage;

const event = (name: string, body?: unknown): Message =>
  ({ seq: 1, type: 'event', event: name, ...(body === undefined ? {} : { body }) }) as Message;
const request = (command: string, args?: unknown): Message =>
  ({ seq: 1, type: 'request', command, arguments: args }) as Message;
const response = (command: string, body: unknown): Message =>
  ({ seq: 1, type: 'response', request_seq: 1, success: true, command, body }) as Message;

const wrong: readonly [what: string, message: Message, problem: RegExp][] = [
  ['an event without its body', event('stopped'), /must have required property 'body'/],
  ['an event that there is not', event('stoped'), /not in the protocol/],
  ['a property too many', event('exited', { exitCode: 0, signal: 9 }), /signal is not in/],
  ['a fraction', event('exited', { exitCode: 0.5 }), /must be integer/],
  [
    'a property too many, deep',
    response('threads', { threads: [{ id: 1, name: '', x: 1 }] }),
    /x is/,
  ],
  ['a property too few, deep', response('threads', { threads: [{ id: 1 }] }), /property 'name'/],
  [
    'a word that is none of the choices',
    request('next', { threadId: 1, granularity: 'word' }),
    /equal to one/,
  ],
  ['an argument too few', request('setBreakpoints', {}), /property 'source'/],
  ['a custom response without its body', response('avm/state', undefined), /./],
  ['a custom request that there is not', request('avm/stat', {}), /no avm\/stat/],
];

const right: readonly [what: string, message: Message][] = [
  ['an event without anything', event('initialized')],
  ['a configuration of our own', request('launch', { scenario: 'a', kernel: 'b' })],
  ['the same in a restart', request('restart', { arguments: { scenario: 'a', noDebug: true } })],
  ['a reason of our own', event('stopped', { reason: 'syscall', threadId: 1 })],
];

describe("the protocol's schema", () => {
  for (const [what, message, problem] of wrong) {
    it(`does not fit ${what}`, () => {
      assert.match(messageProblems(message).join('\n'), problem);
    });
  }

  for (const [what, message] of right) {
    it(`fits ${what}`, () => {
      assert.deepEqual(messageProblems(message), []);
    });
  }

  it('has the requests, events and capabilities of the edition that docs/specs.md names', () => {
    const { properties } = definitions['Capabilities'] as { properties: object };
    assert.deepEqual(
      [requestNames.size, eventNames.size, Object.keys(properties).length],
      [43, 17, 42],
    );
    const specs = readFileSync(join(__dirname, '../../docs/specs.md'), 'utf8');
    assert.match(specs, /\[DAP request\]` \| Debug Adapter Protocol \| 1\.71/);
  });
});

describe('a conversation', () => {
  const ask = { seq: 1, type: 'request', command: 'threads' } as const;
  const answer = { ...response('threads', { threads: [] }), seq: 1, request_seq: 1 } as const;

  it('has one response for each request', () => {
    const check = new ConversationCheck();
    check.sent(ask);
    assert.equal(check.unanswered, 1);
    check.received(answer);
    assert.deepEqual([check.unanswered, check.problems], [0, []]);
    check.received({ ...answer, seq: 2 } as Message);
    assert.deepEqual(check.problems, ['threads: a response that nobody waits for']);
  });

  it('counts its messages without a gap', () => {
    const check = new ConversationCheck();
    check.received({ ...event('initialized'), seq: 2 });
    assert.deepEqual(check.problems, ['seq 2 came where 1 was due']);
  });

  it('serves no request that is wrong', () => {
    const check = new ConversationCheck();
    check.sent({ seq: 1, type: 'request', command: 'pause', arguments: {} } as Dap.Request);
    check.received({ ...response('pause', undefined), seq: 1 });
    assert.match(check.problems.join(), /served although it is wrong: pause: .*threadId/);
  });
});
