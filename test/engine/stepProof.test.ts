/** The account that steps are compared with: it finds what is wrong, and nothing else. */

import { strict as assert } from 'node:assert';
import type { Task } from '../../debugger/chain/run';
import type { Module } from '../../debugger/engine/module';
import type { FrameView } from '../../debugger/engine/views';
import type { Arrival, Truth } from './support/stepProof';
import { violations } from './support/stepProof';

const task = { id: 1 } as Task;
/** All of the code is one line of a closure. */
const module = {
  placeAt: () => ({
    line: 103,
    column: 5,
    file: 'book.rs',
    chain: ['fold', 'closure'],
    ownDepth: 2,
    isOwn: true,
    isStatement: true,
  }),
} as unknown as Module;
const frames = [{ name: 'closure', line: 103 }] as unknown as readonly FrameView[];

function stepped(from: Partial<Truth>, to: Partial<Truth>): string[] {
  const truth = (it: Partial<Truth>): Truth => ({ pc: 0, task, module, depth: 3, call: 10, ...it });
  const arrival = (position: number): Arrival => ({
    action: 'stepIn',
    granularity: 'line',
    position,
    transaction: 0,
    frames,
    milliseconds: 0,
  });
  const truths = new Map([
    [20, truth(from)],
    [40, truth(to)],
  ]);
  return violations([arrival(20), arrival(40)], { truths, visits: [] });
}

describe('the account of steps', () => {
  it('finds a step that has not left its line', () => {
    const [wrong = '', ...others] = stepped({}, {});
    assert.match(wrong, / has not left its line$/);
    assert.deepEqual(others, []);
  });

  it('knows the next call of what has returned from the one before', () =>
    assert.deepEqual(stepped({ call: 10 }, { call: 30 }), []));
});
