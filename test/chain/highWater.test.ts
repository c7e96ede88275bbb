/** High-water marks against a run in single steps that looks at the stack pointer after each, and on a stack that is full. */

import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { programAt } from '../../debugger/chain/describe/context';
import { runHeadless } from '../../debugger/chain/headless';
import { highWaterMark } from '../../debugger/chain/highWater';
import type { HighWaterMark } from '../../debugger/chain/highWater';
import type { ChainRun, ChainStop } from '../../debugger/chain/run';
import { loadScenario } from '../../debugger/chain/scenario/loadScenario';
import { loadPrograms } from '../../debugger/chain/scenario/programs';
import { resolveScenario } from '../../debugger/chain/scenario/resolve';
import { STACK_BYTES, STACK_TOP } from '../../debugger/chain/abi.generated';
import { readElf } from '../../debugger/elf/elfImage';
import { fileExists, readFile, resolvePath } from '../../debugger/host/files';
import { PRIVILEGE } from '../../debugger/vm/machine';

const SP = 2;
const samples = join(__dirname, '../../sample-contracts');
const kernelPath = join(__dirname, '../../dist/kernel.elf');
const kernel = readElf(readFileSync(kernelPath), kernelPath);

interface CallMarks extends HighWaterMark {
  readonly transaction: number;
  /** Bytes between the stack's top and the lowest stack pointer; 0 where nobody looked. */
  readonly lowest: number;
}

/** Of every call of a scenario, in the order in which they end. */
async function marksOf(scenario: string, isStepped: boolean): Promise<CallMarks[]> {
  const path = join(samples, scenario);
  const files = { readFile, fileExists, resolvePath };
  const loaded = await loadScenario(path, files);
  const programs = await loadPrograms(loaded, join(path, '..'), files);
  const resolved = resolveScenario(loaded, programs);
  const marks: CallMarks[] = [];
  const lowest = new Map<number, number>();
  const { stop } = await runHeadless(resolved, {
    kernel,
    watch: run => ({
      taskEnded: task => {
        const { machine, state, transactionIndex: transaction = -1 } = run();
        const words = { labels: resolved.labels, programs: resolved.programs, state };
        const mark = highWaterMark(machine, task, programAt(words, task.to));
        marks.push({
          ...mark,
          transaction,
          lowest: STACK_TOP - (lowest.get(task.id) ?? STACK_TOP),
        });
        lowest.delete(task.id);
      },
    }),
    ...(isStepped && { slice: steps(lowest) }),
  });
  assert.equal(stop, 'complete');
  return marks;
}

/** One by one, with the lowest stack pointer of each task. */
function steps(lowest: Map<number, number>): (run: ChainRun, maxSteps: number) => ChainStop {
  return (run, maxSteps) => {
    const { machine } = run;
    const end = machine.position + maxSteps;
    while (machine.position < end) {
      const stop = run.run(1);
      if (stop !== 'budget') return stop;
      const task = run.tasks.at(-1);
      if (task === undefined || machine.privilege !== PRIVILEGE.USER) continue;
      const sp = (machine.registers[SP] ?? 0) >>> 0;
      // Before its first instruction a task has no stack pointer of its own yet.
      if (sp > STACK_TOP - STACK_BYTES && sp <= STACK_TOP) {
        lowest.set(task.id, Math.min(lowest.get(task.id) ?? STACK_TOP, sp));
      }
    }
    return 'budget';
  };
}

describe('high-water marks', function () {
  this.timeout(60_000);

  it('of the stack are what the stack pointer says, but for a few bytes that stay zero', async () => {
    const marks = await marksOf('call_program/scenarios/call.scenario.json', true);
    assert.ok(marks.length >= 4, String(marks.length));
    for (const { stackBytes, lowest, transaction } of marks) {
      assert.ok(stackBytes > 0, `transaction ${transaction}`);
      assert.ok(stackBytes <= lowest, `${stackBytes} of ${lowest} in ${transaction}`);
      assert.ok(stackBytes > lowest - 160, `${stackBytes} of ${lowest} in ${transaction}`);
    }
  });

  it('of a contract that calls itself for ever are the whole stack', async () => {
    const marks = await marksOf('trouble/scenarios/trouble.scenario.json', false);
    const most = Math.max(...marks.map(it => it.stackBytes));
    assert.ok(most <= STACK_BYTES && most > STACK_BYTES - 400, String(most));
  });

  it('of the heap are the last byte that was written there', async () => {
    const allocating = await marksOf('allocator_demo/scenarios/fill.scenario.json', false);
    const [fill] = allocating;
    // Of fifty numbers of four bytes twenty are written; a map and a smaller vector come before or after them.
    assert.ok((fill?.heapBytes ?? 0) >= 80, String(fill?.heapBytes));
    assert.ok((fill?.heapBytes ?? 0) < 1024, String(fill?.heapBytes));
    const simple = await marksOf('simple/scenarios/larger.scenario.json', false);
    assert.ok(simple.length > 0);
    assert.ok(simple.every(it => it.heapBytes === 0));
  });
});
