import assert from 'node:assert/strict';
import { readArguments } from './argumentCheck';

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
});
