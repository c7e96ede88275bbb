import assert from 'node:assert/strict';
import { checkThread, readArguments } from './argumentCheck';

const wrong: readonly [command: string, args: unknown, sentence: string][] = [
  ['scopes', {}, 'scopes needs "frameId"'],
  ['scopes', { frameId: '1' }, 'scopes: "frameId" must be an integer'],
  ['scopes', { frameId: 1.5 }, 'scopes: "frameId" must be an integer'],
  ['scopes', [1], 'scopes: its arguments must be an object'],
  ['scopes', 'all', 'scopes: its arguments must be an object'],
  ['scopes', [], 'scopes needs "frameId"'],
  ['scopes', { frameId: null }, 'scopes needs "frameId"'],
  ['threads', 7, 'threads: its arguments must be an object'],
  ['constructor', 7, 'constructor: its arguments must be an object'],
  ['setBreakpoints', { breakpoints: [] }, 'setBreakpoints needs "source"'],
  [
    'setBreakpoints',
    { source: {}, breakpoints: [{ line: 1 }, {}] },
    'setBreakpoints needs "breakpoints[1].line"',
  ],
  [
    'setBreakpoints',
    { source: {}, breakpoints: 'all' },
    'setBreakpoints: "breakpoints" must be a list',
  ],
  ['evaluate', { expression: 7 }, 'evaluate: "expression" must be a string'],
  [
    'variables',
    { variablesReference: 1, format: { hex: 1 } },
    'variables: "format.hex" must be a boolean',
  ],
  [
    'stackTrace',
    { threadId: 1, startFrame: -1 },
    'stackTrace: "startFrame" must be an integer that is not negative',
  ],
  [
    'variables',
    { variablesReference: 1, count: -3 },
    'variables: "count" must be an integer that is not negative',
  ],
  [
    'modules',
    { startModule: -1 },
    'modules: "startModule" must be an integer that is not negative',
  ],
  [
    'variables',
    { variablesReference: 1, filter: 'all' },
    'variables: "filter" must be one of indexed, named',
  ],
  [
    'next',
    { threadId: 1, granularity: 'function' },
    'next: "granularity" must be one of statement, line, instruction',
  ],
  [
    'setDataBreakpoints',
    { breakpoints: [{ dataId: 'a', accessType: 'execute' }] },
    'setDataBreakpoints: "breakpoints[0].accessType" must be one of read, write, readWrite',
  ],
];

const right: readonly [command: string, args: unknown, read: object][] = [
  ['threads', undefined, {}],
  ['threads', null, {}],
  // As Lua writes an empty object.
  ['threads', [], {}],
  ['variables', { variablesReference: 1, format: [] }, { variablesReference: 1, format: {} }],
  ['scopes', { frameId: 1, colour: 'red' }, { frameId: 1, colour: 'red' }],
  ['evaluate', { expression: 'a', frameId: null }, { expression: 'a' }],
  [
    'setBreakpoints',
    { source: { path: '/a', name: null }, breakpoints: [{ line: 1, condition: null }] },
    { source: { path: '/a' }, breakpoints: [{ line: 1 }] },
  ],
  // The protocol's list of contexts is one of examples.
  ['evaluate', { expression: 'a', context: 'mine' }, { expression: 'a', context: 'mine' }],
  [
    'disassemble',
    { memoryReference: '0', instructionOffset: -5, instructionCount: 1 },
    { memoryReference: '0', instructionOffset: -5, instructionCount: 1 },
  ],
  ['avm/state', { anything: true }, { anything: true }],
];

describe('arguments', () => {
  for (const [command, args, message] of wrong) {
    it(`${command} ${JSON.stringify(args)}: ${message}`, () => {
      assert.throws(() => readArguments(command, args), { name: 'RequestError', message });
    });
  }

  for (const [command, args, expected] of right) {
    it(`${command} ${JSON.stringify(args)} is ${JSON.stringify(expected)}`, () => {
      assert.deepEqual(readArguments(command, args), expected);
    });
  }

  it('name a thread that is there', () => {
    const threads = () => [{ id: 1 }];
    checkThread('next', { threadId: 1 }, threads);
    // Not an argument of theirs.
    checkThread('launch', { threadId: 7 }, threads);
    checkThread('avm/stepBackInto', {}, threads);
    assert.throws(() => checkThread('next', { threadId: 7 }, threads), {
      name: 'RequestError',
      message: 'there is no thread 7, only 1',
    });
  });
});
