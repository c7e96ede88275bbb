import assert from 'node:assert/strict';
import { checkArguments } from './argumentCheck';

const wrong: readonly [command: string, args: unknown, sentence: string][] = [
  ['scopes', {}, 'scopes needs "frameId"'],
  ['scopes', { frameId: '1' }, 'scopes: "frameId" must be an integer'],
  ['scopes', { frameId: 1.5 }, 'scopes: "frameId" must be an integer'],
  ['scopes', [], 'scopes: its arguments must be an object'],
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

const right: readonly [command: string, args: unknown][] = [
  ['threads', {}],
  ['scopes', { frameId: 1, colour: 'red' }],
  ['evaluate', { expression: 'a', frameId: null }],
  ['avm/state', { anything: true }],
];

describe('arguments', () => {
  for (const [command, args, message] of wrong) {
    it(`${command} ${JSON.stringify(args)}: ${message}`, () => {
      assert.throws(() => checkArguments(command, args), { name: 'RequestError', message });
    });
  }

  for (const [command, args] of right) {
    it(`${command} ${JSON.stringify(args)} is right`, () => {
      checkArguments(command, args);
    });
  }
});
