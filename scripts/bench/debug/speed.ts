/** How fast a session runs with what may stop it: nothing, breakpoints elsewhere, conditions, watched memory. */

import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { SOURCE, lineOf } from './contract';
import { Editor } from './editor';
import { timed } from './statistics';

export interface Speed {
  readonly name: string;
  readonly ms: number;
  /** Of the time with nothing set. */
  readonly ratio: number;
}

interface Case {
  readonly name: string;
  readonly lines?: readonly Dap.SourceBreakpoint[];
  /** Of a variable or static, asked for at the first stop in `turns`. */
  readonly watch?: string;
}

/** @param turns how often the loop's line is hit */
const cases = (turns: number): readonly Case[] => [
  { name: 'nothing set' },
  { name: 'breakpoints set, none hit', lines: [{ line: lineOf('let seen = depth(&chain)') }] },
  {
    name: `condition false ${turns.toLocaleString('en')} times`,
    lines: [{ line: lineOf('sum = add(sum, turn)'), condition: `turn == ${turns}` }],
  },
  {
    name: `hit count of ${turns.toLocaleString('en')} not reached`,
    lines: [{ line: lineOf('sum = add(sum, turn)'), hitCondition: `== ${turns + 1}` }],
  },
  { name: 'static watched, written once at the end', watch: 'LAST' },
  { name: 'local watched, in the page of the stack that is busy', watch: 'limit' },
];

/** @param scenario calls `turns` with so many */
export async function speeds(scenario: string, turns: number): Promise<Speed[]> {
  const measured: Speed[] = [];
  for (const it of cases(turns)) {
    const ms = await measure(scenario, it);
    measured.push({ name: it.name, ms, ratio: ms / (measured[0]?.ms ?? ms) });
  }
  return measured;
}

/** From the first line of `turns` to its last. */
async function measure(scenario: string, { lines = [], watch }: Case): Promise<number> {
  const first = { line: lineOf('let mut sum = 0u32') };
  const last = { line: lineOf('LAST.store(sum') };
  const editor = await Editor.launch(scenario, {
    breakpoints: { path: SOURCE, lines: [first, last, ...lines] },
  });
  try {
    await editor.stopped();
    if (watch !== undefined) await setWatch(editor, watch);
    const { ms, result } = await timed(() => editor.run('continue'));
    const { frame } = await editor.look();
    if (result !== 'stopped' || frame.line !== last.line) {
      throw new RangeError(`stopped in line ${frame.line}, not in ${last.line}`);
    }
    return ms;
  } finally {
    await editor.close();
  }
}

async function setWatch(editor: Editor, name: string): Promise<void> {
  const { frame } = await editor.look();
  const info = (await editor.client.customRequest('dataBreakpointInfo', {
    name,
    frameId: frame.id,
  })) as Dap.DataBreakpointInfoResponse;
  const { dataId, description } = info.body;
  if (dataId === null) throw new RangeError(`${name} cannot be watched: ${description}`);
  const set = (await editor.client.customRequest('setDataBreakpoints', {
    breakpoints: [{ dataId, accessType: 'write' }],
  })) as Dap.SetDataBreakpointsResponse;
  if (set.body.breakpoints[0]?.verified !== true) throw new RangeError(`${name} is not watched`);
}
