/** How fast a session runs with what may stop it: nothing, breakpoints elsewhere, conditions, watched memory. */

import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { SOURCE, lineOf } from './contract';
import { Editor } from './editor';
import type { Cost } from './statistics';
import { median } from './statistics';

export interface Speed extends Cost {
  readonly name: string;
  /** Of the cost with nothing set: of the processor's time where that is known. */
  readonly ratio: number;
}

/** Runs with nothing set and with breakpoints, in turn: what else the machine does must not decide. */
const PAIRS = 5;

interface Case {
  readonly name: string;
  readonly lines?: readonly Dap.SourceBreakpoint[];
  /** Of a variable or static, asked for at the first stop in `turns`. */
  readonly watch?: string;
  /** Its writes unless given. */
  readonly access?: 'read';
}

/** @param turns how often the loop's line is hit */
const cases = (turns: number): readonly [Case, Case, ...Case[]] => [
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
  { name: 'its reads watched', watch: 'limit', access: 'read' },
];

/** @param scenario calls `turns` with so many */
export async function speeds(scenario: string, turns: number): Promise<Speed[]> {
  const [nothing, breakpoints, ...others] = cases(turns);
  const pairs: [Cost, Cost][] = [];
  for (let pair = 0; pair < PAIRS; pair++) {
    pairs.push([await measure(scenario, nothing), await measure(scenario, breakpoints)]);
  }
  const plain = medianCost(pairs.map(it => it[0]));
  const speeds: Speed[] = [
    { name: nothing.name, ...plain, ratio: 1 },
    {
      name: breakpoints.name,
      ...medianCost(pairs.map(it => it[1])),
      ratio: median(pairs.map(([without, withThem]) => ratioOf(withThem, without))),
    },
  ];
  for (const it of others) {
    const cost = await measure(scenario, it);
    speeds.push({ name: it.name, ...cost, ratio: ratioOf(cost, plain) });
  }
  return speeds;
}

function medianCost(costs: readonly Cost[]): Cost {
  return { ms: median(costs.map(it => it.ms)), cpu: median(costs.map(it => it.cpu)) };
}

const ratioOf = (cost: Cost, plain: Cost): number =>
  Number.isNaN(cost.cpu) ? cost.ms / plain.ms : cost.cpu / plain.cpu;

/** From the first line of `turns` to its last. */
async function measure(scenario: string, { lines = [], watch, access }: Case): Promise<Cost> {
  const first = { line: lineOf('let mut sum = 0u32') };
  const last = { line: lineOf('LAST.store(sum') };
  const editor = await Editor.launch(scenario, {
    breakpoints: { path: SOURCE, lines: [first, last, ...lines] },
  });
  try {
    await editor.stopped();
    if (watch !== undefined) await setWatch(editor, watch, access ?? 'write');
    const { ms, cpu, result } = await editor.cost(() => editor.run('continue'));
    const { frame } = await editor.look();
    if (result !== 'stopped' || frame.line !== last.line) {
      throw new RangeError(`stopped in line ${frame.line}, not in ${last.line}`);
    }
    return { ms, cpu };
  } finally {
    await editor.close();
  }
}

async function setWatch(
  editor: Editor,
  name: string,
  accessType: Dap.DataBreakpointAccessType,
): Promise<void> {
  const { frame } = await editor.look();
  const info = (await editor.client.customRequest('dataBreakpointInfo', {
    name,
    frameId: frame.id,
  })) as Dap.DataBreakpointInfoResponse;
  const { dataId, description } = info.body;
  if (dataId === null) throw new RangeError(`${name} cannot be watched: ${description}`);
  const set = (await editor.client.customRequest('setDataBreakpoints', {
    breakpoints: [{ dataId, accessType }],
  })) as Dap.SetDataBreakpointsResponse;
  if (set.body.breakpoints[0]?.verified !== true) throw new RangeError(`${name} is not watched`);
}
