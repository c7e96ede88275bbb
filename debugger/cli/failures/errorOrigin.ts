/**
 * Where errors were made that contracts have returned: the scenario once more, in the debugger, which walks line by line
 * through the functions that were called.
 */

import { DebugEngine } from '../../engine/debugEngine';
import type { EngineServices, LaunchOptions } from '../../engine/services';
import type { FrameView, StopView } from '../../engine/views';
import { ownFrames } from './ownFrames';
import type { TrailStep } from './returnTrail';
import { isEndOfBlock, originOf } from './returnTrail';
import type { SourceLines } from './sourceLines';

export interface OriginSearch {
  readonly launch: LaunchOptions;
  readonly services: EngineServices;
  readonly lines: SourceLines;
  /** Indices of the transactions of interest. */
  readonly wanted: ReadonlySet<number>;
  /** Names of the functions that they call. */
  readonly functions: readonly string[];
  /** Called between slices; what it throws ends the search. */
  readonly breathe: () => Promise<void>;
}

const FILTERS = ['panic', 'trap', 'outOfGas', 'failed'];
const SLICE_STEPS = 2_000_000;
/** Lines of the author's in one call of a contract; in a longer one nobody looks for the origin of an error. */
const MOST_STEPS = 3000;

/** @returns the stack at the origin, innermost first, by index of the transaction; none where none was found */
export async function findOrigins(
  search: OriginSearch,
): Promise<Map<number, readonly FrameView[]>> {
  const engine = await DebugEngine.launch(search.launch, search.services, SILENT);
  try {
    return await new Walk(engine, search).run();
  } finally {
    engine.dispose();
  }
}

const SILENT = {
  output: () => undefined,
  progress: () => undefined,
  buildStarted: () => undefined,
  buildMessage: () => undefined,
};

class Walk {
  readonly #found = new Map<number, readonly FrameView[]>();

  constructor(
    private readonly engine: DebugEngine,
    private readonly search: OriginSearch,
  ) {}

  async run(): Promise<Map<number, readonly FrameView[]>> {
    const { engine, search } = this;
    engine.setExceptionFilters(FILTERS);
    engine.setFunctionBreakpoints(search.functions);
    const last = Math.max(...search.wanted);
    for (;;) {
      const { reason } = await this.#resume('continue');
      const index = engine.transactionIndex;
      if (reason === 'terminated' || index === undefined || index > last) return this.#found;
      if (reason === 'exception' || !search.wanted.has(index)) continue;
      const origin = originOf(await this.#walk(index));
      if (origin !== undefined) this.#found.set(index, origin.stack);
    }
  }

  async #resume(action: 'continue' | 'stepIn'): Promise<StopView> {
    this.engine.resume(action, 'line');
    for (;;) {
      const stop = await this.engine.runSlice(SLICE_STEPS);
      if (stop !== undefined) return stop;
      await this.search.breathe();
    }
  }

  /** From where a function begins that is called until something goes wrong; nothing where nothing does. */
  async #walk(index: number): Promise<TrailStep[]> {
    const steps = await this.#step();
    while (steps.length < MOST_STEPS) {
      const { reason } = await this.#resume('stepIn');
      if (reason === 'exception') return steps;
      if (reason === 'terminated' || this.engine.transactionIndex !== index) return [];
      steps.push(...(await this.#step()));
    }
    return [];
  }

  /** None where it is not the author's code in which the machine stands. */
  async #step(): Promise<TrailStep[]> {
    const { lines } = this.search;
    const stack = this.engine.stack();
    const own = await ownFrames(stack, lines);
    const [top] = own;
    if (top === undefined || top !== stack[0] || top.source === undefined) return [];
    const text = (await lines.at(top.source.path, top.line)) ?? '';
    return [{ stack, depth: own.length, isEnd: isEndOfBlock(text) }];
  }
}
