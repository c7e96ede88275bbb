/** Where errors were made that contracts have returned: the scenario once more, in the debugger, which tells at each failure. */

import { DebugEngine } from '../../engine/debugEngine';
import type { EngineServices, LaunchOptions } from '../../engine/services';
import type { FrameView, StopView } from '../../engine/views';

export interface OriginSearch {
  readonly launch: LaunchOptions;
  readonly services: EngineServices;
  /** Indices of the transactions of interest. */
  readonly wanted: ReadonlySet<number>;
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

async function originsIn(engine: DebugEngine, { wanted, breathe }: OriginSearch): Promise<Origins> {
  const origins = new Map<string, readonly FrameView[]>();
  const last = Math.max(...wanted);
  engine.setExceptionFilters(['failed']);
  for (;;) {
    const { reason } = await nextStop(engine, breathe);
    const index = engine.transactionIndex;
    if (reason === 'terminated' || index === undefined || index > last) return origins;
    if (!wanted.has(index)) continue;
    const stack = engine.stack();
    const origin = stack.findIndex(it => it.hasReturned === true);
    const { space } = stack[origin] ?? {};
    if (space !== undefined) origins.set(space, stack.slice(origin));
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
