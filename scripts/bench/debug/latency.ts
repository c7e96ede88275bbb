/** What a person waits for: the first stop, steps, values. */

import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { SOURCE, lineIn, lineOf } from './contract';
import { Editor } from './editor';
import type { Cost } from './statistics';
import { percentile, timed } from './statistics';

const root = join(__dirname, '../..');
/** Many lines, in functions of the author's and of alloc's: a step goes where a person would go. */
const MATCH = join(root, 'sample-contracts/orderbook/scenarios/match.scenario.json');
const BOOK = join(root, 'sample-contracts/orderbook/src/book.rs');
const TRANSFER = join(root, 'sample-contracts/erc20/scenarios/transfer.scenario.json');
const ERC20 = join(root, 'sample-contracts/erc20/src/main.rs');

/** A held key repeats so often, in milliseconds: nobody steps faster. */
const KEY_REPEAT = 33;
const LAUNCHES = 5;
const STEPS = 200;
const LARGE = 100_000;

export interface Latency {
  readonly p50: Cost;
  readonly p95: Cost;
  readonly p99: Cost;
}

/** From starting the adapter's process to the locals at a breakpoint; contracts have been built. */
export async function firstStop(line: number): Promise<Cost> {
  const costs: Cost[] = [];
  for (let launch = 0; launch < LAUNCHES; launch++) {
    const { ms, result } = await timed(async () => {
      const editor = await Editor.launch(TRANSFER, {
        breakpoints: { path: ERC20, lines: [{ line }] },
      });
      await editor.stopped();
      await editor.look();
      return editor;
    });
    costs.push({ ms, cpu: result.client.cpuTime() });
    await result.close();
  }
  return costAt(costs, 0.5);
}

type Step = 'next' | 'stepIn' | 'stepOut' | 'instruction';

/** When a person makes the next step: while the key is held down, or as no person can, as soon as the last one is shown. */
export type Pace = 'key' | 'none';

/** From the request to the locals at the stop, on through the scenario, again and again. */
export async function stepLatency(kind: Step, pace: Pace): Promise<Latency> {
  const costs: Cost[] = [];
  const line = lineIn(BOOK, 'let quantity = self.take(');
  while (costs.length < STEPS) {
    const editor = await Editor.launch(MATCH, { breakpoints: { path: BOOK, lines: [{ line }] } });
    let end = await editor.stopped();
    await editor.look();
    while (end === 'stopped' && costs.length < STEPS) {
      // There has to be something to step out of.
      if (kind === 'stepOut') {
        await wait(pace);
        end = await editor.run('stepIn');
        if (end === 'terminated') break;
        await editor.look();
      }
      await wait(pace);
      const step = kind === 'instruction' ? 'next' : kind;
      const args = kind === 'instruction' ? { granularity: 'instruction' } : {};
      const { ms, cpu, result } = await editor.cost(async () => {
        const ended = await editor.run(step, args);
        if (ended === 'stopped') await editor.look();
        return ended;
      });
      end = result;
      if (end === 'stopped') costs.push({ ms, cpu });
    }
    await editor.close();
  }
  return { p50: costAt(costs, 0.5), p95: costAt(costs, 0.95), p99: costAt(costs, 0.99) };
}

async function wait(pace: Pace): Promise<void> {
  if (pace === 'key') await setTimeout(KEY_REPEAT);
}

const costAt = (costs: readonly Cost[], share: number): Cost => ({
  ms: percentile(
    costs.map(it => it.ms),
    share,
  ),
  cpu: percentile(
    costs.map(it => it.cpu),
    share,
  ),
});

export interface ValueTimes {
  /** A hundred elements out of the middle of a vector of a hundred thousand. */
  readonly page: number;
  /** All of a map of a thousand. */
  readonly map: number;
  /** An enum 32 boxes deep, opened to its end. */
  readonly deep: number;
  /** A hundred thousand rows of machine code, the first of them the kernel's; of the processor, for the client takes longer. */
  readonly code: number;
}

/** @param scenario calls `values` with `LARGE` */
export async function valueTimes(scenario: string): Promise<ValueTimes> {
  const editor = await Editor.launch(scenario, {
    breakpoints: { path: SOURCE, lines: [{ line: lineOf('black_box((&numbers') }] },
  });
  try {
    await editor.stopped();
    const { locals } = await editor.look();
    const reference = (name: string): number => {
      const found = locals.find(it => it.name === name);
      if (found === undefined) throw new RangeError(`${name} is not among the locals`);
      return found.variablesReference;
    };
    const page = await timed(() =>
      editor.variables(reference('numbers'), { filter: 'indexed', start: LARGE / 2, count: 100 }),
    );
    const map = await timed(() => editor.variables(reference('squares')));
    const deep = await timed(() => openAll(editor, reference('chain')));
    const kernel = { memoryReference: '0x80000000', instructionCount: 100_000 };
    const code = await editor.cost(() => editor.client.customRequest('disassemble', kernel));
    return { page: page.ms, map: map.ms, deep: deep.ms, code: code.cpu };
  } finally {
    await editor.close();
  }
}

export const VALUES = LARGE;

/** Opens whatever can be opened below a row, once each. */
async function openAll(editor: Editor, reference: number): Promise<void> {
  for (const { variablesReference } of await editor.variables(reference)) {
    if (variablesReference > 0) await openAll(editor, variablesReference);
  }
}
