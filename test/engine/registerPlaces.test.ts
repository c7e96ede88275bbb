/**
 * Registers of callers that are changed where the engine says that they are kept: the caller goes on with the new value.
 * Tried in whole transactions, in contracts and in the kernel, in prologues and epilogues too.
 */

import { strict as assert } from 'node:assert';
import { join } from 'node:path';
import { writeFrameRegister } from '../../debugger/engine/inspect/writeBytes';
import type { Frame } from '../../debugger/engine/frame';
import { Stack } from '../../debugger/engine/stack';
import { hartStanding } from '../../debugger/engine/standing';
import type { Target } from '../../debugger/engine/target';
import { hex32 } from '../../debugger/shared/hex';
import { REGISTER_NAMES } from '../../debugger/vm/isa/registers';
import { loadTarget } from './support/loadTarget';

const root = join(__dirname, '../..');

/** s0 to s11. [psABI integer register convention] */
const KEPT = [8, 9, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27];
const SP = 2;
const MARK = 0x5a5a_0000;
const MAX_STEPS = 20_000;

/** Instructions between two trials: prime, so that loops are not always met at the same one. */
const STRIDE = 17;

interface Trials {
  returned: number;
  told: number;
  refused: number;
  readonly wrong: string[];
}

/** Changes all registers of the n-th caller, runs until it goes on, and puts everything back. */
function tryCaller(target: Target, depth: number, trials: Trials): void {
  const { machine, run } = target;
  const standing = hartStanding(target, false);
  const stack = physicalFrames(target);
  const [callee, caller] = [stack[depth - 1], stack[depth]];
  if (callee?.cfa === undefined || caller === undefined) return;
  const before = run.snapshot();
  const marked = KEPT.filter(number => {
    if ('reason' in caller.registerPlaces(number)) return false;
    writeFrameRegister(target, caller, number, MARK + number);
    return true;
  });
  trials.refused += KEPT.length - marked.length;
  const place = `${standing.module?.name} ${hex32(standing.pc)} frame ${depth}`;
  const wrong = (number: number, found: number | undefined, when: string): void => {
    const name = REGISTER_NAMES[number] ?? '';
    if (found !== MARK + number)
      trials.wrong.push(`${place} ${name} ${when}: ${hex32(found ?? 0)}`);
  };
  for (const it of marked) wrong(it, physicalFrames(target)[depth]?.registers(it), 'at once');
  machine.breakpoints.add(caller.pc);
  const end = machine.position + MAX_STEPS;
  while (machine.position < end && run.runTo(end) === 'breakpoint') {
    if (machine.pc === caller.pc && (machine.registers[SP] ?? 0) >>> 0 === callee.cfa) {
      trials.returned++;
      trials.told += marked.length;
      for (const it of marked) wrong(it, (machine.registers[it] ?? 0) >>> 0, 'on return');
      break;
    }
    machine.skipBreakpointOnce = true;
  }
  machine.breakpoints.clear();
  run.restore(before);
}

function physicalFrames(target: Target): Frame[] {
  const stack = new Stack(target, hartStanding(target, false));
  const kind = stack.at(0)?.kind;
  const own = stack.slice(0, 40).filter(it => it.depth === 0);
  const end = own.findIndex(it => it.kind !== kind);
  return end < 0 ? own : own.slice(0, end);
}

async function tryAll(scenario: string, first: number, count: number): Promise<Trials> {
  const [crate = '', name = ''] = scenario.split('/');
  const path = join(root, `sample-contracts/${crate}/scenarios/${name}.scenario.json`);
  const target = await loadTarget(path, join(root, 'dist/kernel.elf'));
  const { run } = target;
  const trials: Trials = { returned: 0, told: 0, refused: 0, wrong: [] };
  for (let at = 0; run.receipts.length < first || run.tasks.length === 0;) {
    const stop = run.run(STRIDE);
    assert.ok(stop !== 'complete' && ++at < 1_000_000, `transaction ${first} never begins`);
  }
  for (let at = 0; at < count; at++) {
    const stop = run.run(STRIDE);
    if (stop === 'complete' || stop === 'kernelDied') break;
    tryCaller(target, 1 + (at % 3), trials);
  }
  return trials;
}

describe('registers of callers', function () {
  this.timeout(120_000);
  for (const [scenario, first] of [
    ['erc20/transfer', 3],
    ['call_program/call', 2],
  ] as const) {
    it(`are changed where ${scenario} goes on with them`, async () => {
      const { returned, told, refused, wrong } = await tryAll(scenario, first, 1500);
      assert.deepEqual(wrong.slice(0, 10), []);
      assert.ok(returned > 400, `${returned} callers went on`);
      assert.ok(told > 50 * Math.max(1, refused), `${told} registers, ${refused} refused`);
    });
  }
});
