/** Where errors were made that contracts have returned: the scenario once more, in the debugger, which tells at each failure. */

import { DebugEngine } from '../../engine/debugEngine';
import type { EngineServices, LaunchOptions } from '../../engine/services';
import type { FrameView, StopView } from '../../engine/views';

export interface OriginSearch {
  readonly launch: LaunchOptions;
  readonly services: EngineServices;
  /** Calls of interest, by `space` of their frames. */
  readonly wanted: ReadonlySet<string>;
  /** Index of the last transaction of interest. */
  readonly last: number;
  /** Called between slices; what it throws ends the search. */
  readonly breathe: () => Promise<void>;
}

/** Stacks at the origin, innermost first, by the call that has failed: `space` of its frames. */
export type Origins = ReadonlyMap<string, readonly FrameView[]>;

const SLICE_STEPS = 2_000_000;

export async function findOrigins(search: OriginSearch): Promise<Origins> {
  const engine = await DebugEngine.launch(search.launch, search.services, SILENT);
  try {
    return await originsIn(engine, search);
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

async function originsIn(
  engine: DebugEngine,
  { wanted, last, breathe }: OriginSearch,
): Promise<Origins> {
  const origins = new Map<string, readonly FrameView[]>();
  engine.setExceptionFilters(['failed']);
  for (;;) {
    const { reason } = await nextStop(engine, breathe);
    const index = engine.transactionIndex;
    if (reason === 'terminated' || index === undefined || index > last) return origins;
    const [{ space } = {}] = engine.stackPage(0, 1);
    if (space === undefined || !wanted.has(space)) continue;
    const stack = engine.stack();
    const origin = stack.findIndex(it => it.hasReturned === true);
    if (origin >= 0) origins.set(space, stack.slice(origin));
  }
}

async function nextStop(engine: DebugEngine, breathe: () => Promise<void>): Promise<StopView> {
  engine.resume('continue');
  for (;;) {
    const stop = await engine.runSlice(SLICE_STEPS);
    if (stop !== undefined) return stop;
    await breathe();
  }
}
